"""os.environ and os.PathLike: the parts of `os` that need the abstract classes.

Invariant: every change made through these mappings is made in the process too;
both mappings, str and bytes, share one dict of encoded names and values.
"""

import sys
from abc import ABC, abstractmethod
from posix import putenv, unsetenv
from _collections_abc import Mapping, MutableMapping

GenericAlias = type(list[int])

__name__ = 'os'


class PathLike(ABC):
    """Has __fspath__."""

    __slots__ = ()

    @abstractmethod
    def __fspath__(self):
        """The path as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            for base in subclass.__mro__:
                if '__fspath__' in base.__dict__:
                    return base.__dict__['__fspath__'] is not None or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(GenericAlias)


class _Environ(MutableMapping):
    """The environment as a mapping."""

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def clear(self):
        """Remove every variable."""
        from posix import _clearenv
        _clearenv()
        self._data.clear()

    def __repr__(self):
        items = ', '.join(f'{self.decodekey(key)!r}: {self.decodevalue(value)!r}'
                          for key, value in self._data.items())
        return f'environ({{{items}}})'

    def copy(self):
        """A plain dict with the same contents."""
        return dict(self)

    def setdefault(self, key, value):
        """self[key], set to value first if it is not there."""
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        result = dict(self)
        result.update(other)
        return result

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        result = dict(other)
        result.update(self)
        return result


def _encode(value):
    if not isinstance(value, str):
        raise TypeError("str expected, not %s" % type(value).__name__)
    return value.encode(_encoding, 'surrogateescape')


def _decode(value):
    return value.decode(_encoding, 'surrogateescape')


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError("bytes expected, not %s" % type(value).__name__)
    return value


_encoding = sys.getfilesystemencoding()


def make_environ():
    """(environ, environb) over what the process was started with."""
    from posix import environ as initial
    data = dict(initial)
    return (_Environ(data, _encode, _decode, _encode, _decode),
            _Environ(data, _check_bytes, bytes, _check_bytes, bytes))


def reload_environ(environ):
    """Take over what was changed in the process behind our back."""
    from posix import _create_environ
    environ._data.clear()
    environ._data.update(_create_environ())
