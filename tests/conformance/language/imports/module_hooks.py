"""Module __getattr__ and __dir__, module attributes, modules made by hand."""

import sys
import types

import _dynamic

print(_dynamic.known, _dynamic.computed_x, _dynamic.computed_y)
try:
    _dynamic.absent
except AttributeError as error:
    print(error)
from _dynamic import computed_z

print(computed_z)
try:
    from _dynamic import absent
except ImportError as error:
    print(str(error).split(" (")[0])
print(dir(_dynamic))
print(hasattr(_dynamic, "__path__"), getattr(_dynamic, "zzz", "default"))

m = types.ModuleType("made", "its doc")
print(m, m.__name__, m.__doc__, m.__spec__, m.__loader__, m.__package__, sorted(vars(m)))
m.x = 1
m.__dict__["y"] = 2
print(m.x, m.y, vars(m) is m.__dict__)
del m.x
try:
    m.x
except AttributeError as error:
    print(error)
sys.modules["made"] = m
from made import y
import made

print(y, made is m)
try:
    m.__dict__ = {}
except AttributeError as error:
    print(error)
m.__getattr__ = lambda name: f"dynamic {name}"
print(m.anything)
m.__name__ = "renamed"
print(m)
del m.__name__
print(m)


class Callable(types.ModuleType):
    def __call__(self):
        return "modules can be called"

    @property
    def prop(self):
        return "property of a module"


_dynamic.__class__ = Callable
print(_dynamic(), _dynamic.prop, type(_dynamic).__name__)
for args in (), (5,), ("a", 1, 2):
    try:
        print(types.ModuleType(*args).__doc__)
    except TypeError as error:
        print(error)
me = sys.modules["__main__"]
print(me.__name__, me.__file__.endswith("module_hooks.py"), me.y, me.__doc__, me.__spec__, me.__package__)
print(sys.modules[__name__].__dict__ is globals())
exec("added = 5", m.__dict__)
print(m.added)
