"""Recursion: deep calls work, endless ones raise RecursionError and leave the interpreter usable."""

import sys

print(sys.getrecursionlimit())


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))


def endless():
    return endless()


try:
    endless()
except RecursionError as error:
    print(type(error).__mro__[1].__name__, error)


class Loop:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __call__(self):
        return self()

    def __add__(self, other):
        return self + other

    def __iter__(self):
        return iter(self)

    def __len__(self):
        return len(self)

    def __hash__(self):
        return hash(self)

    def __getitem__(self, key):
        return self[key]

    def __contains__(self, item):
        return item in self


loop = Loop()
for name, action in {
    "getattr": lambda: loop.a,
    "repr": lambda: repr(loop),
    "eq": lambda: loop == 1,
    "call": lambda: loop(),
    "add": lambda: loop + 1,
    "iter": lambda: iter(loop),
    "len": lambda: len(loop),
    "hash": lambda: hash(loop),
    "getitem": lambda: loop[0],
    "contains": lambda: 1 in loop,
    "str": lambda: str(loop),
    "format": lambda: f"{loop}",
}.items():
    try:
        action()
    except RecursionError:
        print(name, "RecursionError")

even = lambda n: True if n == 0 else odd(n - 1)
odd = lambda n: False if n == 0 else even(n - 1)
print(even(500))
sys.setrecursionlimit(5000)
print(depth(4000))
sys.setrecursionlimit(200)
try:
    depth(300)
except RecursionError:
    print("limited")
sys.setrecursionlimit(1000)
for bad in 0, -1, "a":
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as error:
        print(error)


def generator(n):
    if n:
        yield from generator(n - 1)
    yield n


print(sum(generator(200)))
