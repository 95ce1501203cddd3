"""Function objects: attributes, names, code, binding."""


def greet(name: str, punct="!", *, loud=False) -> str:
    """Greets someone."""
    return name + punct


print(greet.__name__, greet.__qualname__, greet.__doc__, greet.__module__)
print(greet.__defaults__, greet.__kwdefaults__, greet.__annotations__)
print(greet.__dict__, greet.__closure__, greet.__type_params__)
greet.custom = [1]
print(greet.custom, vars(greet))
greet.__name__ = "renamed"
greet.__qualname__ = "Very.renamed"
greet.__doc__ = None
print(greet.__name__, greet.__qualname__, greet.__doc__, repr(greet).split(" at ")[0])
for name, value in ("__name__", 5), ("__qualname__", None), ("__defaults__", 1), ("__kwdefaults__", []), ("__code__", 1), ("__dict__", 3):
    try:
        setattr(greet, name, value)
        print("set", name)
    except TypeError as error:
        print(error)
for name in "__globals__", "__closure__":
    try:
        setattr(greet, name, {})
    except AttributeError as error:
        print(error)


class Holder:
    def method(self, x):
        """Method doc."""
        return self, x


h = Holder()
bound = h.method
print(bound.__self__ is h, bound.__func__ is Holder.method, bound.__name__, bound.__doc__)
print(bound == h.method, bound is h.method, bound != Holder().method, hash(bound) == hash(h.method))
print(bound(1) == Holder.method(h, 1), Holder.__dict__["method"] is Holder.method)
try:
    bound.attr = 1
except AttributeError as error:
    print(error)
Holder.method.attr = "via the function"
print(bound.attr)
free = greet.__get__("me")
print(free.__self__, free("?"))
code = greet.__code__
print(code.co_name, code.co_qualname, code.co_varnames, code.co_firstlineno, code.co_flags & 0x0C)


def other(name, punct="?", loud=1):
    return "other " + name


greet.__defaults__ = ("?", 1)
greet.__code__ = other.__code__
print(greet("x"), greet("y", "!", loud=True), greet.__name__)
print(type(len).__name__, len.__name__, len.__module__, len.__self__.__name__, [].append.__name__, [].append.__qualname__)
print(str.upper.__name__, str.upper.__qualname__, type(str.upper).__name__, str.upper.__objclass__)
print(callable(greet), callable(h), isinstance(greet, type(lambda: 0)))
FunctionType = type(greet)
made = FunctionType(other.__code__, {"__name__": "elsewhere"}, "made", ("default", 2))
print(made("y"), made.__name__, made.__module__)
nested = (lambda: (lambda: None))()
print(nested.__qualname__)
