"""Files and streams: the public face of `_io`, with the abstract classes.

Leaves every stream itself to `_io`.
"""

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO",
           "BytesIO", "StringIO", "BufferedIOBase",
           "BufferedReader", "BufferedWriter", "BufferedRWPair",
           "BufferedRandom", "TextIOBase", "TextIOWrapper",
           "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END",
           "DEFAULT_BUFFER_SIZE", "text_encoding", "IncrementalNewlineDecoder", "Reader", "Writer"]

import abc
import _io
from _io import (DEFAULT_BUFFER_SIZE, UnsupportedOperation, open, open_code, FileIO, BytesIO,
                 StringIO, BufferedReader, BufferedWriter, BufferedRWPair, BufferedRandom,
                 IncrementalNewlineDecoder, text_encoding, TextIOWrapper)

BlockingIOError = BlockingIOError
UnsupportedOperation.__module__ = "io"

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
    __doc__ = _io._IOBase.__doc__


class RawIOBase(_io._RawIOBase, IOBase):
    __doc__ = _io._RawIOBase.__doc__


class BufferedIOBase(_io._BufferedIOBase, IOBase):
    __doc__ = _io._BufferedIOBase.__doc__


class TextIOBase(_io._TextIOBase, IOBase):
    __doc__ = _io._TextIOBase.__doc__


RawIOBase.register(FileIO)
for _class in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair):
    BufferedIOBase.register(_class)
for _class in (StringIO, TextIOWrapper, _io._StandardStream):
    TextIOBase.register(_class)
del _class

_GenericAlias = type(list[int])


def _has(C, name):
    for base in C.__mro__:
        if name in base.__dict__:
            return base.__dict__[name] is not None or NotImplemented
    return NotImplemented


class Reader(metaclass=abc.ABCMeta):
    """Anything that can be read from."""

    __slots__ = ()

    @abc.abstractmethod
    def read(self, size=..., /):
        """Up to size items, or all that is left."""

    @classmethod
    def __subclasshook__(cls, C):
        return _has(C, "read") if cls is Reader else NotImplemented

    __class_getitem__ = classmethod(_GenericAlias)


class Writer(metaclass=abc.ABCMeta):
    """Anything that can be written to."""

    __slots__ = ()

    @abc.abstractmethod
    def write(self, data, /):
        """Write data and say how much of it."""

    @classmethod
    def __subclasshook__(cls, C):
        return _has(C, "write") if cls is Writer else NotImplemented

    __class_getitem__ = classmethod(_GenericAlias)
