"""Objects to a stream.

Objects may nest deeper than calls can. So a container is written by a generator
that yields each part that is not written at once, and one loop keeps the stack
of them: see `_Writer.save`.

Invariant: `memo` maps the id of each object that the stream can refer back to
to (its number, the object); holding the object keeps the id its own.
"""

from codecs import encode
from functools import partial
from itertools import islice
from struct import pack
from types import FunctionType

import copyreg

from _pickle import _globals
from _pickle_plain import dumps as _plain_dumps
from _pickle._buffer import PickleBuffer
from _pickle._errors import PicklingError
from _pickle._opcodes import CODES

globals().update(CODES)

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5

_BATCH = 1000
_FRAME_TARGET = 64 * 1024
_FRAME_LEAST = 4
_TUPLES = (EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3)


def full_name(obj):
    """The name of an object's type, with its module unless that goes without saying."""
    kind = type(obj)
    if kind.__module__ in ("builtins", "__main__"):
        return kind.__qualname__
    return f"{kind.__module__}.{kind.__qualname__}"


def long_bytes(n):
    """An int in as few little-endian bytes of two's complement as hold it."""
    if n == 0:
        return b""
    size = (n.bit_length() >> 3) + 1
    data = n.to_bytes(size, "little", signed=True)
    # The sign bit of a negative number may stand in the byte before.
    if n < 0 and size > 1 and data[-1] == 0xFF and data[-2] & 0x80:
        data = data[:-1]
    return data


