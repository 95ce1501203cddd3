"""Pickling and unpickling.

`_saving` writes the stream, `_loading` reads it, `_opcodes` names its bytes and
`_globals` finds the objects that streams refer to by name.
"""

from _pickle._buffer import PickleBuffer
from _pickle._errors import PickleError, PicklingError, UnpicklingError
from _pickle._loading import Unpickler, load, loads
from _pickle._saving import Pickler, dump, dumps
