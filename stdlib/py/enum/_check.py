"""Decorators for finished enums: unique, verify, global_enum and their reprs."""

import sys
from enum import (Enum, Flag, FlagBoundary, ReprEnum, StrEnum, _high_bit, _is_single_bit,
                  _iter_bits_lsb, _simple_enum)

__name__ = 'enum'


def _alias_list(enumeration):
    return ', '.join("%s -> %s" % (name, m.name)
                     for name, m in enumeration.__members__.items() if name != m.name)


def unique(enumeration):
    """Class decorator: no two names for one value."""
    aliases = _alias_list(enumeration)
    if aliases:
        raise ValueError('duplicate values found in %r: %s' % (enumeration, aliases))
    return enumeration


def global_enum_repr(self):
    """module.NAME"""
    return '%s.%s' % (self.__class__.__module__.split('.')[-1], self._name_)


def global_flag_repr(self):
    """module.NAME|module.NAME"""
    module = self.__class__.__module__.split('.')[-1]
    if self._name_ is None:
        return "%s.%s(%r)" % (module, self.__class__.__name__, self._value_)
    if _is_single_bit(self._value_):
        return '%s.%s' % (module, self._name_)
    keeps = self._boundary_ is FlagBoundary.KEEP
    return '|'.join(name if keeps and name[0].isdigit() else '%s.%s' % (module, name)
                    for name in self._name_.split('|'))


def global_str(self):
    """NAME"""
    if self._name_ is None:
        return "%s(%r)" % (self.__class__.__name__, self._value_)
    return self._name_


def global_enum(cls, update_str=False):
    """Class decorator: the members also become globals of the module, and look it."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


@_simple_enum(StrEnum)
class EnumCheck:
    """What verify() can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Class decorator: check an enum for the given EnumChecks."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        if not issubclass(enumeration, Enum):
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            if check is UNIQUE:
                aliases = _alias_list(enumeration)
                if aliases:
                    raise ValueError('aliases found in %r: %s' % (enumeration, aliases))
            elif check is CONTINUOUS:
                self._check_continuous(enumeration)
            elif check is NAMED_FLAGS:
                self._check_named_flags(enumeration)
        return enumeration

    @staticmethod
    def _check_continuous(enumeration):
        values = {e.value for e in enumeration}
        if len(values) < 2:
            return
        low, high = min(values), max(values)
        if issubclass(enumeration, Flag):
            kind = 'flag'
            wanted = (2 ** i for i in range(_high_bit(low) + 1, _high_bit(high)))
        else:
            kind = 'enum'
            wanted = range(low + 1, high)
        missing = [str(value) for value in wanted if value not in values]
        if missing:
            # Cut off: the gaps may be enormous.
            raise ValueError(('invalid %s %r: missing values %s' % (
                kind, enumeration.__name__, ', '.join(missing)))[:256])

    @staticmethod
    def _check_named_flags(enumeration):
        values = {m.value for m in enumeration}
        names = []
        missing = 0
        for name, alias in enumeration._member_map_.items():
            if name in enumeration._member_names_ or alias.value < 0:
                continue
            unnamed = [bit for bit in _iter_bits_lsb(alias.value) if bit not in values]
            if unnamed:
                names.append(name)
                for bit in unnamed:
                    missing |= bit
        if not names:
            return
        if len(names) == 1:
            alias = 'alias %s is missing' % names[0]
        else:
            alias = 'aliases %s and %s are missing' % (', '.join(names[:-1]), names[-1])
        what = 'value' if _is_single_bit(missing) else 'combined values of'
        raise ValueError('invalid Flag %r: %s %s 0x%x [use enum.show_flag_values(value) for details]'
                         % (enumeration.__name__, alias, what, missing))
