"""Attributes of type objects: names, modules, dicts, docs, subclasses."""


class Widget:
    """A widget."""

    size: int = 3

    def draw(self): ...

    class Part: ...


print(Widget.__name__, Widget.__qualname__, Widget.__module__, Widget.__doc__)
print(Widget.Part.__qualname__, Widget.draw.__qualname__, Widget.__annotations__)
print(type(Widget.__dict__).__name__, sorted(k for k in Widget.__dict__ if not k.startswith("__")))
try:
    Widget.__dict__["x"] = 1
except TypeError as error:
    print(error)
Widget.__name__ = "Gadget"
Widget.__qualname__ = "Some.Gadget"
Widget.__doc__ = "Changed."
Widget.__module__ = "elsewhere"
print(Widget, Widget.__name__, Widget.__doc__, repr(Widget()).split(" at")[0])
for name, value in ("__name__", 5), ("__name__", "a\0b"), ("__qualname__", 5), ("__bases__", 5), ("__dict__", {}), ("__mro__", ()):
    try:
        setattr(Widget, name, value)
        print("set", name)
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error).__name__, error)
for cls, name in (int, "x"), (list, "append"), (type(None), "a"), (type, "x"), (object, "x"):
    try:
        setattr(cls, name, 1)
    except TypeError as error:
        print(error)
try:
    del int.real
except TypeError as error:
    print(error)
print(int.__name__, int.__module__, int.__bases__, bool.__base__, bool.__mro__, object.__bases__, object.__base__)
print(type.__name__, type.__mro__, type.__class__, type(type) is type, isinstance(type, object), isinstance(object, type))


class A: ...
class B(A): ...
class C(A): ...
class D(B, C): ...


print([k.__name__ for k in A.__subclasses__()], D.__base__.__name__, [k.__name__ for k in D.__bases__])
