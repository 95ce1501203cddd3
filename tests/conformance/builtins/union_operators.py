"""The | operator and its relatives over dicts, sets, types, ints, flags."""

import types
from collections import ChainMap, Counter, OrderedDict, defaultdict

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print({1: "a"} | {2: "b"}, {1: "a"} | {1: "z"}, sorted({1} | {2}), sorted({1, 2} & {2, 3}), sorted({1, 2} - {2}),
    sorted({1, 2} ^ {2, 3}), 5 | 3, True | False, 5 & 3, 5 ^ 3, frozenset([1]) | {2} == frozenset([1, 2]))
print(int | str, int | None, None | int, int | str | int, (int | str) | float, list[int] | None, int | list[str],
    "int" if int | str == str | int else "", (int | str).__args__, type(int | str), types.UnionType.__name__,
    isinstance(1, int | str), issubclass(bool, int | None), hash(int | str) == hash(str | int))
print(OrderedDict(a=1) | {"b": 2}, {"b": 2} | OrderedDict(a=1), defaultdict(int, a=1) | {"b": 2},
    Counter("a") | Counter("aab"), ChainMap({"a": 1}) | {"b": 2}, {"q": 1} | defaultdict(list),
    types.MappingProxyType({"a": 1}) | {"b": 2})
for op in [lambda: {} | [], lambda: {} | 5, lambda: {1} | [1], lambda: int | 5, lambda: 5 | int, lambda: [] | [],
        lambda: "a" | "b", lambda: None | None, lambda: 1.5 | 1, lambda: int & str, lambda: {} & {},
        lambda: {} - {}, lambda: {} ^ {}, lambda: (1,) | (2,), lambda: {1} & [1], lambda: {1} ^ 5,
        lambda: frozenset() | []]:
    attempt(op)
d = {"a": 1}
e = d
d |= {"b": 2}
d |= [("c", 3)]
d |= zip("de", [4, 5])
print(d, e is d)
s = {1, 2, 3}
t = s
s |= {4}
s &= {2, 3, 4}
s -= {2}
s ^= {9}
print(sorted(s), t is s)
f = g = frozenset([1])
f |= {2}
print(sorted(f), sorted(g))


class Flags:
    def __init__(self, bits):
        self.bits = bits

    def __or__(self, other):
        return Flags(self.bits | getattr(other, "bits", other))

    def __ror__(self, other):
        return ("ror", other)

    def __and__(self, other):
        return NotImplemented

    def __rand__(self, other):
        return ("rand", other)

    def __ixor__(self, other):
        self.bits ^= other
        return self


x = Flags(1)
print((x | Flags(2)).bits, (x | 4).bits, 5 | x, 5 & x)
attempt(lambda: x & 5)
attempt(lambda: x & x)
x ^= 7
print(x.bits)
x |= 8
print(x.bits)
attempt(lambda: x ^ 1)


class D(dict):
    def __or__(self, other):
        return "D.__or__"

    def __ror__(self, other):
        return "D.__ror__"


print(D() | {}, {} | D(), D() | D(), type(dict.__or__(D(a=1), {"b": 2})))
