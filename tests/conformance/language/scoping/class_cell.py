"""The __class__ cell, and class bodies as scopes."""


class A:
    def who(self):
        return __class__

    @classmethod
    def cls_who(cls):
        return __class__, cls

    @staticmethod
    def static_who():
        return __class__

    lam = lambda self: __class__
    gen = lambda self: list(__class__ for _ in "x")

    class Inner:
        def who(self):
            return __class__.__qualname__


class B(A): ...


print(B().who(), B.cls_who(), B.static_who(), B().lam(), B().gen(), A.Inner().who())
original = A
A = None
print(B().who() is original)


class Meta(type):
    def __new__(mcls, name, bases, namespace):
        print("classcell" if "__classcell__" in namespace else "no classcell")
        return super().__new__(mcls, name, bases, namespace)


class WithCell(metaclass=Meta):
    def m(self):
        return __class__


class Without(metaclass=Meta):
    def m(self): ...


class Dropping(type):
    def __new__(mcls, name, bases, namespace):
        namespace.pop("__classcell__", None)
        return super().__new__(mcls, name, bases, namespace)


try:

    class Lost(metaclass=Dropping):
        def m(self):
            return __class__
except RuntimeError as error:
    print(str(error).split(" at 0x")[0])


class Early(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        print("usable in __init__:", cls().m().__name__)


class UsesEarly(metaclass=Early):
    def m(self):
        return __class__


class Body:
    try:
        print(__class__)
    except NameError as error:
        print(error)
    __class__ = property(lambda self: "replaced")


print(Body().__class__)
print(sorted(k for k in vars(type("T", (), {"a": 1}))))


class Order:
    print(__module__, __qualname__)
    print(sorted(k for k in locals()))
    __firstline = 1
    __qualname__ = "Renamed"

    def method(self): ...


print(Order, Order.method.__qualname__, vars(Order)["__firstlineno__"] if "__firstlineno__" in vars(Order) else None, Order.__static_attributes__)


class Static:
    def __init__(self):
        self.a = 1
        self.b, self.c = 2, 3

    def more(self):
        self.d = self.a


print(sorted(Static.__static_attributes__))


def factory(base):
    class Made(base):
        def kind(self):
            return f"Made from {super().__thisclass__.__bases__[0].__name__}"

    return Made


print(factory(dict)().kind(), factory(list)().kind())
