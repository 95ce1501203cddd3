"""importlib: import_module and reload."""

import importlib
import sys

print(importlib.import_module("math") is __import__("math"))
print(importlib.import_module("_shop.orders.helpers").NAME, importlib.import_module(".helpers", "_shop.orders").NAME)
module = importlib.import_module("_lazy_module")
module.extra = 1
print(importlib.reload(module) is module, module.extra, module.greet())
for args in ("_not_there",), (".x",), ("..x", "_shop"), ("", None):
    try:
        importlib.import_module(*args)
    except (ImportError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
del sys.modules["_lazy_module"]
try:
    importlib.reload(module)
except ImportError as error:
    print(error)
try:
    importlib.reload("math")
except TypeError as error:
    print(error)
importlib.invalidate_caches()
