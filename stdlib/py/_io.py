"""Streams: what there is of `io` without its abstract classes.

Owns text streams and open(); streams of bytes come from `_iobase`. Names, errors and layers as CPython's `_io`. Text streams hold a
lock, so that threads may share them.
"""

import posix as _posix
from builtins import open   # which is _open() below
from _iobase import (DEFAULT_BUFFER_SIZE, SEEK_SET, SEEK_CUR, SEEK_END, BlockingIOError, UnsupportedOperation, _IOBase, _RawIOBase,
                     _BufferedIOBase, _TextIOBase, FileIO, BytesIO, BufferedReader, BufferedWriter, BufferedRandom,
                     BufferedRWPair, _size_or_all)
from _iocore import StringIO as _StringCore, TextIOWrapper as _TextCore
from _stdio import TextIOWrapper as _StandardStream, report_finalizer as _report_finalizer
from _weakref import ref as _ref

# Kinds of line ends by bits: \n 1, \r 2, \r\n 4.
_LINE_ENDS = (None, '\n', '\r', ('\r', '\n'), '\r\n', ('\n', '\r\n'), ('\r', '\r\n'), ('\r', '\n', '\r\n'))


class IncrementalNewlineDecoder:
    """Translates line ends as text comes in pieces."""

    def __init__(self, decoder, translate, errors='strict'):
        self._decoder, self._translate = decoder, translate
        self._held, self._seen = False, 0

    def decode(self, input, final=False):
        text = input if self._decoder is None else self._decoder.decode(input, final)
        if self._held and (text or final):
            text = '\r' + text
            self._held = False
        if text.endswith('\r') and not final:
            text = text[:-1]
            self._held = True
        if '\r' not in text:
            self._seen |= '\n' in text
        else:
            crlf = text.count('\r\n')
            self._seen |= (4 if crlf else 0) | (1 if text.count('\n') > crlf else 0) | (2 if text.count('\r') > crlf else 0)
            if self._translate:
                text = text.replace('\r\n', '\n').replace('\r', '\n')
        return text

    def getstate(self): return b'', int(self._held)
    def setstate(self, state): self._held = bool(state[1] & 1)
    def reset(self): self._held, self._seen = False, 0

    @property
    def newlines(self):
        return _LINE_ENDS[self._seen]


def _check_newline(newline, show=repr):
    if newline is not None and not isinstance(newline, str):
        raise TypeError(f'illegal newline type: {type(newline).__name__}')
    if newline not in (None, '', '\n', '\r', '\r\n'):
        raise ValueError(f'illegal newline value: {show(newline)}')


def _find_line_end(text, start, newline):
    """Where the line that begins at `start` ends; -1 when it has no end yet."""
    if newline == '':
        n, r = text.find('\n', start), text.find('\r', start)
        if r < 0 or 0 <= n < r:
            return n + 1 if n >= 0 else -1
        return r + 2 if text[r + 1:r + 2] == '\n' else r + 1
    mark = '\n' if newline is None else newline
    at = text.find(mark, start)
    return at + len(mark) if at >= 0 else -1


class _WithStandardStreams(type):
    """Counts the native standard streams among the instances of a class."""

    def __instancecheck__(cls, instance):
        return super().__instancecheck__(instance) or cls is TextIOWrapper and type(instance) is _StandardStream

    def __subclasscheck__(cls, c):
        return super().__subclasscheck__(c) or cls is TextIOWrapper and c is _StandardStream


_standard_buffers = {}


def _standard_buffer(fd, mode, name, buffered):
    """The binary stream below a standard stream."""
    found = _standard_buffers.get(fd)
    if found is None:
        found = FileIO(fd, mode, closefd=False)
        found.name = name
        if buffered:
            found = (BufferedReader if mode == 'r' else BufferedWriter)(found)
        found = _standard_buffers.setdefault(fd, found)
    return found


