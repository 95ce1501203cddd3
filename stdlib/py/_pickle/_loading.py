"""Streams back to objects.

Invariant: `stack` holds what was loaded since the last mark, `marks` the stacks
below it. An operation that needs more than is there finds either a mark or the
bottom, and says which.
"""

import codecs
import sys
from struct import unpack

import copyreg

from _pickle import _globals
from _pickle_plain import loads as _plain_loads
from _pickle._errors import UnpicklingError
from _pickle._opcodes import CODES
from _pickle._saving import HIGHEST_PROTOCOL, full_name


class _Stop(Exception):
    """The stream's end; carries the object."""


class _Reader:
    """The bytes of a stream: those at hand, then those of the file."""

    def __init__(self, data, file):
        self.data = data
        self.at = 0
        self.file = file

    def read(self, size):
        end = self.at + size
        if end <= len(self.data):
            found = self.data[self.at : end]
            self.at = end
            return found
        if self.file is None:
            raise UnpicklingError("pickle data was truncated")
        found = self.data[self.at :]
        self.at = len(self.data)
        found += self.file.read(size - len(found))
        if len(found) < size:
            raise UnpicklingError("pickle data was truncated")
        return found

    def line(self):
        """A line with its end."""
        end = self.data.find(b"\n", self.at) + 1
        if end:
            found = self.data[self.at : end]
            self.at = end
            return found
        found = b""
        if self.file is not None:
            found = self.data[self.at :] + self.file.readline()
            self.at = len(self.data)
        if not found.endswith(b"\n"):
            raise UnpicklingError("pickle data was truncated")
        return found

    def code(self):
        """The next operation."""
        at = self.at
        if at < len(self.data):
            self.at = at + 1
            return self.data[at]
        found = self.file.read(1) if self.file is not None else b""
        if not found:
            raise EOFError("Ran out of input")
        return found[0]

    def frame(self, size):
        """Have the next bytes at hand at once."""
        if size > sys.maxsize:
            raise OverflowError(f"FRAME length exceeds system's maximum of {sys.maxsize} bytes")
        if self.at + size > len(self.data):
            found = self.read(size)
            self.data, self.at = found, 0


