"""functools: partial, reduce, wraps, cmp_to_key, total_ordering."""

import functools
from functools import partial, partialmethod, reduce, wraps

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f(a, b, c=3, *args, **kwargs):
    "doc of f"
    return a, b, c, args, kwargs


p = partial(f, 1, c=5)
print(p(2), p(2, c=9), p(2, x=1), p.func is f, p.args, p.keywords, partial(p, 7)(), partial(partial(f, 1), 2).args,
    repr(p).startswith("functools.partial(<function f at"))
attempt(p)
attempt(partial)
attempt(partial, 5)
basetwo = partial(int, base=2)
basetwo.note = "attribute"
print(basetwo("1010"), basetwo.note, repr(partial(print, "x", end="")), partial(f, functools.Placeholder, 2)(1))
attempt(lambda: partial(f, functools.Placeholder))
attempt(lambda: partial(f, functools.Placeholder, 2)())


class Cell:
    alive = False

    def set(self, state):
        self.alive = state
        return state

    on = partialmethod(set, True)
    off = partialmethod(set, state=False)


cell = Cell()
print(cell.on(), cell.alive, cell.off(), cell.alive)
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), reduce(max, [3, 9, 2]),
    reduce(lambda a, b: f"({a}{b})", "abcd"), reduce(lambda a, b: a + b, [[1], [2]], []),
    reduce(pow, [2, 3], initial=2))
attempt(reduce, max, [])
attempt(reduce, max)
attempt(reduce, max, 5)


def decorator(g):
    @wraps(g)
    def wrapper(*args):
        return ("wrapped", g(*args))
    return wrapper


@decorator
def documented(x: int) -> str:
    "its doc"
    return x


print(documented(1), documented.__name__, documented.__doc__, documented.__wrapped__(2), documented.__annotations__,
    documented.__qualname__)
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)),
    sorted("bca", key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))),
    functools.cmp_to_key(lambda a, b: 0)(1) == functools.cmp_to_key(lambda a, b: 0)(1))


@functools.total_ordering
class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts < other.parts


v, w = Version(1, 2), Version(1, 3)
print(v < w, v <= w, v > w, v >= w, v == w, v != w, v <= v, max(v, w) is w)
attempt(lambda: v < 5)
attempt(lambda: v >= 5)
attempt(lambda: functools.total_ordering(type("Empty", (), {})))
attempt(lambda: functools.cmp_to_key(lambda a, b: 0)(1) < 5)
