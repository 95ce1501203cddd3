"""Generators: laziness, state, return values, expressions, introspection."""


def countdown(n):
    print("started")
    while n:
        yield n
        n -= 1
    print("finished")
    return "result"


g = countdown(2)
print(next(g), next(g))
try:
    next(g)
except StopIteration as stop:
    print("value", stop.value, stop.args)
try:
    next(g)
except StopIteration as stop:
    print("again", stop.value)
print(list(countdown(1)), next(countdown(0), "default"))


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def take(n, iterable):
    for _, item in zip(range(n), iterable):
        yield item


def primes():
    found = []
    for n in naturals():
        if n > 1 and all(n % p for p in found):
            found.append(n)
            yield n


print(list(take(8, primes())), sum(take(100, naturals())))
lazy = (print("evaluating", x) or x for x in range(3))
print("nothing evaluated yet")
print(next(lazy), next(lazy))
print(type(g).__name__, g.__name__, g.__qualname__, iter(g) is g, countdown.__name__)
print(g.gi_frame, g.gi_running, g.gi_yieldfrom, g.gi_code.co_name, g.gi_suspended)
fresh = countdown(3)
print(fresh.gi_frame.f_lineno, fresh.gi_suspended, fresh.gi_frame.f_locals)
next(fresh)
print(fresh.gi_frame.f_lineno, fresh.gi_suspended)


def empty():
    return
    yield


print(list(empty()), [*empty()])


def outer_iterable():
    print("the first iterable is evaluated at once")
    return range(2)


gen = (x for x in outer_iterable())
print(list(gen))
try:
    (x for x in 5)
except TypeError as error:
    print(error)


def self_running():
    yield next(me)


me = self_running()
try:
    next(me)
except ValueError as error:
    print(error)


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print([x for x, _ in zip(fib(), range(10))], (lambda: (yield 1))().__next__())


class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child


print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))
try:
    g.gi_frame = 1
except AttributeError as error:
    print(error)
try:
    type(g)()
except TypeError as error:
    print(error)
