"""__cause__, __context__, __suppress_context__: how they are set and how they combine."""


def links(error):
    return f"{error!r} cause={error.__cause__!r} context={error.__context__!r} suppress={error.__suppress_context__}"


try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second")
except ValueError as error:
    print(links(error))

try:
    try:
        1 / 0
    except ZeroDivisionError as first:
        raise ValueError("second") from first
except ValueError as error:
    print(links(error))

try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second") from None
except ValueError as error:
    print(links(error))

try:
    try:
        1 / 0
    finally:
        raise KeyError("in finally")
except KeyError as error:
    print(links(error))


def chain(n):
    try:
        if n:
            chain(n - 1)
        else:
            raise ValueError(0)
    except Exception as error:
        raise ValueError(n + 1)


try:
    chain(3)
except ValueError as error:
    while error:
        print(error, end=" <- ")
        error = error.__context__
print()

# Raising the same object again does not make a cycle.
saved = ValueError("saved")
try:
    try:
        raise saved
    except ValueError:
        raise saved
except ValueError as error:
    print(links(error))

a, b = ValueError("a"), KeyError("b")
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except KeyError:
            raise a
except ValueError as error:
    print(links(error), links(b))

e = ValueError("manual")
e.__cause__ = KeyError("cause")
print(links(e))
e.__cause__ = None
e.__suppress_context__ = False
e.__context__ = OSError("ctx")
print(links(e))
for name, value in ("__cause__", 5), ("__context__", "text"), ("__traceback__", 5), ("__suppress_context__", "x"):
    try:
        setattr(e, name, value)
        print("set", name, e.__suppress_context__)
    except TypeError as error:
        print(error)
try:
    del e.__context__
except TypeError as error:
    print(error)


def with_caught():
    try:
        raise ValueError("inner, handled")
    except ValueError:
        pass
    raise KeyError("no context")


try:
    with_caught()
except KeyError as error:
    print(links(error))


class Exit:
    def __enter__(self): ...

    def __exit__(self, kind, value, tb):
        raise OSError("exit") from value


try:
    with Exit():
        raise ValueError("body")
except OSError as error:
    print(links(error))
