"""Local, enclosing, global, builtin: which one is found, and when it is decided."""

x = "global"


def reads():
    return x


def assigns():
    x = "local"
    return x


def decided_at_compile_time(flag):
    if flag:
        x = "local"
    return x


print(reads(), assigns(), decided_at_compile_time(True))
try:
    decided_at_compile_time(False)
except UnboundLocalError as error:
    print(error)
len_before = len([1])


def shadow():
    len = lambda o: "shadowed"
    return len([1])


print(shadow(), len([1, 2]))
print = print
len = lambda o: "global shadow"
print(len([]), __builtins__.len([]))
del len
print(len([]))


def for_target():
    for x in "ab":
        pass
    return x


def import_target():
    import math as x

    return x.__name__


def with_target():
    class M:
        __enter__ = lambda self: "entered"
        __exit__ = lambda self, *a: None

    with M() as x:
        pass
    return x


def function_target():
    def x(): ...

    return x.__name__


def class_target():
    class x: ...

    return x.__name__


def walrus_target():
    [x := i for i in range(3)]
    return x


def match_target():
    match 5:
        case x:
            return x


def except_target():
    try:
        raise ValueError("e")
    except ValueError as x:
        return str(x)


def star_target():
    a, *x = "abc"
    return x


def parameter(x):
    return x


print([f() for f in (for_target, import_target, with_target, function_target, class_target, walrus_target, match_target, except_target, star_target)], parameter("p"), x)


class C:
    x = x
    y = x

    def method(self):
        return x

    z = [x for _ in "1"]
    w = (lambda: x)()


print(C.x, C.y, C().method(), C.z, C.w)
exec("def nested():\n    def inner(): return x\n    return inner()\nresult = nested()", globals())
print(result)


def three():
    x = 1

    class Inner:
        x = 2

        def get(self):
            return x

        def own(self):
            return self.x

    return Inner().get(), Inner().own()


print(three())


def class_reads_enclosing():
    v = "enclosing"

    class K:
        seen = v
        v = "class"
        after = v

    return K.seen, K.after


try:
    print(class_reads_enclosing())
except NameError as error:
    print(error)
v = "module"


class Unbound:
    first = v
    v = "class"


print(Unbound.first, Unbound.v)
