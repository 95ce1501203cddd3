"""match: class patterns, __match_args__, builtins, errors."""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Point3(Point):
    __match_args__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


class Plain:
    a = 1


def where(p):
    match p:
        case Point3(0, 0, 0):
            return "origin in space"
        case Point3(z=z) if z < 0:
            return f"below {z}"
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y) | Point(x=y, y=0):
            return f"on an axis at {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point(int(x), float(y)):
            return f"int and float {x} {y}"
        case Point():
            return "some point"
        case Plain(a=a, b=b):
            return f"plain with b {b}"
        case Plain(a=1):
            return "plain"
        case type():
            return f"the class {p.__name__}"


plain_b = Plain()
plain_b.b = 2
for p in Point3(0, 0, 0), Point3(1, 1, -5), Point(0, 0), Point(0, 7), Point(7, 0), Point(3, 3), Point(1, 2.5), Point("a", "b"), plain_b, Plain(), Point, 5:
    print(where(p))


def builtin(v):
    match v:
        case bool(b):
            return f"bool {b}"
        case int(i):
            return f"int {i}"
        case float(f):
            return f"float {f}"
        case str(s):
            return f"str {s}"
        case bytes(b) | bytearray(b):
            return f"bytes {b}"
        case list([1, *rest]):
            return f"list from 1, {rest}"
        case list(l):
            return f"list {l}"
        case tuple((a, b)):
            return f"pair {a} {b}"
        case dict({"k": k}):
            return f"dict with k {k}"
        case dict(d):
            return f"dict {d}"
        case set(s) | frozenset(s):
            return f"set {sorted(s)}"
        case complex(real=r, imag=i):
            return f"complex {r} {i}"
        case Exception(args=[message]):
            return f"error {message}"


for v in True, 5, 1.5, "s", b"b", bytearray(b"x"), [1, 2], [3], (1, 2), {"k": 1}, {}, {1}, frozenset([2]), 1 + 2j, ValueError("m"), None:
    print(builtin(v))


class BadArgs:
    __match_args__ = ["x"]


class BadName:
    __match_args__ = (5,)


class Few:
    __match_args__ = ("a",)
    a = b = 1


def m1(v):
    match v:
        case BadArgs(1):
            pass


def m2(v):
    match v:
        case BadName(1):
            pass


def m3(v):
    match v:
        case Few(1, 2):
            pass


def m4(v):
    match v:
        case Few(1, a=1):
            pass


def m5(v):
    match v:
        case Plain(1):
            pass


def m6(v):
    match v:
        case int(1, 2):
            pass


def m7(v):
    match v:
        case where(x=1):
            pass


for f, v in (m1, BadArgs()), (m2, BadName()), (m3, Few()), (m4, Few()), (m5, Plain()), (m6, 1), (m7, 1):
    try:
        f(v)
        print("fine")
    except TypeError as error:
        print(error)


class Meta(type):
    def __instancecheck__(cls, instance):
        print("instancecheck")
        return True


class Any(metaclass=Meta):
    __match_args__ = ("real",)


match 42:
    case Any(r):
        print("matched", r)


class Raising:
    @property
    def x(self):
        raise ValueError("from the property")


try:
    match Raising():
        case Raising(x=1):
            pass
except ValueError as error:
    print(error)