class _Loader:
    """One stream being read, with the objects on its stack."""

    def __init__(self, unpickler, reader, memo):
        self.unpickler = unpickler
        self.reader = reader
        self.memo = memo
        self.protocol = 0
        self.stack = []
        self.marks = []

    def load(self):
        operations, reader = _OPERATIONS, self.reader
        try:
            while True:
                code = reader.code()
                operation = operations[code]
                if operation is None:
                    shown = chr(code) if 0x20 <= code < 0x7F and code != 0x27 else f"\\x{code:02x}"
                    raise UnpicklingError(f"invalid load key, '{shown}'.")
                operation(self)
        except _Stop as stop:
            return stop.args[0]

    # The stack.

    def short(self):
        return UnpicklingError("unexpected MARK found" if self.marks else "unpickling stack underflow")

    def pop(self):
        if not self.stack:
            raise self.short()
        return self.stack.pop()

    def top(self):
        if not self.stack:
            raise self.short()
        return self.stack[-1]

    def pop_mark(self):
        """What lies above the last mark; the stack is what lies below it."""
        if not self.marks:
            raise UnpicklingError("could not find MARK")
        items = self.stack
        self.stack = self.marks.pop()
        return items

    def push(self, obj):
        self.stack.append(obj)

    def number(self, form, size):
        return unpack(form, self.reader.read(size))[0]

    def size(self, what):
        """A length of eight bytes."""
        size = self.number("<Q", 8)
        if size > sys.maxsize:
            raise OverflowError(f"{what} exceeds system's maximum size of {sys.maxsize} bytes")
        return size

    # Control.

    def op_proto(self):
        protocol = self.reader.read(1)[0]
        if protocol > HIGHEST_PROTOCOL:
            raise ValueError(f"unsupported pickle protocol: {protocol}")
        self.protocol = protocol

    def op_frame(self):
        self.reader.frame(self.number("<Q", 8))

    def op_stop(self):
        raise _Stop(self.pop())

    def op_mark(self):
        self.marks.append(self.stack)
        self.stack = []

    def op_pop(self):
        if self.stack:
            self.stack.pop()
        elif self.marks:
            self.stack = self.marks.pop()
        else:
            raise UnpicklingError("unpickling stack underflow")

    def op_pop_mark(self):
        self.pop_mark()

    def op_dup(self):
        self.push(self.top())

    # Plain values.

    def op_none(self):
        self.push(None)

    def op_newtrue(self):
        self.push(True)

    def op_newfalse(self):
        self.push(False)

    def op_int(self):
        line = self.reader.line()
        if line == b"01\n":
            self.push(True)
        elif line == b"00\n":
            self.push(False)
        else:
            try:
                self.push(int(line, 0))
            except ValueError:
                raise ValueError("could not convert string to int") from None

    def op_long(self):
        # The L is Python 2's.
        self.push(_decimal(self.reader.line().removesuffix(b"L\n")))

    def op_binint(self):
        self.push(self.number("<i", 4))

    def op_binint1(self):
        self.push(self.reader.read(1)[0])

    def op_binint2(self):
        self.push(self.number("<H", 2))

    def op_long1(self):
        size = self.reader.read(1)[0]
        self.push(int.from_bytes(self.reader.read(size), "little", signed=True))

    def op_long4(self):
        size = self.number("<i", 4)
        if size < 0:
            raise UnpicklingError("LONG pickle has negative byte count")
        self.push(int.from_bytes(self.reader.read(size), "little", signed=True))

    def op_float(self):
        line = self.reader.line()
        try:
            self.push(float(line[:-1]))
        except ValueError:
            raise ValueError(f"could not convert string to float: {line.decode('utf-8', 'replace')!r}") from None

    def op_binfloat(self):
        self.push(self.number(">d", 8))

    # Texts and bytes.

    def text_of(self, data):
        """A str of Python 2."""
        if self.unpickler._encoding == "bytes":
            return data
        return data.decode(self.unpickler._encoding, self.unpickler._errors)

    def op_string(self):
        data = self.reader.line()[:-1].rstrip(b"\r")
        if len(data) < 2 or data[0] != data[-1] or data[0] not in b"'\"":
            raise UnpicklingError("the STRING opcode argument must be quoted")
        self.push(self.text_of(codecs.escape_decode(data[1:-1])[0]))

    def op_binstring(self):
        size = self.number("<i", 4)
        if size < 0:
            raise UnpicklingError("BINSTRING pickle has negative byte count")
        self.push(self.text_of(self.reader.read(size)))

    def op_short_binstring(self):
        self.push(self.text_of(self.reader.read(self.reader.read(1)[0])))

    def op_unicode(self):
        self.push(str(self.reader.line()[:-1], "raw-unicode-escape"))

    def push_text(self, size):
        self.push(str(self.reader.read(size), "utf-8", "surrogatepass"))

    def op_binunicode(self):
        self.push_text(self.number("<I", 4))

    def op_binunicode8(self):
        self.push_text(self.size("BINUNICODE"))

    def op_short_binunicode(self):
        self.push_text(self.reader.read(1)[0])

    def op_binbytes(self):
        self.push(self.reader.read(self.number("<I", 4)))

    def op_binbytes8(self):
        self.push(self.reader.read(self.size("BINBYTES")))

    def op_short_binbytes(self):
        self.push(self.reader.read(self.reader.read(1)[0]))

    def op_bytearray8(self):
        self.push(bytearray(self.reader.read(self.size("BYTEARRAY"))))

    def op_next_buffer(self):
        if self.unpickler._buffers is None:
            raise UnpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given")
        try:
            self.push(next(self.unpickler._buffers))
        except StopIteration:
            raise UnpicklingError("not enough out-of-band buffers") from None

    def op_readonly_buffer(self):
        view = memoryview(self.top())
        if not view.readonly:
            self.stack[-1] = view.toreadonly()

    # Containers.

    def op_empty_tuple(self):
        self.push(())

    def push_tuple(self, size):
        if len(self.stack) < size:
            raise self.short()
        self.stack[-size:] = [tuple(self.stack[-size:])]

    def op_tuple1(self):
        self.push_tuple(1)

    def op_tuple2(self):
        self.push_tuple(2)

    def op_tuple3(self):
        self.push_tuple(3)

    def op_tuple(self):
        items = self.pop_mark()
        self.push(tuple(items))

    def op_empty_list(self):
        self.push([])

    def op_list(self):
        items = self.pop_mark()
        self.push(items)

    def op_empty_dict(self):
        self.push({})

    def op_dict(self):
        items = self.pop_mark()
        if len(items) % 2:
            raise UnpicklingError("odd number of items for DICT")
        self.push(dict(zip(items[::2], items[1::2])))

    def op_empty_set(self):
        self.push(set())

    def op_frozenset(self):
        items = self.pop_mark()
        self.push(frozenset(items))

    def op_append(self):
        if len(self.stack) < 2:
            raise self.short()
        item = self.stack.pop()
        target = self.stack[-1]
        if type(target) is list:
            target.append(item)
        else:
            self.extend(target, [item])

    def op_appends(self):
        items = self.pop_mark()
        self.extend(self.top(), items)

    @staticmethod
    def extend(target, items):
        if isinstance(target, list):
            list.extend(target, items)
            return
        extend = getattr(target, "extend", None)
        if extend is not None:
            extend(items)
            return
        for item in items:
            target.append(item)

    def op_setitem(self):
        if len(self.stack) < 3:
            raise self.short()
        value = self.stack.pop()
        key = self.stack.pop()
        self.stack[-1][key] = value

    def op_setitems(self):
        items = self.pop_mark()
        target = self.top()
        if len(items) % 2:
            raise UnpicklingError("odd number of items for SETITEMS")
        for key, value in zip(items[::2], items[1::2]):
            target[key] = value

    def op_additems(self):
        items = self.pop_mark()
        target = self.top()
        if isinstance(target, set):
            set.update(target, items)
            return
        for item in items:
            target.add(item)

    # The memo.

    def op_memoize(self):
        self.memo[len(self.memo)] = self.top()

    def put(self, number):
        self.memo[number] = self.top()

    def op_put(self):
        line = self.reader.line()
        self.top()
        number = _decimal(line)
        if number < 0:
            raise ValueError("negative PUT argument")
        self.put(number)

    def op_binput(self):
        self.put(self.reader.read(1)[0])

    def op_long_binput(self):
        self.put(self.number("<I", 4))

    def get(self, number):
        if number not in self.memo:
            raise UnpicklingError(f"Memo value not found at index {number}")
        self.push(self.memo[number])

    def op_get(self):
        self.get(_decimal(self.reader.line()))

    def op_binget(self):
        self.get(self.reader.read(1)[0])

    def op_long_binget(self):
        self.get(self.number("<I", 4))

    # Objects by name.

    def op_global(self):
        module = self.reader.line()[:-1].decode("utf-8")
        name = self.reader.line()[:-1].decode("utf-8")
        self.push(self.find_class(module, name))

    def op_stack_global(self):
        name, module = self.pop(), self.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self.push(self.find_class(module, name))

    def find_class(self, module, name):
        self.unpickler._protocol = self.protocol
        return self.unpickler.find_class(module, name)

    def push_extension(self, code):
        if code <= 0:
            raise UnpicklingError("EXT specifies code <= 0")
        known = copyreg._extension_cache
        if code not in known:
            key = copyreg._inverted_registry.get(code)
            if key is None:
                raise ValueError(f"unregistered extension code {code}")
            known[code] = self.find_class(*key)
        self.push(known[code])

    def op_ext1(self):
        self.push_extension(self.reader.read(1)[0])

    def op_ext2(self):
        self.push_extension(self.number("<H", 2))

    def op_ext4(self):
        self.push_extension(self.number("<i", 4))

    def op_persid(self):
        line = self.reader.line()[:-1]
        try:
            pid = line.decode("ascii")
        except UnicodeDecodeError:
            raise UnpicklingError("persistent IDs in protocol 0 must be ASCII strings") from None
        self.push(self.unpickler.persistent_load(pid))

    def op_binpersid(self):
        self.push(self.unpickler.persistent_load(self.pop()))

    # Objects that are made anew.

    def op_reduce(self):
        if len(self.stack) < 2:
            raise self.short()
        args = self.stack.pop()
        self.stack[-1] = self.stack[-1](*args)

    def op_newobj(self):
        if len(self.stack) < 2:
            raise self.short()
        args = self.stack.pop()
        self.stack[-1] = self.make("NEWOBJ", self.stack[-1], args, {})

    def op_newobj_ex(self):
        if len(self.stack) < 3:
            raise self.short()
        kwargs = self.stack.pop()
        args = self.stack.pop()
        self.stack[-1] = self.make("NEWOBJ_EX", self.stack[-1], args, kwargs)

    @staticmethod
    def make(what, cls, args, kwargs):
        if not isinstance(cls, type):
            raise UnpicklingError(f"{what} class argument must be a type, not {full_name(cls)}")
        if not isinstance(args, tuple):
            raise UnpicklingError(f"{what} args argument must be a tuple, not {full_name(args)}")
        if not isinstance(kwargs, dict):
            raise UnpicklingError(f"{what} kwargs argument must be a dict, not {full_name(kwargs)}")
        return cls.__new__(cls, *args, **kwargs)

    def instantiate(self, cls, args):
        if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__"):
            self.push(cls(*args))
        else:
            self.push(cls.__new__(cls))

    def op_inst(self):
        module = self.reader.line()[:-1].decode("ascii")
        name = self.reader.line()[:-1].decode("ascii")
        args = self.pop_mark()
        self.instantiate(self.find_class(module, name), args)

    def op_obj(self):
        args = self.pop_mark()
        if not args:
            raise self.short()
        self.instantiate(args.pop(0), args)

    def op_build(self):
        if len(self.stack) < 2:
            raise self.short()
        state = self.stack.pop()
        obj = self.stack[-1]
        setstate = getattr(obj, "__setstate__", None)
        if setstate is not None:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state is not None:
            if not isinstance(state, dict):
                raise UnpicklingError("state is not a dictionary")
            own = obj.__dict__
            for key, value in state.items():
                own[sys.intern(key) if type(key) is str else key] = value
        if slots is not None:
            if not isinstance(slots, dict):
                raise UnpicklingError("slot state is not a dictionary")
            for key, value in slots.items():
                setattr(obj, key, value)


