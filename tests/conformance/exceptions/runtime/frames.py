"""Frame objects: f_back, f_locals, f_code, f_lineno, sys._getframe."""

import sys


def who(depth=0):
    return sys._getframe(depth + 1).f_code.co_name


def caller():
    return who(), who(1)


print(caller(), who())


def locals_view():
    a = 1
    frame = sys._getframe()
    b = 2
    view = frame.f_locals
    view["a"] = 10
    return a, b, sorted(view), view["b"], type(view).__name__


print(locals_view())


def lines():
    f = sys._getframe()
    first = f.f_lineno
    second = f.f_lineno
    return second - first, f.f_code.co_firstlineno - first


print(lines())


def stack():
    names, frame = [], sys._getframe()
    while frame:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


class Holder:
    names = stack()

    def method(self):
        return (lambda: stack())()


print(Holder.names, Holder().method(), [stack() for _ in "x"][0], list(stack() for _ in "x")[0])


def generator():
    frame = sys._getframe()
    yield frame.f_back.f_code.co_name
    yield frame.f_back.f_code.co_name


def driver_one(g):
    return next(g)


def driver_two(g):
    return next(g)


g = generator()
print(driver_one(g), driver_two(g), g.gi_frame.f_back)
frame = sys._getframe()
print(frame.f_back, frame.f_code.co_name, frame.f_globals is globals(), frame.f_locals is globals() or frame.f_locals == globals(), "who" in frame.f_locals)
print(frame.f_builtins is __builtins__.__dict__, type(frame).__name__)
try:
    sys._getframe(100)
except ValueError as error:
    print(error)


def kept():
    value = "kept alive by the frame"
    return sys._getframe()


frame = kept()
print(frame.f_locals["value"], frame.f_code.co_name)
frame.clear()
print(frame.f_locals)


def running():
    try:
        sys._getframe().clear()
    except RuntimeError as error:
        return str(error)


print(running())
code = stack.__code__
print(code.co_name, code.co_argcount, code.co_nlocals, code.co_varnames, code.co_names, code.co_filename.endswith("frames.py"))
print(repr(code).split(" at ")[0], code == stack.__code__, hash(code) == hash(stack.__code__), code.replace(co_name="other").co_name)
