"""Names of typing that are on their way out, and warn when used."""

import warnings

from _typing import Union
from typing._forms import _SpecialGenericAlias

__name__ = 'typing'

warnings._deprecated(
    "typing.ByteString",
    message="{name!r} and 'collections.abc.ByteString' are deprecated "
            "and slated for removal in Python {remove}",
    remove=(3, 17))


class _DeprecatedGenericAlias(_SpecialGenericAlias, _root=True):
    def __instancecheck__(self, inst):
        warnings._deprecated(f"typing.{self._name}", remove=(3, 17))
        return super().__instancecheck__(inst)

    def __subclasscheck__(self, cls):
        warnings._deprecated(f"typing.{self._name}", remove=(3, 17))
        return super().__subclasscheck__(cls)


with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
    import collections.abc
    ByteString = _DeprecatedGenericAlias(collections.abc.ByteString, 0)


def _warn():
    warnings._deprecated("_UnionGenericAlias", remove=(3, 17))


class _UnionGenericAliasMeta(type):
    def __instancecheck__(self, inst):
        _warn()
        return isinstance(inst, Union)

    def __subclasscheck__(self, inst):
        _warn()
        return issubclass(inst, Union)

    def __eq__(self, other):
        _warn()
        return True if other is _UnionGenericAlias or other is Union else NotImplemented

    def __hash__(self):
        return hash(Union)


class _UnionGenericAlias(metaclass=_UnionGenericAliasMeta):
    def __new__(cls, self_cls, parameters, /, *, name=None):
        _warn()
        return Union[parameters]
