"""AttributeError: suggestions for instances, classes, modules and builtins."""

import sys

sys.stderr = sys.stdout


def text(function):
    try:
        function()
    except AttributeError as error:
        sys.excepthook(type(error), error.with_traceback(None), None)
    else:
        print("fine")


class Person:
    species = "human"
    _private = 1

    def __init__(self):
        self.first_name = "Ada"
        self.last_name = "L"
        self.inner = Inner()

    def full_name(self):
        return self.first_name

    @property
    def initials(self):
        return "AL"


class Inner:
    def __init__(self):
        self.depth = 3
        self.first_nam = 1


class Slots:
    __slots__ = ("width", "height")


class Dir:
    def __dir__(self):
        return ["alpha", "beta"]


class BadDir:
    def __dir__(self):
        raise ValueError


class GetAttr:
    known = 1

    def __getattr__(self, name):
        raise AttributeError(name)


p = Person()
import math
import types

cases = [
    lambda: p.first_nme,
    lambda: p.fullname,
    lambda: p.Full_Name,
    lambda: p.specie,
    lambda: p.private,
    lambda: p.__private,
    lambda: p.initial,
    lambda: p.depth,
    lambda: p.zzz,
    lambda: Person.speces,
    lambda: Person.first_name,
    lambda: Slots().widht,
    lambda: Dir().alpah,
    lambda: BadDir().x,
    lambda: GetAttr().know,
    lambda: [].apend,
    lambda: [].add,
    lambda: [].push,
    lambda: {}.has_key,
    lambda: {}.push,
    lambda: set().append,
    lambda: "".stripp,
    lambda: "".toUpper,
    lambda: "".contains,
    lambda: (1).bitlength,
    lambda: (1.0).isinteger,
    lambda: ().append,
    lambda: None.something,
    lambda: math.squareroot,
    lambda: math.cbr,
    lambda: sys.argb,
    lambda: sys.nothing_similar_at_all,
    lambda: types.FunctonType,
    lambda: len.nam,
    lambda: (lambda: 0).__nam__,
    lambda: p.full_name.nam,
    lambda: type.mr,
    lambda: object().x,
    lambda: Person.full_name.__cod__,
    lambda: b"".upperr,
    lambda: range(3).strat,
    lambda: (x for x in ()).sned,
]
for case in cases:
    text(case)


def assign():
    Slots().widht = 1


def delete():
    del p.first_nme


def assign_builtin():
    (1).real = 2


def assign_class():
    int.new = 1


for case in assign, delete, assign_builtin:
    text(case)
