"""The import statement in all forms, over a helper module and a package beside this file."""

import _tools
import _tools as t
from _tools import add, LIMIT as limit
from _tools import (
    mul,
    Shape,
)
import _pack.inner.leaf
import _pack.inner.leaf as leaf
from _pack import inner, NAME
from _pack.inner import leaf as leaf2, sibling_name
from _tools import *

print(_tools is t, add(2, 3), mul(2, 3), limit, Shape.__module__)
print(_pack.inner.leaf is leaf is leaf2, inner.leaf is leaf, NAME)
print(leaf.VALUE, leaf.where(), sibling_name)
print("_private" in globals(), "public" in globals(), "not_in_all" in globals())
print(_tools.__name__, _pack.__name__, leaf.__name__, leaf.__package__, repr(_tools.__package__))
print(_pack.__path__[0].endswith("_pack"), hasattr(leaf, "__path__"))

try:
    import _missing_module
except ModuleNotFoundError as error:
    print(error, "|", error.name, error.path)
try:
    import _tools.sub
except ModuleNotFoundError as error:
    print(error, "|", error.name)
try:
    from _tools import nothing
except ImportError as error:
    print(str(error).split(" (")[0], "|", error.name, error.name_from)
try:
    import _pack.absent
except ModuleNotFoundError as error:
    print(error)
try:
    from . import something
except ImportError as error:
    print(type(error).__name__, error)
try:
    import _broken
except ZeroDivisionError as error:
    print("while importing:", error)
import sys

print("_broken" in sys.modules, "_tools" in sys.modules)
sys.modules["_fake"] = t
import _fake

print(_fake is t)
sys.modules["_blocked"] = None
try:
    import _blocked
except ModuleNotFoundError as error:
    print(error)


def local_import():
    import _pack.other
    from _pack.other import NAME as inner_name

    return inner_name, "_pack" in locals()


print(local_import(), hasattr(_pack, "other"))
import math as m, itertools as it

print(m.pi > 3, next(it.count(5)))
