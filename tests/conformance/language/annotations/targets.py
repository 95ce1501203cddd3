"""What may be annotated, and what an annotation does to scoping."""

x: int = 5
(y): int = 6
z: tuple = 1, 2
w: list[int] = [*z, 3]
print(x, y, z, w)


class Obj: ...


o = Obj()
o.attr: int = 7
items = [0]
items[0]: str = "annotated subscript"
print(o.attr, items)


def evaluation_order():
    calls = []

    def t(v):
        calls.append(v)
        return v

    d = {}
    d[t("key")]: t("annotation is not evaluated") = t("value")
    d[t("k2")]: t("nor here")
    return calls, d


print(evaluation_order())


def local_annotation():
    try:
        print(v)
    except UnboundLocalError as error:
        print(error)
    v: int


local_annotation()
v = "global"


class Scoped:
    v: int
    copy = v
    print("class body falls back to the global:", v)


print(__annotate__(1) if "__annotate__" in globals() else None)
print(Scoped.__annotations__, Scoped.copy)
for text in ["x, y: int", "(x, y): int", "[x]: int = 1", "x: int = y = 1", "f(): int", "1: int", "x: int += 1", "*x: int = 1", "x.y: int", "x[0]: int", "def f(x): int", "lambda x: int: 1", "x: (yield)", "x: (y := 1)", "def f(): x: (yield) = 1", "def f(a: (yield)): ...", "def f() -> (await x): ...", "x: int, y: int", "for x: int in y: pass", "with a as b: int: pass", "del x: int", "x: *int", "def f(*args: *Ts): ...", "def f(*args: *Ts, **k: *Ts): ...", "global x: int", "None: int", "__debug__: int"]:
    try:
        compile(text, "<test>", "exec")
        print("fine:", text)
    except SyntaxError as error:
        print(f"{text}: {error.msg}")


def star_annotation(*args: *tuple[int, str]): ...


print(star_annotation.__annotations__)


def keyword_named(*, type: int, match: str = "m", case=1) -> None:
    return type, match, case


print(keyword_named(type=3), keyword_named.__annotations__)


class Private:
    __hidden: int = 1

    def method(self, __arg: int): ...


print(Private.__annotations__, Private.method.__annotations__)
namespace = {}
exec("a: int = 1\nb: str", namespace)
print(namespace["__annotate__"](1), "b" in namespace)
exec("from __future__ import annotations\nc: undefined[int] = 1\ndef f(p: 1 + 1): ...", namespace)
print(namespace["__annotations__"], namespace["f"].__annotations__)
