"""super(): chains, explicit arguments, in class methods, errors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    def who(self):
        return ["A"]

    @classmethod
    def make(cls):
        return ("A.make", cls.__name__)

    @staticmethod
    def plain():
        return "A.plain"

    @property
    def prop(self):
        return "A.prop"

    value = 1


class B(A):
    def who(self):
        return ["B"] + super().who()

    @classmethod
    def make(cls):
        return ("B.make",) + super().make()

    @property
    def prop(self):
        return "B." + super().prop


class C(A):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        return ["D"] + super(D, self).who()

    def explicit(self):
        return super(B, self).who(), super().value, super().plain()

    def nested(self):
        def inner():
            return super(D, self).who()
        return inner(), [super(D, self).value for _ in range(1)]


d = D()
print(d.who(), D.make(), d.make(), d.prop, d.explicit(), d.nested(), [k.__name__ for k in D.__mro__])
s = super(B, d)
print(s.who(), s.__thisclass__.__name__, s.__self__ is d, s.__self_class__.__name__, str(s)[:18], type(s))
unbound = super(B)
print(str(unbound), unbound.__self__, unbound.__get__(d, D).who())
attempt(lambda: super(B, d).nothing)
attempt(lambda: super(A, d).who)
attempt(lambda: super(D, A()))
attempt(lambda: super(5, d))
attempt(lambda: super(B, 5))
attempt(super)


def outside(self):
    return super().who()


def none():
    return super()


attempt(outside, d)
attempt(none)


class E(A):
    def missing():
        return super().who()

    def deleted(self):
        del self
        return super().who()

    def sets(self):
        super().value = 5

    def cell(self):
        return __class__, __class__.__name__


attempt(E.missing)
attempt(E().deleted)
attempt(E().sets)
print(E().cell())


class Base:
    def __init__(self, **kw):
        print("Base", kw)


class Left(Base):
    def __init__(self, left, **kw):
        print("Left", left)
        super().__init__(**kw)


class Right(Base):
    def __init__(self, right, **kw):
        print("Right", right)
        super().__init__(**kw)


class Both(Left, Right):
    def __init__(self, **kw):
        super().__init__(**kw)


Both(left=1, right=2, rest=3)


class L(list):
    def append(self, x):
        super().append(x * 2)

    def __getitem__(self, i):
        return ("got", super().__getitem__(i))

    def __len__(self):
        return super().__len__() + 100


items = L([1])
items.append(5)
print(items[1], len(items), list(items), super(L, items).__len__())