class _Writer:
    """One stream: what is written, in frames from protocol 4 on, and how objects become bytes."""

    def __init__(self, pickler, protocol, fix_imports, buffer_callback):
        self.pickler = pickler
        self.protocol = protocol
        self.binary = protocol > 0
        self.fix_imports = fix_imports and protocol < 3
        self.buffer_callback = buffer_callback
        self.memo = {}
        self.fast = 0
        self.begin()

    # The stream.

    def begin(self):
        self.done = []
        self.out = bytearray()
        self.framing = False

    def close_frame(self):
        """Put what has been written behind the header of a frame, if it is worth one."""
        if self.framing and len(self.out) >= _FRAME_LEAST:
            self.done.append(FRAME + pack("<Q", len(self.out)))
        self.done.append(bytes(self.out))
        self.out.clear()

    def write_sized(self, head, data):
        """Data that goes by itself, out of any frame, when it is large."""
        if len(data) < _FRAME_TARGET:
            self.out += head
            self.out += data
            return
        self.close_frame()
        self.done += (head, bytes(data))

    def dump(self, obj):
        """The stream of one object, as chunks."""
        self.begin()
        pickler = self.pickler
        self.persistent_id = _overridden(pickler, "persistent_id")
        self.reducer_override = getattr(pickler, "reducer_override", None)
        self.dispatch_table = getattr(pickler, "dispatch_table", copyreg.dispatch_table)
        if self.protocol >= 2:
            self.out += PROTO + bytes((self.protocol,))
        if self.protocol >= 4:
            self.close_frame()
            self.framing = True
        self.save(obj)
        self.out += STOP
        self.close_frame()
        return self.done

    # The loop.

    def save(self, obj):
        """Write an object and all that it holds."""
        if self.save_flat(obj):
            return
        steps, waiting = self.save_parts(obj), []
        while True:
            try:
                for part in steps:
                    waiting.append(steps)
                    steps = self.save_parts(part)
                    break
                else:
                    if not waiting:
                        return
                    steps = waiting.pop()
            except BaseException as failed:
                raise _tell(failed, waiting)

    def save_flat(self, obj):
        """Write an object that holds no others, or one that is in the memo; False for all else."""
        if self.framing and len(self.out) >= _FRAME_TARGET:
            self.close_frame()
        if self.persistent_id is not None and self.save_persistent(obj):
            return True
        kind = type(obj)
        if kind is str:
            if id(obj) in self.memo:
                self.put_get(obj)
            else:
                self.save_str(obj)
            return True
        flat = _FLAT.get(kind)
        if flat is not None:
            flat(self, obj)
            return True
        if id(obj) in self.memo:
            self.put_get(obj)
            return True
        if kind is bytes and self.protocol >= 3:
            self.save_bytes(obj)
            return True
        if kind is tuple and not obj:
            self.out += EMPTY_TUPLE if self.binary else MARK + TUPLE
            return True
        return False

    def save_persistent(self, obj):
        pid = self.persistent_id(obj)
        if pid is None:
            return False
        if self.binary:
            # The id is a value of its own, which may hold others.
            persistent, self.persistent_id = self.persistent_id, None
            try:
                self.save(pid)
            finally:
                self.persistent_id = persistent
            self.out += BINPERSID
            return True
        try:
            self.out += PERSID + str(pid).encode("ascii") + b"\n"
        except UnicodeEncodeError:
            raise PicklingError("persistent IDs in protocol 0 must be ASCII strings") from None
        return True

    def save_parts(self, obj):
        """A generator that writes an object and yields those parts that take generators too."""
        kind = type(obj)
        steps = _PARTS.get(kind)
        if steps is not None:
            return steps(self, obj)
        reduced = NotImplemented
        if self.reducer_override is not None:
            reduced = self.reducer_override(obj)
        if reduced is NotImplemented:
            if kind is FunctionType:
                return self.global_steps(obj)
            if kind is type:
                return self.type_steps(obj)
            if kind is PickleBuffer:
                return self.buffer_steps(obj)
            reducer = self.dispatch_table.get(kind)
            if reducer is not None:
                reduced = reducer(obj)
            elif issubclass(kind, type):
                return self.global_steps(obj)
            else:
                reduced = self.ask_object(obj)
        if isinstance(reduced, str):
            return self.global_steps(obj, reduced)
        return self.reduced_object_steps(obj, reduced)

    def ask_object(self, obj):
        reducer = getattr(obj, "__reduce_ex__", None)
        if reducer is not None:
            return reducer(self.protocol)
        reducer = getattr(obj, "__reduce__", None)
        if reducer is None:
            raise PicklingError(f"can't pickle {type(obj).__name__!r} object: {obj!r}")
        return reducer()

    # The memo.

    def memoize(self, obj):
        if self.fast:
            return
        number = len(self.memo)
        self.memo[id(obj)] = number, obj
        if self.protocol >= 4:
            self.out += MEMOIZE
        elif not self.binary:
            self.out += PUT + b"%d\n" % number
        elif number < 256:
            self.out += BINPUT + bytes((number,))
        else:
            self.out += LONG_BINPUT + pack("<I", number)

    def put_get(self, obj):
        number = self.memo[id(obj)][0]
        if not self.binary:
            self.out += GET + b"%d\n" % number
        elif number < 256:
            self.out += BINGET + bytes((number,))
        else:
            self.out += LONG_BINGET + pack("<I", number)

    # Objects that hold no others.

    def save_none(self, obj):
        self.out += NONE

    def save_bool(self, obj):
        if self.protocol >= 2:
            self.out += NEWTRUE if obj else NEWFALSE
        else:
            self.out += TRUE if obj else FALSE

    def save_int(self, obj):
        if -0x80000000 <= obj <= 0x7FFFFFFF:
            if not self.binary:
                self.out += INT + b"%d\n" % obj
            elif 0 <= obj <= 0xFF:
                self.out += BININT1 + bytes((obj,))
            elif 0 <= obj <= 0xFFFF:
                self.out += BININT2 + pack("<H", obj)
            else:
                self.out += BININT + pack("<i", obj)
        elif self.protocol >= 2:
            data = long_bytes(obj)
            if len(data) < 256:
                self.out += LONG1 + bytes((len(data),)) + data
            else:
                self.out += LONG4 + pack("<i", len(data)) + data
        else:
            self.out += LONG + repr(obj).encode("ascii") + b"L\n"

    def save_float(self, obj):
        if self.binary:
            self.out += BINFLOAT + pack(">d", obj)
        else:
            self.out += FLOAT + repr(obj).encode("ascii") + b"\n"

    def save_str(self, obj):
        if self.binary:
            data = obj.encode("utf-8", "surrogatepass")
            size = len(data)
            if size <= 0xFF and self.protocol >= 4:
                self.out += SHORT_BINUNICODE + bytes((size,)) + data
            elif size > 0xFFFFFFFF:
                if self.protocol < 4:
                    raise OverflowError("serializing a string larger than 4 GiB requires pickle protocol 4 or higher")
                self.write_sized(BINUNICODE8 + pack("<Q", size), data)
            else:
                self.write_sized(BINUNICODE + pack("<I", size), data)
        else:
            text = obj
            for char in "\\\0\n\r\x1a":
                text = text.replace(char, f"\\u{ord(char):04x}")
            self.out += UNICODE + text.encode("raw-unicode-escape") + b"\n"
        self.memoize(obj)

    def save_bytes(self, obj):
        size = len(obj)
        if size <= 0xFF:
            self.out += SHORT_BINBYTES + bytes((size,)) + obj
        elif size > 0xFFFFFFFF:
            if self.protocol < 4:
                raise OverflowError("serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher")
            self.write_sized(BINBYTES8 + pack("<Q", size), obj)
        else:
            self.write_sized(BINBYTES + pack("<I", size), obj)
        self.memoize(obj)

    def save_bytearray(self, obj):
        self.write_sized(BYTEARRAY8 + pack("<Q", len(obj)), obj)
        self.memoize(obj)

    # Containers.

    def bytes_steps(self, obj):
        """Bytes before protocol 3: Python 2 has no type for them."""
        if obj:
            return self.reduced_steps(obj, encode, (str(obj, "latin1"), "latin1"))
        return self.reduced_steps(obj, bytes, ())

    def bytearray_steps(self, obj):
        if self.protocol >= 5:
            self.save_bytearray(obj)
        elif obj:
            yield from self.reduced_steps(obj, bytearray, (bytes(obj),))
        else:
            yield from self.reduced_steps(obj, bytearray, ())

    def buffer_steps(self, obj):
        if self.protocol < 5:
            raise PicklingError("PickleBuffer can only be pickled with protocol >= 5")
        with memoryview(obj) as view:
            if not view.contiguous:
                raise PicklingError("PickleBuffer can not be pickled when pointing to a non-contiguous buffer")
            inside = self.buffer_callback is None or bool(self.buffer_callback(obj))
            if inside:
                data = view.tobytes()
                if view.readonly:
                    self.save_bytes(data)
                else:
                    self.save_bytearray(bytearray(data))
            else:
                self.out += NEXT_BUFFER
                if view.readonly:
                    self.out += READONLY_BUFFER
        return iter(())

    def tuple_steps(self, obj):
        short = len(obj) <= 3 and self.protocol >= 2
        if not short:
            self.out += MARK
        at = 0
        try:
            for at, item in enumerate(obj):
                if not self.save_flat(item):
                    yield item
        except BaseException as failed:
            failed.add_note(f"when serializing {full_name(obj)} item {at}")
            raise
        if id(obj) in self.memo:
            # An item led back here and the tuple is written already.
            if short:
                self.out += POP * len(obj)
            elif self.binary:
                self.out += POP_MARK
            else:
                self.out += POP * (len(obj) + 1)
            self.put_get(obj)
            return
        self.out += _TUPLES[len(obj)] if short else TUPLE
        self.memoize(obj)

    def list_steps(self, obj):
        self.out += EMPTY_LIST if self.binary else MARK + LIST
        self.memoize(obj)
        return self.append_steps(obj, iter(obj))

    def append_steps(self, obj, items):
        """Items for a list that is on the stack; a last batch of one has an opcode of its own."""
        at = 0
        try:
            while batch := list(islice(items, _BATCH if self.binary else 1)):
                several = len(batch) > 1
                if several:
                    self.out += MARK
                for item in batch:
                    if not self.save_flat(item):
                        yield item
                    at += 1
                self.out += APPENDS if several else APPEND
        except BaseException as failed:
            failed.add_note(f"when serializing {full_name(obj)} item {at}")
            raise

    def dict_steps(self, obj):
        self.out += EMPTY_DICT if self.binary else MARK + DICT
        self.memoize(obj)
        return self.setitem_steps(obj, iter(obj.items()))

    def setitem_steps(self, obj, pairs):
        while batch := list(islice(pairs, _BATCH if self.binary else 1)):
            several = len(batch) > 1
            if several:
                self.out += MARK
            for pair in batch:
                if not isinstance(pair, tuple) or len(pair) != 2:
                    raise TypeError("dict items iterator must return 2-tuples")
                key, value = pair
                if not self.save_flat(key):
                    yield key
                try:
                    if not self.save_flat(value):
                        yield value
                except BaseException as failed:
                    failed.add_note(f"when serializing {full_name(obj)} item {key!r}")
                    raise
            self.out += SETITEMS if several else SETITEM

    def set_steps(self, obj):
        if self.protocol < 4:
            yield from self.reduced_steps(obj, set, (list(obj),))
            return
        self.out += EMPTY_SET
        self.memoize(obj)
        items = iter(obj)
        try:
            while batch := list(islice(items, _BATCH)):
                self.out += MARK
                for item in batch:
                    if not self.save_flat(item):
                        yield item
                self.out += ADDITEMS
        except BaseException as failed:
            failed.add_note(f"when serializing {full_name(obj)} element")
            raise

    def frozenset_steps(self, obj):
        if self.protocol < 4:
            yield from self.reduced_steps(obj, frozenset, (list(obj),))
            return
        self.out += MARK
        try:
            for item in obj:
                if not self.save_flat(item):
                    yield item
        except BaseException as failed:
            failed.add_note(f"when serializing {full_name(obj)} element")
            raise
        if id(obj) in self.memo:
            self.out += POP_MARK
            self.put_get(obj)
            return
        self.out += FROZENSET
        self.memoize(obj)

    # Objects by name.

    def type_steps(self, obj):
        if obj in _SINGLETON_TYPES:
            return self.reduced_steps(obj, type, (_SINGLETON_TYPES[obj],))
        return self.global_steps(obj)

    def global_steps(self, obj, name=None):
        if name is None:
            name = getattr(obj, "__qualname__", None)
            if name is None:
                name = obj.__name__
        module = _globals.which_module(obj, name)
        _globals.check(obj, module, name)
        if self.protocol >= 2:
            code = copyreg._extension_registry.get((module, name))
            if code is not None:
                self.save_extension(code)
                return iter(())
        if self.protocol >= 4:
            self.save_flat(module)
            self.save_flat(name)
            self.out += STACK_GLOBAL
        elif "." in name:
            return self.dotted_steps(obj, module, name.split("."))
        else:
            self.save_plain_global(module, name, obj)
        self.memoize(obj)
        return iter(())

    def save_extension(self, code):
        if code <= 0xFF:
            self.out += EXT1 + bytes((code,))
        elif code <= 0xFFFF:
            self.out += EXT2 + pack("<H", code)
        else:
            self.out += EXT4 + pack("<i", code)

    def dotted_steps(self, obj, module, path):
        """getattr calls, one in another, as the older protocols have names without dots only."""
        for _ in path[1:]:
            if not self.save_flat(getattr):
                yield getattr
            if self.protocol < 2:
                self.out += MARK
        self.save_plain_global(module, path[0], obj)
        for name in path[1:]:
            self.save_flat(name)
            self.out += TUPLE if self.protocol < 2 else TUPLE2
            self.out += REDUCE
        self.memoize(obj)

    def save_plain_global(self, module, name, obj):
        if self.protocol >= 3:
            self.out += GLOBAL + f"{module}\n{name}\n".encode("utf-8")
            return
        if self.fix_imports:
            module, name = _globals.names_for_python2(module, name)
        try:
            self.out += GLOBAL + f"{module}\n{name}\n".encode("ascii")
        except UnicodeEncodeError:
            raise PicklingError(
                f"can't pickle global identifier '{module}.{name}' using pickle protocol {self.protocol}"
            )

    # Objects that take themselves apart.

    def reduced_object_steps(self, obj, reduced):
        try:
            if not isinstance(reduced, tuple):
                raise PicklingError(f"__reduce__ must return a string or tuple, not {full_name(reduced)}")
            if not 2 <= len(reduced) <= 6:
                raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
            yield from self.reduced_steps(obj, *reduced)
        except BaseException as failed:
            failed.add_note(f"when serializing {full_name(obj)} object")
            raise

    def reduced_steps(self, obj, func, args, state=None, items=None, pairs=None, setter=None):
        _check_reduced(func, args, items, pairs, setter)
        kind = getattr(func, "__name__", "") if self.protocol >= 2 else ""
        if kind == "__newobj_ex__":
            yield from self.newobj_ex_steps(obj, args)
        elif kind == "__newobj__":
            yield from self.newobj_steps(obj, args)
        else:
            yield from self.noted_steps(obj, func, "reconstructor")
            yield from self.noted_steps(obj, args, "reconstructor arguments")
            self.out += REDUCE
        if id(obj) in self.memo:
            # An argument led back here and the object is written already.
            self.out += POP
            self.put_get(obj)
        else:
            self.memoize(obj)
        if items is not None:
            yield from self.append_steps(obj, items)
        if pairs is not None:
            yield from self.setitem_steps(obj, pairs)
        if state is None:
            return
        if setter is None:
            yield from self.noted_steps(obj, state, "state")
            self.out += BUILD
            return
        yield from self.noted_steps(obj, setter, "state setter")
        if not self.save_flat(obj):
            yield obj
        yield from self.noted_steps(obj, state, "state")
        self.out += TUPLE2 + REDUCE + POP

    def noted_steps(self, obj, part, what):
        try:
            if not self.save_flat(part):
                yield part
        except BaseException as failed:
            failed.add_note(f"when serializing {full_name(obj)} {what}")
            raise

    def newobj_ex_steps(self, obj, args):
        if len(args) != 3:
            raise PicklingError(f"__newobj_ex__ expected 3 arguments, got {len(args)}")
        cls, args, kwargs = args
        if not hasattr(cls, "__new__"):
            raise PicklingError("first argument to __newobj_ex__() has no __new__")
        if not isinstance(args, tuple):
            raise PicklingError(f"second argument to __newobj_ex__() must be a tuple, not {full_name(args)}")
        if not isinstance(kwargs, dict):
            raise PicklingError(f"third argument to __newobj_ex__() must be a dict, not {full_name(kwargs)}")
        if self.protocol >= 4:
            yield from self.noted_steps(obj, cls, "class")
            yield from self.noted_steps(obj, args, "__new__ arguments")
            yield from self.noted_steps(obj, kwargs, "__new__ arguments")
            self.out += NEWOBJ_EX
        else:
            maker = partial(cls.__new__, cls, *args, **kwargs)
            yield from self.noted_steps(obj, maker, "reconstructor")
            self.save_flat(())
            self.out += REDUCE

    def newobj_steps(self, obj, args):
        if not args:
            raise PicklingError("__newobj__ expected at least 1 argument, got 0")
        cls = args[0]
        if not hasattr(cls, "__new__"):
            raise PicklingError("first argument to __newobj__() has no __new__")
        if cls is not obj.__class__:
            raise PicklingError(
                f"first argument to __newobj__() must be {obj.__class__!r}, not {cls!r}"
            )
        yield from self.noted_steps(obj, cls, "class")
        yield from self.noted_steps(obj, args[1:], "__new__ arguments")
        self.out += NEWOBJ


