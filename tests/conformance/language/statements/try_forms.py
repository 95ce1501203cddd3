"""try/except/else/finally: which parts run, and in which order."""


def run(action):
    parts = []
    try:
        parts.append("try")
        action()
    except ZeroDivisionError:
        parts.append("zero")
    except (KeyError, IndexError) as error:
        parts.append(type(error).__name__)
    except Exception as error:
        parts.append(f"other {error}")
    else:
        parts.append("else")
    finally:
        parts.append("finally")
    return " ".join(parts)


print(run(lambda: None))
print(run(lambda: 1 / 0))
print(run(lambda: {}[1]))
print(run(lambda: [][1]))
print(run(lambda: int("x")))


def bare():
    try:
        raise KeyboardInterrupt
    except:
        return "bare except catches everything"


print(bare())

try:
    try:
        1 / 0
    finally:
        print("inner finally")
except ZeroDivisionError as e:
    print("outer", e)
print("e" in globals())


def chosen(kind):
    print("expression evaluated", kind.__name__)
    return kind


try:
    raise LookupError("look")
except chosen(ValueError):
    print("never")
except chosen(LookupError):
    print("caught")
except chosen(KeyError):
    print("never evaluated")

# Without parentheses, several types.
try:
    raise KeyError("k")
except ValueError, KeyError:
    print("one of two")

for bad in "text", 5, (ValueError, 3), None:
    try:
        try:
            raise ValueError("v")
        except bad:
            print("never")
    except TypeError as error:
        print(error, "|", repr(error.__context__))
try:
    pass
except 5:
    print("the type is not evaluated without an error")
else:
    print("else")


def nested():
    try:
        raise ValueError(1)
    except ValueError as e:
        try:
            raise KeyError(2)
        except KeyError as e:
            print("inner", e)
        try:
            print(e)
        except UnboundLocalError as gone:
            print(gone)


nested()
