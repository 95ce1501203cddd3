"""abc: abstract methods, registration, subclass hooks."""

from abc import ABC, ABCMeta, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        """Area."""

    @property
    @abstractmethod
    def name(self): ...

    def describe(self):
        return f"{self.name} of {self.area()}"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2

    name = "square"


class Half(Shape):
    def area(self):
        return 0


print(Square(3).describe(), sorted(Shape.__abstractmethods__), Half.__abstractmethods__, Square.__abstractmethods__)
for cls in Shape, Half:
    try:
        cls()
    except TypeError as error:
        print(error)


class Duck(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, sub):
        if cls is Duck:
            return any("quack" in vars(b) for b in sub.__mro__) or NotImplemented
        return NotImplemented


class Mallard:
    def quack(self): ...


class Robot: ...


print(issubclass(Mallard, Duck), isinstance(Mallard(), Duck), issubclass(Robot, Duck))
print(Duck.register(Robot) is Robot, isinstance(Robot(), Duck), issubclass(Robot, Duck), Duck in Robot.__mro__)


@Duck.register
class Decorated: ...


print(isinstance(Decorated(), Duck))
try:
    Duck.register(5)
except TypeError as error:
    print(error)


class Sub(Duck): ...


try:
    Sub.register(Duck)
except RuntimeError as error:
    print(error)
import collections.abc as cabc

print(isinstance([], cabc.Sequence), isinstance({}, cabc.Mapping), isinstance(set(), cabc.Set), isinstance("", cabc.Hashable), isinstance([], cabc.Hashable))
print(isinstance(iter([]), cabc.Iterator), isinstance((x for x in ()), cabc.Generator), isinstance(len, cabc.Callable), isinstance(5, cabc.Iterable))


class MyMapping(cabc.Mapping):
    def __init__(self, d):
        self.d = d

    def __getitem__(self, k):
        return self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


m = MyMapping({"a": 1, "b": 2})
print(list(m.items()), m.get("z", 0), "a" in m, m == {"a": 1, "b": 2}, list(m.values()), dict(m))


class MySequence(cabc.Sequence):
    def __getitem__(self, i):
        return (10, 20, 30)[i]

    def __len__(self):
        return 3


s = MySequence()
print(list(s), 20 in s, s.index(30), s.count(10), list(reversed(s)))
