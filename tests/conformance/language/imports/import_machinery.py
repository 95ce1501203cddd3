"""__import__, sys.modules, sys.path, importlib basics as programs use them."""

import sys

m = __import__("_circle_a")
print(m.__name__, m is sys.modules["_circle_a"])
top = __import__("_shop.orders.helpers")
print(top.__name__)
leaf = __import__("_shop.orders.helpers", fromlist=["NAME"])
print(leaf.__name__)
print(__import__("math").floor(1.5))
for args in ("",), (5,), ("_nope",), ("x", {}, {}, [], -1), ("_circle_b", {}, {}, ["no"], 0):
    try:
        print(__import__(*args).__name__)
    except (ImportError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    __import__("sibling", {"__package__": "_shop.orders", "__name__": "_shop.orders.x"}, {}, ["a"], 1)
except ModuleNotFoundError as error:
    print(error)
print(__import__("helpers", {"__package__": "_shop.orders"}, {}, ["NAME"], 1).NAME)
try:
    __import__("x", {"__name__": "__main__"}, {}, [], 1)
except (ImportError, KeyError) as error:
    print(type(error).__name__, error)

import builtins

original = builtins.__import__
seen = []


def tracing(name, globals=None, locals=None, fromlist=(), level=0):
    if name.startswith("_s"):
        seen.append((name, fromlist, level))
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = tracing
import _star_all
from _star_all import shown
from _star_plain import x as renamed
import _shop.stock

builtins.__import__ = original
print(seen)
del sys.modules["_star_all"]
import _star_all as again

print(again is _star_all, again.shown)


class Fake:
    attribute = "from a non-module"


sys.modules["_fake_module"] = Fake
import _fake_module
from _fake_module import attribute

print(_fake_module is Fake, attribute)
sys.path.insert(0, "/nonexistent/folder")
import _lazy_module

print(isinstance(sys.path, list), isinstance(sys.modules, dict), sys.path.pop(0))
