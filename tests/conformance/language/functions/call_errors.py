"""The TypeErrors of wrong calls of Python functions."""


def none(): ...
def one(a): ...
def two(a, b): ...
def three(a, b, c): ...
def default(a, b=1, c=2): ...
def posonly(a, b, /): ...
def posonly_default(a, /, b=1): ...
def kwonly(*, key): ...
def kwonly2(*, key, other, third): ...
def kwonly_default(a, *, key=1): ...
def star(a, *args): ...
def kwargs(a, **kw): ...
def mixed(a, /, b, *, c, d=1): ...


class Class:
    def __init__(self, x): ...

    def method(self, y): ...

    @classmethod
    def cm(cls, z): ...

    @staticmethod
    def sm(z): ...

    def no_self(): ...


instance = Class(1)
calls = """
none(1)
none(1, 2)
none(x=1)
one()
one(1, 2)
one(b=1)
one(1, a=1)
one(1, b=2)
two()
two(1)
two(b=1)
two(1, 2, 3)
two(1, c=2)
three()
three(1)
three(1, 2, 3, 4)
default()
default(1, 2, 3, 4)
default(1, a=2)
default(1, d=5)
posonly()
posonly(1)
posonly(a=1, b=2)
posonly(1, b=2)
posonly(1, 2, 3)
posonly_default(a=1)
posonly_default(1, 2, 3)
posonly_default(1, 2, b=3)
kwonly()
kwonly(1)
kwonly(1, key=1)
kwonly(kee=1)
kwonly2()
kwonly2(other=1)
kwonly_default()
kwonly_default(1, 2)
kwonly_default(1, 2, key=3)
kwonly_default(1, 2, 3, key=3)
star()
star(b=1)
kwargs()
kwargs(1, 2)
kwargs(1, a=2)
mixed()
mixed(1)
mixed(1, 2)
mixed(1, 2, 3)
mixed(1, 2, 3, c=4)
mixed(a=1, b=2, c=3)
mixed(1, 2, c=3, e=4)
Class()
Class(1, 2)
Class(y=1)
instance.method()
instance.method(1, 2)
Class.method(1)
Class.cm()
Class.cm(1, 2)
Class.sm()
instance.sm(1, 2)
instance.no_self()
(lambda x: x)()
two(*[1])
two(*[1, 2], 3)
two(**{'a': 1})
two(1, **{'a': 1})
two(1, 2, **{'z': 1})
two(**{1: 2})
two(*1)
two(**1)
two(1, 2, *None)
two(a=1, **{'a': 2})
two(**{'a': 1}, **{'a': 2})
5()
None(1)
'text'()
[](0)
instance()
"""
import warnings

warnings.simplefilter("ignore")
for call in calls.split("\n"):
    if call:
        try:
            eval(call)
            print(call, "is fine")
        except TypeError as error:
            print(f"{call}: {error}")
