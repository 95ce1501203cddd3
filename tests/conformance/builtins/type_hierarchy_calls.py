"""Class bodies, metaclass calls, __new__ and __init__, class attributes."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Tracked:
    instances = 0

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        cls.instances += 1
        return self

    def __init__(self, value=0):
        self.value = value


print(Tracked(5).value, Tracked.instances, Tracked.__dict__["instances"])


class Single:
    _only = None

    def __new__(cls):
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only


print(Single() is Single())


class NotSelf:
    def __new__(cls):
        return 42

    def __init__(self):
        print("never called")


print(NotSelf())


class Inch(float):
    def __new__(cls, value):
        return super().__new__(cls, value * 2.54)


class Name(str):
    def __new__(cls, first, last):
        return super().__new__(cls, f"{first} {last}")

    def __init__(self, first, last):
        self.first = first


print(Inch(2), Name("Ann", "Lee"), Name("Ann", "Lee").first, Name("a", "b").upper(),
    type(Name("a", "b") + "c").__name__)


class BadInit:
    def __init__(self):
        return 5


attempt(BadInit)
attempt(lambda: object.__new__(int))
attempt(lambda: Tracked(1, 2))
attempt(lambda: int.__new__(Tracked))
attempt(lambda: Tracked.missing)
attempt(lambda: Tracked().missing)


class Body:
    x = 1
    y = x + 1
    items = [1] * 3
    def x_of(self): return self.x
    del y
    if x:
        z = "conditional"
    for i in range(3):
        pass
    try:
        w = undefined
    except NameError:
        w = "recovered"
    __private = "mangled"

    def get(self):
        return self.__private


print(sorted(k for k in vars(Body) if not k.startswith("__")), Body().get(), Body._Body__private, Body.i, Body.w)
attempt(lambda: Body.__private)


def make(n):
    class Local:
        captured = n

        def method(self):
            return n
    n += 1
    return Local


L = make(5)
print(L.captured, L().method(), L.__qualname__, make(1) is not make(1))


class Meta(type):
    def __call__(cls, *args):
        return ("made by the metaclass", args)

    def __getattr__(cls, name):
        return f"Meta.{name}"

    def __len__(cls):
        return 99

    def __iter__(cls):
        return iter("meta")

    def __contains__(cls, x):
        return x == 1

    def __getitem__(cls, k):
        return k

    def __add__(cls, other):
        return "class addition"

    def __repr__(cls):
        return f"<class {cls.__name__}!>"

    @property
    def prop(cls):
        return "meta property"


class M(metaclass=Meta):
    pass


print(M(1, 2), M.anything, len(M), list(M), 1 in M, M["k"], M + 1, M, M.prop, type(M), isinstance(M, Meta))
attempt(lambda: type.__call__(M).anything)


class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass


print([k.__name__ for k in D.__mro__])
attempt(lambda: type("E", (A, B), {}))
C.late = "added later"
print(D().late, D.late)
B.late = "nearer"
print(D().late)
del B.late
print(D().late)
B.__bases__ = (C,)
print([k.__name__ for k in D.__mro__])
attempt(setattr, A, "__bases__", (D,))
A.__repr__ = lambda self: "patched"
print(D(), [A()])
del A.__repr__
print(repr(A()).startswith("<__main__.A object"))
