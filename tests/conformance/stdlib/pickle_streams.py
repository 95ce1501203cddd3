"""Streams of all protocols, byte for byte, and what they load to."""

import collections
import copyreg
import datetime
import enum
import fractions
import functools
import hashlib
import math
import operator
import pickle
import types
import uuid
from dataclasses import dataclass


class Plain:
    def __init__(self, **kw):
        self.__dict__.update(kw)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    class Inner:
        pass

    def method(self): ...


class Slotted:
    __slots__ = ("a", "b")

    def __eq__(self, other):
        return self.a == other.a


class Both(Slotted):
    __slots__ = ("c", "__dict__")


class State:
    def __getstate__(self):
        return (1, [2])

    def __setstate__(self, s):
        self.s = s

    def __eq__(self, other):
        return True


class NewArgs:
    def __new__(cls, *a):
        return super().__new__(cls)

    def __getnewargs__(self):
        return ("x", 5)

    def __eq__(self, other):
        return type(other) is NewArgs


class NewArgsEx(NewArgs):
    def __new__(cls, *a, **kw):
        return object.__new__(cls)

    def __getnewargs_ex__(self):
        return ("x",), {"k": 1}

    def __eq__(self, other):
        return type(other) is NewArgsEx


class MyList(list):
    pass


class MyDict(dict):
    pass


class MyInt(int):
    pass


class MyStr(str):
    pass


class Reduced:
    def __init__(self, *a):
        self.a = a
        self.items, self.pairs = [], {}

    def append(self, x):
        self.items.append(x)

    def __setitem__(self, k, v):
        self.pairs[k] = v

    def __reduce__(self):
        return Reduced, (1,), {"z": 1}, iter([1, 2]), iter([("k", 1)])

    def __eq__(self, other):
        return True


def set_state(obj, state):
    obj.z = state


class WithSetter(Reduced):
    def __reduce__(self):
        return WithSetter, (), 7, None, None, set_state


class Color(enum.Enum):
    RED = 1
    BLUE = "b"


class Flags(enum.IntFlag):
    A = 1
    B = 2


@dataclass
class Point:
    x: int
    y: float = 1.5


Pair = collections.namedtuple("Pair", "a b")


class MyError(ValueError):
    def __init__(self, a, b):
        super().__init__(a, b)
        self.b = b


def function(): ...


