"""isinstance, issubclass, type, callable, id."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Sized

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    pass


class B(A):
    pass


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == "magic"

    def __subclasscheck__(cls, sub):
        return sub is int


class M(metaclass=Meta):
    pass


print(isinstance(B(), A), isinstance(A(), B), isinstance(5, int), isinstance(5, (str, int)), isinstance(5, ()),
    isinstance(True, int), isinstance(5, int | str), isinstance(None, int | None), isinstance(int, type),
    isinstance(5, (str, (float, (int,)))))
print(issubclass(B, A), issubclass(A, A), issubclass(bool, (str, int)), issubclass(int, object),
    issubclass(int, int | str), isinstance("magic", M), isinstance(M(), M), issubclass(int, M), issubclass(str, M))
for args in [(5, 5), (5, "int"), (5, [int]), (5, (int, 5)), (5, ("x", int)), (5,), (5, list[int]),
        (5, int | list[int])]:
    attempt(isinstance, *args)
for args in [(5, int), (int, 5), (int, list[int]), ("x", int), (int,)]:
    attempt(issubclass, *args)
for value in [5, "s", b"", [], {}, set(), (), iter([]), len, None, range(1), A, 5.0]:
    print(type(value).__name__, "".join("1" if isinstance(value, abc) else "0" for abc in (Callable, Hashable,
        Iterable, Iterator, Mapping, Sequence, Sized)))
print(callable(len), callable(A), callable(A()), callable(lambda: 0), callable(5),
    callable(type("K", (), {"__call__": None})()))
x = []
print(id(x) == id(x), id(x) != id([]), x is x, [] is [], type(5) is int, type(A()) is A, type(type), type(None),
    type(...), type(NotImplemented), type(len), type(f := lambda: 0), type(A.__init__), type([].append),
    type(int.real))
attempt(type)
attempt(type, 1, 2)
print(A.__name__, A.__qualname__, A.__module__, A.__bases__, B.__base__, A.__subclasses__(), B.__mro__, B.mro(),
    int.__subclasses__()[:1], A.__doc__, A.__dict__.get("x"))


class Fake:
    __class__ = int


print(isinstance(Fake(), int), type(Fake()), isinstance(Fake(), Fake), Fake().__class__)
print((int | str), type(int | str), (int | str) == (str | int), int | None, (int | str).__args__, list[int],
    list[int].__origin__, dict[str, int].__args__, type(list[int]))
attempt(lambda: int | 5)
attempt(lambda: 5 | int)
