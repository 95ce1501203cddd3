"""Type parameters of functions, classes and aliases."""


def first[T](items: list[T]) -> T:
    return items[0]


print(first([1, 2]), first.__type_params__, first.__type_params__[0].__name__)


def bounded[T: int, U: (str, bytes), *Ts, **P](x: T) -> U: ...


T, U, Ts, P = bounded.__type_params__
print(T, U, Ts, P, type(T).__name__, type(Ts).__name__, type(P).__name__)
print(T.__bound__, U.__constraints__, T.__constraints__)
print(T.__infer_variance__, T.__covariant__)


class Stack[T = int]:
    def __init__(self):
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def generic[K](self, key: K) -> tuple[K, T]:
        return key, self.items[-1]


s = Stack()
s.push(5)
print(s.generic("k"), Stack.__type_params__, Stack.__parameters__)
print(Stack.__type_params__[0].__default__, T.has_default(), Stack.__type_params__[0].has_default())
print(Stack[str].__origin__ is Stack, Stack[str].__args__)
print([base.__name__ for base in Stack.__mro__])

type Pair[A, B] = tuple[A, B]
type Tree = int | list[Tree]
type Lazy = undefined_name
print(Pair, Pair.__name__, Pair.__type_params__, type(Pair).__name__)
print(Pair.__value__, Tree.__value__)
try:
    Lazy.__value__
except NameError as error:
    print(error)
undefined_name = float
print(Lazy.__value__)
print(Pair[int, str].__args__)


def lazily[T: missing](x: T): ...


try:
    lazily.__type_params__[0].__bound__
except NameError as error:
    print(error)
# Soft keyword: type is still a name.
type = type
print(type(5))


class Outer[T]:
    attr = T

    class Inner[U]:
        both = U

    def method(self):
        return T


print(Outer.attr is Outer().method(), Outer.Inner.both)
for text in "def f[T, T](): ...", "class A[T: (yield)]: ...", "type X = (yield)", "def f[T](x: (y := 1)): ...", "type A[T: (x := 1)] = T", "def f[]: ...", "def f[T=int, U](): ...", "class C[*T: int]: ...":
    try:
        compile(text, "<test>", "exec")
        print("fine", text)
    except SyntaxError as error:
        print(error.msg)