slotted = Slotted()
slotted.a = 1
both = Both()
both.a, both.c, both.d = 1, 2, 3
shared = ["shared"]
values = {
    "none": None, "bools": [True, False], "ints": [0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1,
    2**63, -(2**63), 2**64, 127, 128, -128, -129, 10**50, -(10**50), 1 << 2050, -(1 << 2047)],
    "floats": [0.0, -0.0, 1.5, 1e300, -2.5e-10, math.inf, -math.inf], "complex": 1 + 2j,
    "strs": ["", "abc", "é", "\u20ac", "\U0001f600", "\udc80", "a\nb\\c\r\0\x1a", "x" * 255, "x" * 256, "é" * 200],
    "bytes": [b"", b"abc", bytes(range(256)), b"x" * 255, b"y" * 256], "bytearrays": [bytearray(), bytearray(b"ab")],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), ((), ((),))],
    "lists": [[], [1], [1, 2], [[[]]]], "dicts": [{}, {"a": 1}, {"a": 1, 2: [3]}],
    "set": [set(), {1}], "frozenset": [frozenset(), frozenset({1})],
    "shared": [shared, shared, "abc", "abc"],
    "batches": [list(range(999)), list(range(1000)), list(range(1001)), list(range(2001))],
    "dict batches": [dict.fromkeys(range(n)) for n in (999, 1000, 1001, 2001)],
    "set batches": [set(range(n)) for n in (999, 1000, 1001)],
    "memo": [str(i) for i in range(300)] * 2,
    "large": ["x" * 70000, b"y" * 70000, bytearray(b"z" * 70000), list(range(40000))],
    "classes": [int, dict, Plain, type, type(None), type(...), type(NotImplemented), types.FunctionType, object],
    "inner": [Plain.Inner, Plain.method, Plain.Inner()],
    "functions": [len, function, math.sin, operator.add, functools.reduce, Plain(a=1).method],
    "singletons": [..., NotImplemented],
    "plain": [Plain(a=1, b=[2]), Plain()], "slotted": slotted, "both": both, "state": State(), "newargs": NewArgs(),
    "newargsex": NewArgsEx(), "mylist": MyList([1, 2]), "mydict": MyDict(a=1), "myint": MyInt(5), "mystr": MyStr("s"),
    "reduced": Reduced(), "setter": WithSetter(), "enum": [Color.RED, Color.BLUE, Flags.A | Flags.B],
    "point": Point(1), "pair": Pair(1, 2), "ranges": [range(5), range(1, 10, 3), slice(1, 2)],
    "errors": [ValueError("x"), KeyError(1), OSError(2, "no"), FileNotFoundError(2, "no", "f"), MyError(1, 2)],
    "ordered": collections.OrderedDict(a=1), "default": collections.defaultdict(list, a=[1]), "counter": collections.Counter("aab"),
    "deque": collections.deque([1, 2], 5), "chain": collections.ChainMap({"a": 1}),
    "date": datetime.date(2020, 1, 2), "delta": datetime.timedelta(1, 2, 3), "time": datetime.time(1, 2),
    "zone": [datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=1))],
    "fraction": fractions.Fraction(1, 3), "partial": functools.partial(int, "5", base=8), "uuid": uuid.UUID(int=5),
    "iterators": [iter([1, 2]), iter((1,)), iter("ab"), iter({})],
    "itemgetter": operator.itemgetter(1), "attrgetter": operator.attrgetter("a.b"), "methodcaller": operator.methodcaller("f", 1),
    "namespace": types.SimpleNamespace(a=1), "generic": [list[int], int | str],
}

for name, value in values.items():
    for protocol in range(6):
        try:
            data = pickle.dumps(value, protocol)
        except Exception as e:
            print(name, protocol, type(e).__name__, e, getattr(e, "__notes__", None))
            continue
        shown = data if len(data) < 300 else hashlib.sha256(data).hexdigest()
        try:
            back = pickle.loads(data)
            same = back == value or repr(back) == repr(value)
        except Exception as e:
            same = f"{type(e).__name__} {e}"
        print(name, protocol, len(data), shown, same)

for protocol in range(6):
    loop = []
    loop.append(loop)
    inside = ([],)
    inside[0].append(inside)
    own = {}
    own["me"] = own
    it = Plain()
    it.it = it
    fz = Plain()
    fz.s = (fz, 1, 2, 3)
    for value in (loop, inside, own, it, fz):
        data = pickle.dumps(value, protocol)
        print(protocol, data, type(pickle.loads(data)).__name__)

copyreg.add_extension("__main__", "Plain", 0x50)
copyreg.add_extension("__main__", "Slotted", 0x1234)
copyreg.add_extension("__main__", "State", 0x12345)
for protocol in (1, 2, 4):
    data = pickle.dumps([Plain, Slotted, State, Plain(a=1)], protocol)
    print(data, pickle.loads(data)[:3])

# What the older Pythons wrote.
for data in (
    b"(lp0\nI1\naL5L\naF1.5\naS'a\\n\\x41'\np1\naVb\\u0041\np2\naI01\naNa.",
    b"(dp0\nS'k'\np1\n(I1\nI2\ntp2\ns.",
    b"(c__builtin__\nlong\nS'5'\no.",
    b"(S'5'\ni__builtin__\nint\n.",
    b"c__builtin__\nxrange\n(I0\nI3\nI1\ntR.",
    b"U\x03abcT\x02\0\0\0de\x86.",
):
    print(pickle.loads(data))
print(pickle.loads(b"S'\\xe9'\n.", encoding="latin1"), pickle.loads(b"U\x01\xe9.", encoding="bytes"))
