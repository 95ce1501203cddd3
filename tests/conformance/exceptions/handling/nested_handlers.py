"""Handlers within handlers, several levels, with state that must be restored."""

import sys


def state():
    error = sys.exception()
    return repr(error) if error else "none"


def level(n, log):
    try:
        if n == 0:
            raise ValueError("bottom")
        level(n - 1, log)
    except ValueError as error:
        log.append((n, str(error), state()))
        try:
            raise KeyError(n)
        except KeyError:
            log.append((n, "inner", state()))
        log.append((n, "after", state()))
        if n < 2:
            raise ValueError(f"from {n}") from error
    finally:
        log.append((n, "finally", state()))


log = []
level(3, log)
for entry in log:
    print(*entry)


def with_loop():
    out = []
    for i in range(3):
        try:
            try:
                if i == 0:
                    raise ValueError(i)
                if i == 1:
                    raise KeyError(i)
                raise TypeError(i)
            except ValueError:
                out.append(f"v{state()}")
                continue
            except KeyError:
                out.append(f"k{state()}")
                raise OSError("converted")
            finally:
                out.append(f"f{state()}")
        except OSError as error:
            out.append(f"o{error.__context__!r}")
        except TypeError:
            out.append("t")
    return out, state()


print(with_loop())


def in_generator():
    try:
        yield "before " + state()
        raise ValueError("gen")
    except ValueError:
        yield "in handler " + state()
        try:
            yield "nested try " + state()
        except KeyError:
            yield "nested handler " + state()
        yield "back in handler " + state()
    yield "after " + state()


g = in_generator()
print(next(g), "|", state())
try:
    raise LookupError("driver")
except LookupError:
    print(next(g), "|", state())
    print(next(g), "|", state())
    print(g.throw(KeyError("sent")), "|", state())
print(next(g), "|", state())
print(next(g), "|", state())


def finally_chain():
    try:
        try:
            try:
                raise ValueError(1)
            finally:
                print("f1", state())
                raise KeyError(2)
        finally:
            print("f2", state())
            try:
                raise TypeError(3)
            except TypeError:
                print("t", state())
            print("f2 end", state())
    except KeyError as error:
        print(repr(error), repr(error.__context__), error.__context__.__context__)


finally_chain()
print(state())


def else_clause():
    try:
        try:
            pass
        except ValueError:
            print("never")
        else:
            print("else", state())
            raise KeyError("from else")
        finally:
            print("finally", state())
    except KeyError:
        return state()


print(else_clause(), state())
