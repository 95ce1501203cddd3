"""Objects as bytes, in the format that all Pythons share.

The work is done by `_pickle`; here are its names and those of the opcodes.
Loading a stream runs what the stream says: load only those you trust.
"""

from _pickle import (
    PickleBuffer,
    PickleError,
    Pickler,
    PicklingError,
    Unpickler,
    UnpicklingError,
    dump,
    dumps,
    load,
    loads,
)
from _pickle import _opcodes
from _pickle._globals import which_module as whichmodule
from _pickle._saving import DEFAULT_PROTOCOL, HIGHEST_PROTOCOL, PicklerMemoProxy, long_bytes as encode_long
from _pickle._loading import UnpicklerMemoProxy

__all__ = [
    "PickleError",
    "PicklingError",
    "UnpicklingError",
    "Pickler",
    "Unpickler",
    "dump",
    "dumps",
    "load",
    "loads",
    "PickleBuffer",
    *sorted(_opcodes.CODES),
]

globals().update(_opcodes.CODES)

format_version = "5.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
bytes_types = (bytes, bytearray)

_Pickler, _Unpickler = Pickler, Unpickler
_dump, _dumps, _load, _loads = dump, dumps, load, loads


def decode_long(data):
    """The int that encode_long made bytes of."""
    return int.from_bytes(data, byteorder="little", signed=True)
