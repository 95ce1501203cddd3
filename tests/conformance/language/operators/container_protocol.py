"""Containers written by hand: len, getitem, setitem, delitem, contains, iter, reversed, missing."""


class Ring:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        return self.items[i % len(self.items)]

    def __setitem__(self, i, value):
        self.items[i % len(self.items)] = value

    def __delitem__(self, i):
        del self.items[i % len(self.items)]

    def __contains__(self, item):
        print("contains", item)
        return item in self.items

    def __iter__(self):
        print("iter")
        return iter(self.items)

    def __reversed__(self):
        print("reversed")
        return iter(self.items[::-1])


r = Ring(1, 2, 3)
print(r[4], r[-1], r[0:2], len(r), 2 in r, 9 not in r)
r[5] = "x"
del r[3]
print(list(r), list(reversed(r)), [*r], bool(r), bool(Ring()))


class OldSequence:
    """Iteration through __getitem__ and IndexError."""

    def __getitem__(self, i):
        print("get", i, end="; ")
        if i >= 3:
            raise IndexError(i)
        return i * i


print(list(OldSequence()))
print(4 in OldSequence(), 5 in OldSequence())
a, b, c = OldSequence()
print(a, b, c)


class Sized(OldSequence):
    def __len__(self):
        return 3


print(list(reversed(Sized())))


class Defaults(dict):
    def __missing__(self, key):
        print("missing", key)
        self[key] = key * 2
        return self[key]


d = Defaults(a=1)
print(d["a"], d["zz"], d["zz"], d.get("q"), "q" in d, d)


class Iterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


it = Iterator(3)
print(list(it), list(it), sum(Iterator(5)), max(Iterator(4)), tuple(Iterator(2)), dict(zip("ab", Iterator(2))))
for attempt in (
    lambda: len(5),
    lambda: Ring()[0],
    lambda: 1 in 5,
    lambda: reversed(OldSequence()),
    lambda: iter(type("X", (), {"__iter__": lambda s: 5})()),
    lambda: iter(type("X", (), {"__iter__": None})()),
    lambda: 1 in type("X", (), {"__contains__": None})(),
    lambda: 1 in type("X", (), {})(),
    lambda: next(type("X", (), {})()),
    lambda: type("X", (), {})()[0],
    lambda: {}["k"],
    lambda: len(type("X", (), {"__len__": lambda s: "a"})()),
    lambda: len(type("X", (), {"__len__": lambda s: 2**70})()),
    lambda: reversed({1}),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)


def put(o):
    o[0] = 1


def drop(o):
    del o[0]


for o in (1,), "a", 5, None, {1}, range(3), b"a":
    for action in put, drop:
        try:
            action(o)
        except TypeError as error:
            print(error)
print(list(iter(lambda it=iter("ab-c"): next(it), "-")))
