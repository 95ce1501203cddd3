"""Bound methods, functions, builtins: attributes, equality, binding."""

import functools

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f(a, b: int = 2, *args, c, d=4, **kw) -> str:
    """the doc"""
    local = a
    return local


print(f.__name__, f.__qualname__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__module__,
    f.__closure__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount,
    f.__code__.co_posonlyargcount, f.__code__.co_flags & 12, f.__code__.co_nlocals, f.__code__.co_firstlineno,
    f.__code__.co_consts[0], f.__dict__, f.__type_params__)
f.custom = 1
f.__name__ = "renamed"
f.__defaults__ = (9, 8)
f.__kwdefaults__ = {"c": 7, "d": 6}
f.__doc__ = None
print(f.custom, f.__name__, f(), f.__doc__, repr(f).startswith("<function f at 0x"))
attempt(setattr, f, "__name__", 5)
attempt(setattr, f, "__defaults__", 5)
attempt(setattr, f, "__code__", 5)
attempt(setattr, f, "__dict__", 5)
attempt(delattr, f, "__name__")
f.__code__ = (lambda x=1, *, c=0: ("new code", x)).__code__
print(f(5))


class C:
    def m(self, x=1):
        """doc of m"""
        return (self is not None, x)

    @classmethod
    def cm(cls):
        return cls.__name__

    @staticmethod
    def sm():
        return "static"


c, e = C(), C()
m = c.m
print(m(), m.__self__ is c, m.__func__ is C.m, m.__name__, m.__doc__, m == c.m, m is c.m, m == e.m,
    hash(m) == hash(c.m), repr(m).startswith("<bound method C.m of <__main__.C object at"), C.cm.__self__,
    c.cm == C.cm, C.sm is C.sm, c.sm is C.sm, type(m), type(C.m), type(C.cm), C.m(5), C.m(None, 2))
attempt(setattr, m, "x", 1)
attempt(lambda: m.nothing)
attempt(lambda: C.m())
m.__func__.tag = "on the function"
print(c.m.tag, m.__module__, C.m.__qualname__, m.__qualname__)
print(len.__name__, len.__doc__ is not None, len.__module__, len.__self__.__name__, repr(len), [].append.__name__,
    "a".upper.__self__, [].append.__self__, repr(str.upper), repr(int.__add__), (5).__add__.__name__,
    str.upper.__objclass__, str.join("-", "ab"), list.append.__qualname__, dict.fromkeys.__self__,
    type(dict.fromkeys), len.__text_signature__,
    repr([].append).startswith("<built-in method append of list object at"))
lst = []
print([].append == [].append, lst.append == lst.append, len == len, str.upper == str.upper,
    (5).__add__ == (5).__add__)


def plain(self):
    return ("bound", self)


C.added = plain
c.on_instance = plain
print(c.added()[0], C.added is plain, plain.__get__(5)(), plain.__get__(None, C) is plain,
    functools.partial(plain, 3)())
attempt(c.on_instance)


class Callable:
    def __call__(self, *args, **kw):
        return args, kw


C.called = Callable()
print(c.called(1, k=2), callable(c.called), [g.__name__ for g in (lambda: 0, plain, C, len)],
    (lambda: 0).__qualname__)


def outer():
    n = 5

    def inner():
        return n
    return inner


i = outer()
print(i.__closure__[0].cell_contents, i.__code__.co_freevars, outer.__code__.co_cellvars, i.__qualname__)
i.__closure__[0].cell_contents = 6
print(i())
