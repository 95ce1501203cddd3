"""Generators: send, throw, close, return values, attributes, errors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def echo():
    received = None
    while True:
        try:
            received = yield received
        except ValueError as error:
            received = f"caught {error}"


g = echo()
print(next(g), g.send("hi"), g.throw(ValueError("v")), g.send(1), g.close(), g.close())
attempt(next, g)
attempt(g.send, 1)
attempt(g.throw, KeyError("late"))
attempt(echo().send, 5)
attempt(echo().throw, 5)
attempt(echo().throw, ValueError)
attempt(echo().throw, KeyError("first"))


def returns():
    yield 1
    return "result"


g = returns()
next(g)
try:
    next(g)
except StopIteration as stop:
    print(stop.value, stop.args)


def delegating():
    value = yield from returns()
    print("got", value)
    inner = yield from [10, 20]
    print(inner)
    return "done"


print(list(delegating()))


def ignores():
    for _ in range(2):
        try:
            yield
        except GeneratorExit:
            pass


stubborn = ignores()
next(stubborn)
attempt(stubborn.close)


def raises_stop():
    yield 1
    raise StopIteration("bad")


attempt(list, raises_stop())


def cleanup(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("cleaned")


log = []
for x in cleanup(log):
    break
g = cleanup(log)
next(g)
g.close()
print(log[-1], list(cleanup(log)), log[-1])
g = cleanup([])
print(g.gi_running, g.gi_frame is not None, g.gi_code.co_name, g.gi_yieldfrom, g.__name__, g.__qualname__,
    iter(g) is g, type(g), list(g), g.gi_frame, next(g, "default"))


def closing_value():
    try:
        yield
    except GeneratorExit:
        return "returned by close"


g = closing_value()
next(g)
print(g.close())
squares = (n * n for n in range(5))
print(next(squares), list(squares), squares.__name__, sum(n for n in range(10) if n % 2),
    (lambda: (yield))().send(None), [*(c for c in "ab")], dict((k, 1) for k in "xy"))
attempt(lambda: (n for n in 5))
first = True


def source():
    print("evaluated at once")
    return [1, 2]


lazy = (print("body", n) or n for n in source())
print("before")
print(list(lazy))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(3)))


def throw_through():
    try:
        yield from inner_thrown()
    except KeyError as error:
        yield f"outer saw {error}"


def inner_thrown():
    try:
        yield "inner"
    finally:
        print("inner finally")


g = throw_through()
print(next(g), g.throw(KeyError("k")))


def contexts():
    try:
        yield 1
    except ValueError as error:
        raise TypeError("from inside") from error


g = contexts()
next(g)
try:
    g.throw(ValueError("thrown"))
except TypeError as error:
    print(error, repr(error.__cause__))


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        raise RuntimeError("source failed")


attempt(lambda: list(x for x in Broken()))
