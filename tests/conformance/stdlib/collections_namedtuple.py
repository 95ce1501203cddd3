"""namedtuple, UserDict, UserList, UserString, collections.abc."""

from collections import UserDict, UserList, UserString, abc, namedtuple

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


Point = namedtuple("Point", "x y")
p = Point(1, y=2)
print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=10), Point._make([3, 4]), p == (1, 2), len(p), [*p],
    Point.__doc__, Point._field_defaults, p.__match_args__, hash(p) == hash((1, 2)), p + (3,))
D = namedtuple("D", ["a", "b", "c"], defaults=[2, 3])
print(D(1), D(1, 5), D._field_defaults, namedtuple("R", "a class a _x", rename=True)._fields, namedtuple("E", "")(),
    namedtuple("C", "a, b")._fields)
for args in [("P", "x x"), ("P", "class"), ("P", "_x"), ("1P", "x"), ("P", "x-y"), ("class", "x")]:
    attempt(namedtuple, *args)
attempt(namedtuple, "P", "x", defaults=[1, 2])
attempt(Point, 1)
attempt(Point, 1, 2, 3)
attempt(Point, 1, z=2)
attempt(Point._make, [1])
attempt(p._replace, z=1)
attempt(setattr, p, "x", 5)
attempt(lambda: p.z)
match p:
    case Point(x=1, y=n):
        print("matched", n)


class Sub(namedtuple("Base", "w h")):
    __slots__ = ()

    @property
    def area(self):
        return self.w * self.h


print(Sub(3, 4), Sub(3, 4).area, repr(Sub(1, 2)), Sub.__mro__[1].__name__)


class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


u = Upper(a=1)
u["b"] = 2
u.update(c=3)
print(u, u.data, "A" in u, len(u), u | {"d": 4}, u.copy(), dict(u), u == {"A": 1, "B": 2, "C": 3})
attempt(lambda: u["a"])


class Twice(UserList):
    def append(self, x):
        super().append(x * 2)


t = Twice([3, 1])
t.append(5)
print(t, t + [1], t[0], t[1:], type(t[1:]).__name__, sorted(t), t.data, t == [3, 1, 10], len(t), t * 2)
s = UserString("hello")
print(s, s.upper(), type(s.upper()).__name__, s + "!", "ell" in s, s[1:3], s == "hello", len(s), repr(s),
    s.count("l"))


class Rgb(abc.Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return (10, 20, 30)[i]


r = Rgb()
print(list(r), 20 in r, r.index(30), r.count(10), list(reversed(r)), isinstance(r, abc.Sequence),
    isinstance(r, abc.Collection), issubclass(list, abc.MutableSequence), isinstance({}, abc.Mapping),
    isinstance(frozenset(), abc.Set), isinstance(lambda: 0, abc.Callable),
    isinstance((n for n in ()), abc.Generator))
attempt(r.index, 99)
attempt(abc.Sequence)


class Bag(abc.MutableSet):
    def __init__(self, items=()):
        self.items = list(dict.fromkeys(items))

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def add(self, x):
        if x not in self.items:
            self.items.append(x)

    def discard(self, x):
        if x in self.items:
            self.items.remove(x)


b = Bag("abc")
b |= Bag("cd")
b -= {"a"}
print(list(b), list(b & Bag("bx")), list(b | {"z"}), b <= Bag("bcde"), b == {"b", "c", "d"}, b.isdisjoint("q"),
    b.pop(), b.remove("c"), list(b), list(b ^ Bag("dx")))
