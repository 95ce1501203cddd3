"""__instancecheck__, __subclasscheck__, and hand-written abstract bases."""


class DuckMeta(type):
    def __instancecheck__(cls, instance):
        print("instancecheck", type(instance).__name__)
        return hasattr(instance, cls.required)

    def __subclasscheck__(cls, sub):
        print("subclasscheck", sub.__name__)
        return hasattr(sub, cls.required)


class Sized(metaclass=DuckMeta):
    required = "__len__"


class Quack(metaclass=DuckMeta):
    required = "quack"


class Duck:
    def quack(self): ...


print(isinstance([], Sized), isinstance(5, Sized), issubclass(str, Sized), isinstance(Duck(), Quack))
print(isinstance(Duck(), (int, Quack, Sized)))

# An exact type match does not ask.
print(isinstance(Sized(), Sized))


class AbstractMeta(type):
    def __new__(mcls, name, bases, namespace):
        cls = super().__new__(mcls, name, bases, namespace)
        names = {n for n, v in namespace.items() if getattr(v, "abstract", False)}
        for base in bases:
            for n in getattr(base, "abstracts", ()):
                if getattr(getattr(cls, n), "abstract", False):
                    names.add(n)
        cls.abstracts = frozenset(names)
        return cls

    def __call__(cls, *args):
        if cls.abstracts:
            raise TypeError(f"cannot instantiate {cls.__name__}: {', '.join(sorted(cls.abstracts))}")
        return super().__call__(*args)


def abstract(function):
    function.abstract = True
    return function


class Shape(metaclass=AbstractMeta):
    @abstract
    def area(self): ...

    @abstract
    def name(self): ...


class Named(Shape):
    def name(self):
        return "named"


class Square(Named):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


for cls in Shape, Named:
    try:
        cls()
    except TypeError as error:
        print(error)
print(Square(3).area(), Square(3).name())


class Weird(type):
    def __instancecheck__(cls, instance):
        return "truthy"

    def __subclasscheck__(cls, sub):
        raise ValueError("asked")


class W(metaclass=Weird): ...


print(isinstance(1, W))
try:
    issubclass(int, W)
except ValueError as error:
    print(error)


class Liar:
    @property
    def __class__(self):
        return int


print(isinstance(Liar(), int), type(Liar()).__name__, isinstance(Liar(), Liar), Liar().__class__)
print(isinstance(1, int | str), isinstance("a", int | None), isinstance(None, int | None), issubclass(bool, int | str))
for attempt in lambda: isinstance(1, (int, 5)), lambda: isinstance("", (int, (str,))), lambda: isinstance("", list[int]), lambda: issubclass(int, list[int]), lambda: isinstance(1, "int"), lambda: issubclass(int, (str, "int")):
    try:
        print(attempt())
    except TypeError as error:
        print(error)


class HasBases:
    __bases__ = (int,)


print(issubclass(HasBases(), int), issubclass(bool, (str, (int,))))