def _decimal(line):
    try:
        return int(line)
    except ValueError:
        raise ValueError(f"invalid literal for int() with base 10: {line.decode('utf-8', 'replace')!r}") from None


_OPERATIONS = [None] * 256
for _name, _code in CODES.items():
    if len(_code) == 1:
        _OPERATIONS[_code[0]] = getattr(_Loader, "op_" + _name.lower())


class UnpicklerMemoProxy:
    """What an unpickler's next stream can refer back to."""

    def __init__(self, memo):
        self._memo = memo

    def copy(self):
        return dict(self._memo)

    def clear(self):
        self._memo.clear()

    def __reduce__(self):
        return dict, (self.copy(),)


class Unpickler:
    """Reads objects from a file that a Pickler wrote."""

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
        if not hasattr(file, "read") or not hasattr(file, "readline"):
            raise TypeError("file must have 'read' and 'readline' attributes")
        self._prepare(_Reader(b"", file), fix_imports, encoding, errors, buffers)

    def _prepare(self, reader, fix_imports, encoding, errors, buffers):
        self._reader = reader
        self._fix_imports = fix_imports
        self._encoding = encoding
        self._errors = errors
        self._buffers = iter(buffers) if buffers is not None and buffers != () else None
        self._memo = {}
        self._protocol = 0

    def load(self):
        """Read one object."""
        reader = getattr(self, "_reader", None)
        if reader is None:
            raise UnpicklingError(f"Unpickler.__init__() was not called by {full_name(self)}.__init__()")
        return _Loader(self, reader, self._memo).load()

    def find_class(self, module_name, global_name, /):
        """The object that a stream names."""
        sys.audit("pickle.find_class", module_name, global_name)
        if self._protocol < 3 and self._fix_imports:
            module_name, global_name = _globals.names_from_python2(module_name, global_name)
        __import__(module_name)
        module = sys.modules[module_name]
        if self._protocol >= 4 and "." in global_name:
            return _globals.follow(module, global_name.split("."))
        return getattr(module, global_name)

    def persistent_load(self, pid, /):
        """The object that a persistent id stands for."""
        raise UnpicklingError(
            "A load persistent id instruction was encountered, but no persistent_load function was specified."
        )

    @property
    def memo(self):
        return UnpicklerMemoProxy(self._memo)

    @memo.setter
    def memo(self, value):
        if isinstance(value, UnpicklerMemoProxy):
            value = value.copy()
        elif not isinstance(value, dict):
            raise TypeError(f"'memo' attribute must be an UnpicklerMemoProxy object or dict, not {full_name(value)}")
        self._memo = dict(value)


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
    """Read one object from a file."""
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
    """The object of a stream of bytes; what follows it is passed over."""
    if type(data) is bytes:
        plain = _plain_loads(data)
        if plain is not None:
            return plain[0]
    else:
        try:
            data = bytes(memoryview(data))
        except TypeError:
            raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None
    unpickler = Unpickler.__new__(Unpickler)
    unpickler._prepare(_Reader(data, None), fix_imports, encoding, errors, buffers)
    return unpickler.load()


for _member in (Unpickler, UnpicklerMemoProxy, load, loads):
    _member.__module__ = "_pickle"
