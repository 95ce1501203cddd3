"""Multiple inheritance: linearisation, diamonds, cooperative super, conflicts."""


class Base:
    def hello(self):
        return ["Base"]


class Left(Base):
    def hello(self):
        return ["Left"] + super().hello()


class Right(Base):
    def hello(self):
        return ["Right"] + super().hello()


class Bottom(Left, Right):
    def hello(self):
        return ["Bottom"] + super().hello()


print(Bottom().hello(), [c.__name__ for c in Bottom.__mro__])


class O1: ...
class A(O1): ...
class B(O1): ...
class C(O1): ...
class D(O1): ...
class E(O1): ...
class K1(A, B, C): ...
class K2(D, B, E): ...
class K3(D, A): ...
class Z(K1, K2, K3): ...


print([c.__name__ for c in Z.__mro__], Z.mro() == list(Z.__mro__))

try:

    class Bad(Base, Left): ...
except TypeError as error:
    print(error)
try:
    type("X", (A, B), {}), type("Y", (B, A), {})
    type("XY", (type("X", (A, B), {}), type("Y", (B, A), {})), {})
except TypeError as error:
    print(error)
try:

    class Twice(A, A): ...
except TypeError as error:
    print(error)
for bases in (int, str), (list, dict), (bool,), (type(None),), (type(len),), (range,), (type(...),), (slice,), (type(lambda: 0),):
    try:
        print(type("Mixed", bases, {}).__mro__[1].__name__)
    except TypeError as error:
        print(error)


class Mixin:
    def describe(self):
        return f"{self.__class__.__name__} of {len(self)}"


class NamedList(Mixin, list): ...


print(NamedList([1, 2]).describe(), NamedList("ab") + [1], type(NamedList()[:]))


class Init1:
    def __init__(self, **kw):
        print("Init1", kw)
        super().__init__()


class Init2:
    def __init__(self, *, two, **kw):
        print("Init2", two, kw)
        super().__init__(**kw)


class Both(Init2, Init1):
    def __init__(self):
        super().__init__(two=2, one=1)


Both()
Left.__bases__ = (O1,)
print([c.__name__ for c in Bottom.__mro__])
try:
    Bottom().hello()
except AttributeError as error:
    print(error)
try:
    O1.__bases__ = (A,)
except TypeError as error:
    print(error)
try:
    A.__bases__ = ()
except TypeError as error:
    print(error)