def _check_reduced(func, args, items, pairs, setter):
    where = "item of the tuple returned by __reduce__ must be"
    if not callable(func):
        raise PicklingError(f"first {where} callable, not {full_name(func)}")
    if not isinstance(args, tuple):
        raise PicklingError(f"second {where} a tuple, not {full_name(args)}")
    for place, iterator in (("fourth", items), ("fifth", pairs)):
        if iterator is not None and not hasattr(type(iterator), "__next__"):
            raise PicklingError(f"{place} {where} an iterator, not {full_name(iterator)}")
    if setter is not None and not callable(setter):
        raise PicklingError(f"sixth {where} callable, not {full_name(setter)}")


def _overridden(pickler, name):
    """A method that a subclass or an instance gives, None if it is the one that does nothing."""
    method = getattr(pickler, name)
    own = getattr(Pickler, name)
    return None if getattr(method, "__func__", None) is own else method


def _tell(failed, waiting):
    """Let those that wait for a part add to its exception where it happened."""
    while waiting:
        try:
            waiting.pop().throw(failed)
        except BaseException as told:
            failed = told
    return failed


_FLAT = {type(None): _Writer.save_none, bool: _Writer.save_bool, int: _Writer.save_int, float: _Writer.save_float}
_PARTS = {
    tuple: _Writer.tuple_steps,
    list: _Writer.list_steps,
    dict: _Writer.dict_steps,
    set: _Writer.set_steps,
    frozenset: _Writer.frozenset_steps,
    bytes: _Writer.bytes_steps,
    bytearray: _Writer.bytearray_steps,
}
_SINGLETON_TYPES = {type(None): None, type(NotImplemented): NotImplemented, type(...): ...}


