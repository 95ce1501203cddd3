"""Packages: relative imports at several depths, __init__ side effects, submodule attributes."""

print("start")
import _shop.orders.model as model

print(model.describe())
import _shop

print(_shop.VERSION, _shop.orders is not None, hasattr(_shop, "stock"))
from _shop import stock

print(stock.level("apple"), _shop.stock is stock)
from _shop.orders import Order, helpers

print(Order("pear").price(), helpers.NAME, Order.__module__)
import sys

print(sorted(name for name in sys.modules if name.startswith("_shop")))
print(_shop.__package__, model.__package__, helpers.__package__, model.__name__)
print(_shop.__spec__.name, model.__spec__.parent, _shop.__spec__.submodule_search_locations is not None, model.__spec__.submodule_search_locations)
print(_shop.__file__.endswith("__init__.py"), model.__file__.endswith("model.py"))
try:
    from _shop.orders import beyond
except ImportError as error:
    print(type(error).__name__, error)
try:
    from _shop import nothing_here
except ImportError as error:
    print(str(error).split(" (")[0])
before = model
del sys.modules["_shop.orders.model"]
import _shop.orders.model as again

print(again is before, _shop.orders.model is again)
print(repr(stock).split(" from ")[0], type(stock).__name__)
import _shop.orders.helpers as h1
from _shop.orders.helpers import NAME as h2

print(h1 is helpers, h2)
