"""Annotations are evaluated lazily: __annotate__, __annotations__, forward references."""


def f(a: NotYet, b: "text" = 1, *args: int, c: list[Later], **kw: str) -> Result:
    return a


print("defined without evaluating")
try:
    f.__annotations__
except NameError as error:
    print(error)


class NotYet: ...
class Later: ...
class Result: ...


print(f.__annotations__)
print(f.__annotations__ is f.__annotations__, f.__annotate__(1) == f.__annotations__, f.__annotate__.__name__)


class Node:
    value: int
    next: Node | None = None
    children: list[Node]
    broken: missing_name

    def method(self, other: Node) -> Node: ...


try:
    Node.__annotations__
except NameError as error:
    print(error)
missing_name = bytes
print(Node.__annotations__)
print(Node.method.__annotations__, Node.next, hasattr(Node, "value"))
print(Node.__annotate__(1).keys())
try:
    Node.__annotate__(99)
except NotImplementedError as error:
    print("NotImplementedError", error)


def plain(x): ...


print(plain.__annotations__, plain.__annotate__)
plain.__annotations__["x"] = int
print(plain.__annotations__)
plain.__annotate__ = lambda format: {"made": format}
print(plain.__annotations__)
plain.__annotations__ = {"set": 1}
print(plain.__annotations__, plain.__annotate__)
try:
    plain.__annotations__ = 5
except TypeError as error:
    print(error)
try:
    plain.__annotate__ = 5
except TypeError as error:
    print(error)


class Base:
    inherited: int


class Child(Base):
    pass


print(Child.__annotations__, Base.__annotations__, Child.__annotate__)


def local_scope():
    T = "local type"

    def inner(x: T) -> T: ...

    class C:
        attr: T
        own: int
        uses_own: own_name
        own_name = "class scope"

    x: undefined_and_never_evaluated = 1
    y: also_undefined
    return inner.__annotations__, C.__annotations__, x


print(local_scope())


def generic[T](x: T) -> list[T]: ...


print(generic.__annotations__)
print(int.__dict__.get("__annotations__"), type(f.__annotate__).__name__)
module_var: unknown_module_type = 1
print(module_var)
conditional: int
if False:
    never: str
if True:
    always: float
try:
    print(__annotate__(1))
except NameError as error:
    print(error)
unknown_module_type = complex
print(__annotate__(1), __annotations__ if "__annotations__" in globals() else "no __annotations__ yet")
