"""The abstract classes of containers: the public name of `_collections_abc`."""

from _collections_abc import *
from _collections_abc import __all__, _CallableGenericAlias
from _collections_abc import __getattr__
