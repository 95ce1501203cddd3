"""RecursionError: texts by the place where the limit was hit, and recovery."""

import sys

sys.setrecursionlimit(150)


def message(function):
    try:
        function()
    except RecursionError as error:
        return str(error)
    return "no error"


def plain():
    plain()


class C:
    def __repr__(self):
        return f"C({self!r})"

    def __eq__(self, other):
        return self.x == other

    @property
    def x(self):
        return self.x

    def __getitem__(self, i):
        return self[i]

    def __bool__(self):
        return not self

    def __lt__(self, other):
        return sorted([self, other]) and True

    def __call__(self):
        return list(map(lambda f: f(), [self]))

    def __del__(self): ...


class Init:
    def __init__(self):
        Init()


class Set:
    def __setattr__(self, name, value):
        setattr(self, name, value)


def generator():
    yield from generator()


async def coroutine():
    await coroutine()


def set_attr():
    Set().x = 1


c = C()
for name, function in {
    "plain": plain,
    "repr": lambda: repr(c),
    "eq": lambda: c == 1,
    "property": lambda: c.x,
    "getitem": lambda: c[0],
    "bool": lambda: bool(c),
    "lt": lambda: c < c,
    "call through map": c,
    "init": Init,
    "setattr": set_attr,
    "generator": lambda: next(generator()),
    "coroutine": lambda: coroutine().send(None),
    "max with key": lambda: max([1, 2], key=lambda v: plain()),
    "sum": lambda: sum(plain() for _ in [1]),
    "format": lambda: f"{c}",
}.items():
    print(name, "->", message(function))

nested = []
for _ in range(100):
    nested = [nested]
print(len(repr(nested)))
loop = []
loop.append(loop)
print(loop, [loop] == [loop])
d = {}
d["self"] = d
print(d)


def count(n=0):
    try:
        return count(n + 1)
    except RecursionError:
        return n


print(100 < count() < 150)


def recover(depth):
    try:
        plain()
    except RecursionError:
        if depth:
            return recover(depth - 1)
        return "recovered"


print(recover(5))
