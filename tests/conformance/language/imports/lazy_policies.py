"""Lazy imports: what is promised, where failures were promised, the module's list, the mode and the filter."""
import sys
import traceback

__lazy_modules__ = ["_lazy_package.part"]


def pending():
    return sorted(name for name in sys.lazy_modules if name.startswith("_lazy"))


lazy from _lazy_plain import y, f as g
print(pending(), globals()["g"])
print(g(), y, pending())

from _lazy_package.part import x
print(globals()["x"], pending())
print(x, pending())

lazy import _lazy_package.part as part
print(globals()["part"], pending(), part.x)

lazy import _lazy_failing
for _ in range(2):
    try:
        _lazy_failing
    except ZeroDivisionError as e:
        traceback.print_exc(file=sys.stdout)
        print(repr(e.__cause__), repr(e.__context__))

lazy import _lazy_nowhere
try:
    _lazy_nowhere.thing
except ImportError as e:
    traceback.print_exc(file=sys.stdout)
    print(e.name)

lazy from _lazy_plain import nothing
try:
    nothing
except ImportError as e:
    print(str(e).split(" (")[0], repr(e.__cause__))

# The filter.
del sys.modules["_lazy_plain"], sys.modules["_lazy_package"], sys.modules["_lazy_package.part"]


def choose(importer, name, fromlist):
    print("filter", importer, name, fromlist)
    return name != "_lazy_plain"


sys.set_lazy_imports_filter(choose)
lazy import _lazy_plain
lazy from _lazy_package import part as other
print(type(globals()["_lazy_plain"]).__name__, globals()["other"], sys.get_lazy_imports_filter() is choose)
sys.set_lazy_imports_filter(None)
print(other.x)

# The mode.
del sys.modules["_lazy_plain"], sys.modules["_lazy_package"], sys.modules["_lazy_package.part"]
sys.set_lazy_imports("all")
if True:
    import _lazy_plain
try:
    import _lazy_failing
except ZeroDivisionError:
    print("now, within try")


def local():
    import _lazy_package
    return sorted(vars())


print(local(), globals()["_lazy_plain"], sys.get_lazy_imports())
sys.set_lazy_imports("normal")
for mode in ("some", None):
    try:
        sys.set_lazy_imports(mode)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

# What a promise says of itself.
lazy import _lazy_failing as failing


def show(promise):
    print(type(promise), promise)
    try:
        promise.attribute
    except AttributeError as e:
        print(e)


show(globals()["failing"])
try:
    exec("lazy import _lazy_plain", {}, {})
except SyntaxError as e:
    print(e.msg)
