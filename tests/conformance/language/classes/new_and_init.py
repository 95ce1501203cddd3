"""__new__ and __init__: immutables, singletons, other types, argument errors."""


class Traced:
    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, kwargs)
        return super().__new__(cls)

    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)


Traced(1, k=2)


class Upper(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper())


print(Upper("abc"), type(Upper("x")).__name__, Upper("a") + "b", type(Upper("a") + "b").__name__)


class Singleton:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = object.__new__(cls)
        return cls.instance

    def __init__(self):
        print("init again")


print(Singleton() is Singleton())


class Other:
    def __new__(cls):
        return "not an Other"

    def __init__(self):
        print("never called")


print(Other())


class Celsius(float):
    def __new__(cls, value):
        return float.__new__(cls, round(value, 1))

    def fahrenheit(self):
        return self * 9 / 5 + 32


print(Celsius(36.66), Celsius(100).fahrenheit())


class Pair(tuple):
    def __new__(cls, a, b):
        return tuple.__new__(cls, (a, b))

    first = property(lambda self: self[0])


print(Pair(1, 2), Pair(1, 2).first, Pair(1, 2) == (1, 2))


class Plain: ...
class OnlyNew:
    def __new__(cls, x):
        return object.__new__(cls)
class OnlyInit:
    def __init__(self, x): ...
class BadInit:
    def __init__(self):
        return 5
class Args:
    def __new__(cls, *a):
        return object.__new__(cls, *a)


for attempt in (
    lambda: Plain(1),
    lambda: Plain(x=1),
    lambda: OnlyNew(),
    lambda: OnlyNew(1, 2),
    lambda: OnlyInit(),
    lambda: BadInit(),
    lambda: Args(1),
    lambda: object.__new__(int),
    lambda: object.__new__(),
    lambda: object.__new__(5),
    lambda: int.__new__(Plain),
    lambda: int.__new__(str),
    lambda: object.__init__(5, 6),
    lambda: Plain().__init__(1),
    lambda: list.__init__((), 1),
    lambda: tuple.__new__(Pair, (1, 2, 3)),
    lambda: Pair(1),
):
    try:
        print(attempt())
    except TypeError as error:
        print(error)
x = Plain.__new__(Plain)
x.attr = 1
print(vars(x))
