"""Lazy imports: the module is loaded when its name is first used."""

import sys

lazy import _lazy_module
lazy from _lazy_other import value, missing

print("declared", "_lazy_module" in sys.modules, "_lazy_other" in sys.modules)
print("_lazy_module" in globals(), type(globals()["_lazy_module"]).__name__)
print(_lazy_module.greet())
print("_lazy_module" in sys.modules, type(globals()["_lazy_module"]).__name__)
print(value)
try:
    missing
except ImportError as error:
    print(str(error).split(" (")[0])
lazy import _no_such_lazy_module

print("an absent module is noticed at its use")
try:
    _no_such_lazy_module.x
except ModuleNotFoundError as error:
    print(error)
lazy import _lazy_pkg.sub
print("_lazy_pkg" in sys.modules)
print(_lazy_pkg.sub.NAME)
lazy import _lazy_module as renamed

print(renamed.greet())
lazy = "still a name"
print(lazy)


def lazy(x):
    return x


print(lazy(5), lazy is not None)
for text in "def f():\n    lazy import x", "lazy from x import *", "class A:\n    lazy import x", "try:\n    lazy import x\nexcept E: pass", "lazy from __future__ import annotations", "if x:\n    lazy import y", "with a:\n    lazy import y", "lazy import x; y", "lazy x", "lazy lazy import x", "for i in x:\n    lazy import y":
    try:
        compile(text, "<test>", "exec")
        print("fine:", repr(text))
    except SyntaxError as error:
        print(f"{text!r}: {error.msg}")
