"""lru_cache, cache, cached_property, singledispatch."""

import functools

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


calls = []


@functools.lru_cache(maxsize=2)
def square(n):
    calls.append(n)
    return n * n


print(square(2), square(2), square(3), square(2), square(4), square(3), calls, square.cache_info(),
    square.cache_parameters())
square.cache_clear()
print(square.cache_info(), square.__wrapped__(5), square.__name__)
attempt(square, [])
attempt(functools.lru_cache, "x")


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(200), fib.cache_info())


@functools.lru_cache
def plain(a, b=1, *, c=2):
    return a + b + c


print(plain(1), plain(1, 1), plain(a=1), plain(1, c=2), plain(1.0), plain.cache_info())


@functools.lru_cache(typed=True)
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info().currsize)


@functools.lru_cache(maxsize=0)
def uncached(x):
    return x


print(uncached(1), uncached(1), uncached.cache_info())


@functools.cache
def fails(x):
    raise ValueError(x)


attempt(fails, 1)
attempt(fails, 1)
print(fails.cache_info())


class Data:
    computed = 0

    def __init__(self, n):
        self.n = n

    @functools.cached_property
    def heavy(self):
        Data.computed += 1
        return self.n * 10

    @functools.lru_cache
    def method(self, x):
        return self.n + x


d = Data(5)
print(d.heavy, d.heavy, Data.computed, vars(d), d.method(1), d.method(1), Data.method.cache_info().hits)
d.heavy = 1
print(d.heavy)
del d.heavy
print(d.heavy, Data.computed)


@functools.singledispatch
def show(x):
    return f"object {x}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
@show.register(tuple)
def sequence(x):
    return f"sequence of {len(x)}"


@show.register
def _(x: str | bytes):
    return f"text {x!r}"


print(show(1), show(True), show("a"), show(b"b"), show([1]), show((1, 2)), show(1.5),
    show.dispatch(bool) is show.dispatch(int), sorted(k.__name__ for k in show.registry))
attempt(show)
attempt(lambda: show.register(5))


class Formatter:
    @functools.singledispatchmethod
    def fmt(self, x):
        return "any"

    @fmt.register
    def _(self, x: int):
        return "int"

    @fmt.register
    @classmethod
    def _(cls, x: str):
        return cls.__name__


print(Formatter().fmt(1), Formatter().fmt(1.5), Formatter().fmt("s"), Formatter.fmt(Formatter(), 2))
