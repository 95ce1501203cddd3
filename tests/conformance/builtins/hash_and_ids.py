"""Hashable and unhashable, keys of all kinds, identity of small things."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


keys = [0, 1, -1, 2 ** 70, 1.5, float("inf"), 1j, "text", b"bytes", (), (1, (2, "x")), None, True, ...,
    NotImplemented, frozenset([1, 2]), range(5), int, len, "é", "", b"", frozendict(a=1), slice(1, 2)]
table = {key: n for n, key in enumerate(keys)}
print(len(table), [table[key] for key in keys])
for bad in ([], {}, set(), bytearray(b""), [1], ({},), (1, [2]), frozendict(a=[]), slice([], 1)):
    attempt(hash, bad)
    attempt(lambda: {bad: 1})
    attempt(lambda: {bad})
    attempt(lambda: bad in {})
    attempt(lambda: {}.get(bad))


class Key:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return isinstance(other, Key) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))


class EqOnly:
    def __eq__(self, other):
        return True


class Restored(EqOnly):
    __hash__ = object.__hash__


class Inherits(Key):
    pass


d = {Key(1, 2): "a"}
d[Key(1, 2)] = "b"
print(len(d), d[Key(1, 2)], Key(2, 1) in d, Inherits(1, 2) in d, EqOnly.__hash__, hash(Restored()) is not None)
attempt(hash, EqOnly())
a = "some text"
b = "".join(["some ", "text"])
print(a == b, hash(a) == hash(b), {a: 1}[b], None is None, True is True, type(None)() is None, int is int, a is a)
x = y = [1]
z = list(x)
print(x is y, x is z, x == z, id(x) == id(y), id(x) == id(z))
print(len({1, 1.0, True, 1 + 0j, 2, "1", b"1"}), len({"a": 1, b"a": 2}), {1: "x"} == {True: "x"},
    {(1, 2): 0} == {(1.0, 2): 0}, len({float("nan"), float("nan")}), len({0.0, -0.0}))
print(hash(2 ** 61 - 1), hash(-(2 ** 61)), hash(2.0 ** 61), hash(1e400) == hash(float("inf")), hash(False),
    hash(-1) == hash(-2), hash(Key(1, 2)) == hash((1, 2)))