class PicklerMemoProxy:
    """What a pickler's stream can refer back to."""

    def __init__(self, writer):
        self._writer = writer

    def copy(self):
        return dict(self._writer.memo)

    def clear(self):
        self._writer.memo.clear()

    def __reduce__(self):
        return dict, (self.copy(),)


class Pickler:
    """Writes objects to a file; what one dump wrote, the next one refers to."""

    def __init__(self, file, protocol=None, fix_imports=True, buffer_callback=None):
        write = getattr(file, "write", None)
        if write is None:
            raise TypeError("file must have a 'write' attribute")
        self._file_write = write
        self._writer = _writer_for(self, protocol, fix_imports, buffer_callback)

    def _ready(self):
        writer = getattr(self, "_writer", None)
        if writer is None:
            raise PicklingError(f"Pickler.__init__() was not called by {full_name(self)}.__init__()")
        return writer

    def dump(self, obj, /):
        """Write one object."""
        chunks = self._ready().dump(obj)
        self._file_write(b"".join(chunks))

    def clear_memo(self):
        """Forget what has been written, so that the next stream stands alone."""
        self._ready().memo.clear()

    def persistent_id(self, obj, /):
        """What stands for an object in the stream, None for the object itself."""
        return None

    @property
    def bin(self):
        return int(self._ready().binary)

    @bin.setter
    def bin(self, value):
        self._ready().binary = bool(value)

    @property
    def fast(self):
        return self._ready().fast

    @fast.setter
    def fast(self, value):
        self._ready().fast = int(value)

    @property
    def memo(self):
        return PicklerMemoProxy(self._ready())

    @memo.setter
    def memo(self, value):
        if isinstance(value, PicklerMemoProxy):
            value = value.copy()
        elif not isinstance(value, dict):
            raise TypeError(f"'memo' attribute must be a PicklerMemoProxy object or dict, not {full_name(value)}")
        self._ready().memo = dict(value)


def _writer_for(pickler, protocol, fix_imports, buffer_callback):
    if protocol is None:
        protocol = DEFAULT_PROTOCOL
    elif protocol < 0:
        protocol = HIGHEST_PROTOCOL
    elif protocol > HIGHEST_PROTOCOL:
        raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
    if buffer_callback is not None and protocol < 5:
        raise ValueError("buffer_callback needs protocol >= 5")
    return _Writer(pickler, protocol, fix_imports, buffer_callback)


class _NoFile:
    """Stands in for the file of dumps()."""

    def write(self, data):
        pass


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write one object to a file."""
    Pickler(file, protocol, fix_imports, buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """The stream of one object as bytes."""
    if buffer_callback is None:
        plain = _plain_dumps(obj, DEFAULT_PROTOCOL if protocol is None else protocol)
        if plain is not None:
            return plain
    pickler = Pickler(_NoFile, protocol, fix_imports, buffer_callback)
    return b"".join(pickler._writer.dump(obj))


for _member in (Pickler, PicklerMemoProxy, dump, dumps):
    _member.__module__ = "_pickle"