class TextIOWrapper(_TextCore, _TextIOBase, metaclass=_WithStandardStreams):
    """Text over a buffered stream."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        _check_newline(newline, str)
        if encoding in (None, 'locale'):
            encoding = 'utf-8'
        if not isinstance(encoding, str):
            raise ValueError(f'invalid encoding: {encoding!r}')
        ''.encode(encoding)
        buffer.readable()   # what is no stream is refused at once
        self._buffer, self._encoding, self._errors = buffer, encoding, errors or 'strict'
        self._newline, self._line_buffering, self._write_through = newline, line_buffering, write_through
        self._text, self._at = '', 0
        self._decoder = None
        self._newlines_seen = IncrementalNewlineDecoder(None, newline is None)
        self._choose_ways()

    def _choose_ways(self):
        fast = 1 if self._newline in (None, '\n') and self._buffer.readable() else 0
        if (self._newline in (None, '', '\n') and not self._line_buffering and not self._write_through
                and self._encoding.lower().replace('_', '-') in ('utf-8', 'utf8') and self._buffer.writable()):
            fast |= 2
        self._fast = fast | (4 if type(self).readline is _TextCore.readline else 0)

    @property
    def encoding(self): return self._encoding
    @property
    def errors(self): return self._errors
    @property
    def newlines(self): return None if self._newline else self._newlines_seen.newlines
    @property
    def line_buffering(self): return self._line_buffering
    @property
    def write_through(self): return self._write_through
    @property
    def buffer(self): return self._buffer
    @property
    def name(self): return self._buffer.name
    @property
    def closed(self): return self._buffer.closed

    def __repr__(self):
        parts = ['_io.TextIOWrapper' if type(self) is TextIOWrapper else f'{type(self).__module__}.{type(self).__qualname__}']
        for attr in 'name', 'mode':
            try:
                parts.append(f'{attr}={getattr(self, attr)!r}')
            except AttributeError:
                pass
        return f"<{' '.join(parts)} encoding={self._encoding!r}>"

    def _checkClosed(self, msg=None):
        if self._buffer is None:
            raise ValueError('underlying buffer has been detached')
        if self._buffer.closed:
            raise ValueError('I/O operation on closed file.' if msg is None else msg)

    def reconfigure(self, *, encoding=None, errors=None, newline=..., line_buffering=None, write_through=None):
        self.flush()
        if encoding is not None:
            self._encoding = encoding
            self._errors = 'strict' if errors is None else errors
        elif errors is not None:
            self._errors = errors
        if newline is not ...:
            _check_newline(newline)
            self._newline = newline
        if line_buffering is not None:
            self._line_buffering = line_buffering
        if write_through is not None:
            self._write_through = write_through
        self._choose_ways()

    def readable(self): return self._buffer.readable()
    def writable(self): return self._buffer.writable()
    def seekable(self): return self._buffer.seekable()
    def fileno(self): return self._buffer.fileno()
    def isatty(self): return self._buffer.isatty()

    def _write_any(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f'write() argument must be str, not {type(s).__name__}')
        with self._lock:
            self._checkClosed()
            if not self._buffer.writable():
                raise UnsupportedOperation('not writable')
            n = len(s)
            has_end = '\n' in s
            if has_end and self._newline not in (None, '', '\n'):
                s = s.replace('\n', self._newline)
            self._buffer.write(s.encode(self._encoding, self._errors))
            if self._line_buffering and (has_end or '\r' in s) or self._write_through:
                self._buffer.flush()
            self._text, self._at = '', 0
            return n

    def flush(self):
        with self._lock:
            self._checkClosed()
            self._buffer.flush()

    def close(self):
        with self._lock:
            if self._buffer is not None and not self.closed:
                try:
                    self.flush()
                except ValueError:
                    # One collection may end this stream and the one below it, in any order.
                    if not self.closed:
                        raise
                finally:
                    self._buffer.close()

    def detach(self):
        self.flush()
        buffer, self._buffer = self._buffer, None
        return buffer

    def __del__(self):
        try:
            if self._buffer is None or self._buffer.closed:
                return
        except AttributeError:
            return
        try:
            self.close()
        except BaseException as e:
            _report_finalizer(e, self)

    def _make_decoder(self):
        if self._decoder is None:
            if not self._buffer.readable():
                raise UnsupportedOperation('not readable')
            import codecs
            self._decoder = codecs.getincrementaldecoder(self._encoding)(self._errors)

    def _more(self):
        """Decodes another piece; false at the end."""
        self._make_decoder()
        data = self._buffer.read1(DEFAULT_BUFFER_SIZE)
        text = self._decoder.decode(data, not data)
        text = self._newlines_seen.decode(text, not data)
        self._text = self._text[self._at:] + text
        self._at = 0
        return bool(data) or bool(text)

    def _read_any(self, size=-1, /):
        with self._lock:
            self._checkClosed()
            if not self._buffer.readable():
                raise UnsupportedOperation('not readable')
            if size is None or size < 0:
                self._make_decoder()
                rest = self._decoder.decode(self._buffer.read(), True)
                text = self._text[self._at:] + self._newlines_seen.decode(rest, True)
                self._text, self._at = '', 0
                return text
            while len(self._text) - self._at < size and self._more():
                pass
            text = self._text[self._at:self._at + size]
            self._at += len(text)
            return text

    def _readline_any(self, size=-1, /):
        with self._lock:
            self._checkClosed()
            if not self._buffer.readable():
                raise UnsupportedOperation('not readable')
            while True:
                end = _find_line_end(self._text, self._at, self._newline)
                if end >= 0 or size is not None and 0 <= size <= len(self._text) - self._at or not self._more():
                    break
            if end < 0:
                end = len(self._text)
            if size is not None and size >= 0:
                end = min(end, self._at + size)
            line = self._text[self._at:end]
            self._at = end
            return line

    def tell(self):
        with self._lock:
            self._checkClosed()
            if not self.seekable():
                raise UnsupportedOperation('underlying stream is not seekable')
            if not self._telling:
                raise OSError('telling position disabled by next() call')
            rest = self._text[self._at:].encode(self._encoding, self._errors)
            return self._buffer.tell() - len(rest)

    def seek(self, cookie, whence=0, /):
        with self._lock:
            self._checkClosed()
            if not self.seekable():
                raise UnsupportedOperation('underlying stream is not seekable')
            if whence == 1:
                if cookie != 0:
                    raise UnsupportedOperation("can't do nonzero cur-relative seeks")
                cookie, whence = self.tell(), 0
            elif whence == 2:
                if cookie != 0:
                    raise UnsupportedOperation("can't do nonzero end-relative seeks")
            elif whence != 0:
                raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
            elif cookie < 0:
                raise ValueError(f'negative seek position {cookie!r}')
            self.flush()
            self._text, self._at, self._decoder = '', 0, None
            self._newlines_seen.reset()
            return self._buffer.seek(cookie, whence)

    def truncate(self, size=None, /):
        self.flush()
        return self._buffer.truncate(self.tell() if size is None else size)


TextIOWrapper.__module__ = '_io'


class StringIO(_StringCore, _TextIOBase):
    """A text file in memory."""

    def __init__(self, initial_value='', newline='\n'):
        _check_newline(newline)
        self._seen = 0
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f'initial_value must be str or None, not {type(initial_value).__name__}')
        self._newline = newline
        self._parts, self._value, self._pos = [], '', 0
        self._fast = (newline == '\n') | (2 if type(self).readline is StringIO.readline else 0)
        if initial_value:
            self.write(initial_value)
            self._pos = 0

    def _whole(self):
        with self._lock:
            if self._parts:
                self._value += ''.join(self._parts)
                self._parts = []
            return self._value

    def getvalue(self):
        self._check_open()
        return self._whole()

    def _write_any(self, s, /):
        with self._lock:
            if not isinstance(s, str):
                raise TypeError(f'string argument expected, got {type(s).__name__!r}')
            self._check_open()
            n = len(s)
            if not self._newline:
                crlf = s.count('\r\n')
                self._seen |= (4 if crlf else 0) | (1 if s.count('\n') > crlf else 0) | (2 if s.count('\r') > crlf else 0)
            if self._newline is None and '\r' in s:
                s = s.replace('\r\n', '\n').replace('\r', '\n')
            elif self._newline in ('\r', '\r\n'):
                s = s.replace('\n', self._newline)
            if self._pos is None:
                self._parts.append(s)
                return n
            value = self._whole()
            if self._pos == len(value):
                # At the end: pieces are joined when somebody looks.
                self._parts.append(s)
                self._pos = None
            else:
                if self._pos > len(value):
                    value += '\0' * (self._pos - len(value))
                self._value = value[:self._pos] + s + value[self._pos + len(s):]
                self._pos += len(s)
            return n

    def _at(self):
        return len(self._whole()) if self._pos is None else self._pos

    def read(self, size=-1, /):
        with self._lock:
            self._check_open()
            size = _size_or_all(size)
            at, value = self._at(), self._whole()
            end = len(value) if size < 0 else at + size
            data = value[at:end]
            self._pos = at + len(data)
            return data

    def _readline_any(self, size=-1, /):
        with self._lock:
            self._check_open()
            size = _size_or_all(size)
            at, value = self._at(), self._whole()
            end = _find_line_end(value, at, self._newline)
            end = len(value) if end < 0 else end
            if size >= 0:
                end = min(end, at + size)
            self._pos = max(at, end)
            return value[at:end]

    def seek(self, pos, whence=0, /):
        with self._lock:
            self._check_open()
            if whence not in (0, 1, 2):
                raise ValueError(f'Invalid whence ({whence}, should be 0, 1 or 2)')
            if whence == 0 and pos < 0:
                raise ValueError(f'Negative seek position {pos}')
            if whence != 0 and pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            self._pos = pos if whence == 0 else self._at() if whence == 1 else len(self._whole())
            return self._pos

    def tell(self):
        with self._lock:
            self._check_open()
            return self._at()

    def truncate(self, size=None, /):
        with self._lock:
            self._check_open()
            at = self._at()
            size = at if size is None else _size_or_all(size)
            if size < 0:
                raise ValueError(f'negative pos value {size}')
            self._value, self._pos = self._whole()[:size], at
            return size

    def close(self):
        self._closed = True
        self._value, self._parts = '', []

    def _check_open(self):
        if self._closed:
            raise ValueError('I/O operation on closed file')

    @property
    def line_buffering(self): self._check_open(); return False
    @property
    def newlines(self): self._check_open(); return _LINE_ENDS[self._seen]

    def __getstate__(self):
        own = {k: v for k, v in self.__dict__.items() if not k.startswith('_')}
        return self.getvalue(), self._newline, self._at(), own or None

    def __setstate__(self, state):
        value, newline, pos, own = state
        self.__init__('', newline)
        # The value was translated when it was written.
        self._value, self._pos = value, pos
        if own is not None:
            self.__dict__.update(own)

    def readable(self): self._check_open(); return True
    writable = seekable = readable


StringIO.__module__ = '_io'


def text_encoding(encoding, stacklevel=2, /):
    return 'utf-8' if encoding is None else encoding


def open_code(path):
    return open(path, 'rb')


# Streams that write regular files, with the file's identity. An object that nobody refers to lives on until the next collection;
# a program that drops a stream without closing it counts on finding its text when it opens the file again.
_writers = {}
_most_writers = 64


def _identity(status):
    return (status.st_dev, status.st_ino) if status.st_mode & 0o170000 == 0o100000 else None


def _forget_closed():
    for number, (_, reference) in list(_writers.items()):
        stream = reference()
        if stream is None or stream.closed:
            _writers.pop(number, None)


def _remember(stream, raw):
    global _most_writers
    if len(_writers) >= _most_writers:
        _forget_closed()
        _most_writers = 2 * len(_writers) + 64
    identity = _identity(_posix.fstat(raw.fileno()))
    if identity is not None:
        _writers[id(raw)] = identity, _ref(stream)


def _flush_writers_of(file):
    _forget_closed()
    try:
        identity = _identity(_posix.fstat(file) if isinstance(file, int) else _posix.stat(file))
    except (OSError, ValueError):
        return
    for written, reference in list(_writers.values()):
        if written == identity is not None and (stream := reference()) is not None:
            try:
                stream.flush()
            except (OSError, ValueError):
                pass    # closed meanwhile, or its own close() will tell


def _open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Open a file and return a stream."""
    if not isinstance(file, int):
        file = _posix.fspath(file)
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    flags = set(mode)
    if flags - set('axrwb+t') or len(mode) > len(flags):
        raise ValueError(f'invalid mode: {mode!r}')
    text, binary = 't' in flags, 'b' in flags
    if text and binary:
        raise ValueError("can't have text and binary mode at once")
    if len(flags & set('xrwa')) != 1:
        if not flags & set('xrwa'):
            raise ValueError('Must have exactly one of create/read/write/append mode and at most one plus')
        raise ValueError('must have exactly one of create/read/write/append mode')
    for name, value in ('encoding', encoding), ('errors', errors):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"open() argument '{name}' must be str or None, not {type(value).__name__}")
    if binary:
        for name, value in ('encoding', encoding), ('errors', errors), ('newline', newline):
            if value is not None:
                raise ValueError(f"binary mode doesn't take an {name} argument" if name != 'newline' else
                                 "binary mode doesn't take a newline argument")
    if _writers:
        _flush_writers_of(file)
    raw = FileIO(file, ''.join(c for c in mode if c not in 'tb'), closefd, opener)
    try:
        line_buffering = buffering == 1 or buffering < 0 and raw.isatty()
        if buffering == 1 or buffering < 0:
            buffering = DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if binary:
                return raw
            raise ValueError("can't have unbuffered text I/O")
        kind = BufferedRandom if '+' in flags else BufferedReader if 'r' in flags else BufferedWriter
        buffer = kind(raw, buffering)
        if binary:
            if raw._writable:
                _remember(buffer, raw)
            return buffer
        stream = TextIOWrapper(buffer, encoding, errors, newline, line_buffering)
        stream.mode = mode
        if raw._writable:
            _remember(stream, raw)
        return stream
    except BaseException:
        raw.close()
        raise
