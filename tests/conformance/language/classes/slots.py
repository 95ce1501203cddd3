"""__slots__: no dict, inheritance, conflicts, descriptors."""


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y=0):
        self.x, self.y = x, y


p = Point(1)
print(p.x, p.y, hasattr(p, "__dict__"))
try:
    p.z = 3
except AttributeError as error:
    print(error)
del p.x
for action in lambda: p.x, lambda: delattr(p, "x"), lambda: vars(p):
    try:
        action()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
p.x = 10
print(p.x, type(Point.x).__name__, Point.x.__name__, Point.x.__get__(p), Point.__slots__)
Point.x.__set__(p, 11)
print(p.x)


class Point3(Point):
    __slots__ = ["z"]


class WithDict(Point):
    pass


q = Point3(1, 2)
q.z = 3
print(q.x, q.y, q.z, hasattr(q, "__dict__"))
w = WithDict(1)
w.anything = 1
print(vars(w), w.x)


class DictSlot:
    __slots__ = ("a", "__dict__")


d = DictSlot()
d.a = 1
d.b = 2
print(vars(d))


class StringSlot:
    __slots__ = "single"


class Documented:
    __slots__ = {"a": "the a", "b": "the b"}


class Mangled:
    __slots__ = ("__private",)

    def __init__(self):
        self.__private = 5


print(StringSlot.single, Documented.a.__doc__, Mangled()._Mangled__private)
bad = {
    "class variable": lambda: type("A", (), {"__slots__": ("x",), "x": 1}),
    "not a string": lambda: type("A", (), {"__slots__": (5,)}),
    "not an identifier": lambda: type("A", (), {"__slots__": ("a b",)}),
    "on int": lambda: type("A", (int,), {"__slots__": ("x",)}),
    "two dicts": lambda: type("A", (), {"__slots__": ("__dict__", "__dict__")}),
    "layout": lambda: type("A", (type("L", (), {"__slots__": "l"}), type("R", (), {"__slots__": "r"})), {}),
}
for name, action in bad.items():
    try:
        action()
        print(name, "fine")
    except (ValueError, TypeError) as error:
        print(name, "->", type(error).__name__, error)
try:
    Point.x.__get__(5)
except TypeError as error:
    print(error)
try:
    p.__class__ = Point3
except TypeError as error:
    print(error)


class Empty:
    __slots__ = ()


try:
    Empty().x = 1
except AttributeError as error:
    print(error)


class Same:
    __slots__ = ("x", "y")


p.__class__ = Same
print(type(p).__name__, p.x)


class Counter(dict):
    __slots__ = ("total",)


c = Counter(a=1)
c.total = 5
print(c, c.total, hasattr(c, "__dict__"))
