"""Streams: raw files over system calls, buffers, text.

Names, errors and layers as CPython's `_io`. Buffers and text streams hold a lock, so that threads may share them.
"""

import posix as _posix
from _thread import RLock as _RLock

DEFAULT_BUFFER_SIZE = 131072
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
BlockingIOError = BlockingIOError


class UnsupportedOperation(OSError, ValueError):
    pass


UnsupportedOperation.__module__ = 'io'


class _IOBase:
    _closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def seek(self, offset, whence=0, /): self._unsupported('seek')
    def truncate(self, size=None, /): self._unsupported('truncate')
    def fileno(self): self._unsupported('fileno')
    def tell(self): return self.seek(0, 1)
    def flush(self): self._checkClosed()
    def seekable(self): self._checkClosed(); return False
    def readable(self): self._checkClosed(); return False
    def writable(self): self._checkClosed(); return False
    def isatty(self): self._checkClosed(); return False

    @property
    def closed(self):
        return self._closed

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self._closed = True

    def __del__(self):
        try:
            closed = self.closed
        except AttributeError:
            return
        if not closed:
            self.close()

    def _checkClosed(self, msg=None):
        if self.closed:
            raise ValueError('I/O operation on closed file.' if msg is None else msg)

    def _checkSeekable(self, msg=None):
        if not self.seekable():
            raise UnsupportedOperation('File or stream is not seekable.')

    def _checkReadable(self, msg=None):
        if not self.readable():
            raise UnsupportedOperation('not readable')

    def _checkWritable(self, msg=None):
        if not self.writable():
            raise UnsupportedOperation('not writable')

    def __enter__(self):
        self._checkClosed()
        return self

    def __exit__(self, *args):
        self.close()

    def readline(self, size=-1, /):
        self._checkClosed()
        size = -1 if size is None else size
        out = bytearray()
        while size < 0 or len(out) < size:
            b = self.read(1)
            if not b:
                break
            out += b
            if out.endswith(b'\n'):
                break
        return bytes(out)

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=None, /):
        if hint is None or hint <= 0:
            return list(self)
        lines, n = [], 0
        for line in self:
            lines.append(line)
            n += len(line)
            if n >= hint:
                break
        return lines

    def writelines(self, lines, /):
        self._checkClosed()
        for line in lines:
            self.write(line)


class _RawIOBase(_IOBase):
    def read(self, size=-1, /):
        size = -1 if size is None else size
        if size < 0:
            return self.readall()
        b = bytearray(size)
        n = self.readinto(b)
        if n is None:
            return None
        return bytes(b[:n])

    def readall(self):
        out = bytearray()
        while data := self.read(DEFAULT_BUFFER_SIZE):
            out += data
        return bytes(out)

    def readinto(self, buffer, /): self._unsupported('readinto')
    def write(self, data, /): self._unsupported('write')


class _BufferedIOBase(_IOBase):
    def read(self, size=-1, /): self._unsupported('read')
    def read1(self, size=-1, /): self._unsupported('read1')
    def write(self, data, /): self._unsupported('write')
    def detach(self): self._unsupported('detach')

    def readinto(self, buffer, /):
        return self._into(buffer, self.read)

    def readinto1(self, buffer, /):
        return self._into(buffer, self.read1)

    @staticmethod
    def _into(buffer, read):
        view = memoryview(buffer).cast('B')
        data = read(len(view))
        view[:len(data)] = data
        return len(data)


class _TextIOBase(_IOBase):
    encoding = errors = newlines = None

    def read(self, size=-1, /): self._unsupported('read')
    def write(self, s, /): self._unsupported('write')
    def detach(self): self._unsupported('detach')

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class FileIO(_RawIOBase):
    """A raw file: every call is a system call."""

    _fd = -1

    def __init__(self, file, mode='r', closefd=True, opener=None):
        if self._fd >= 0 and self._closefd:
            _posix.close(self._fd)
        self._fd = -1
        if isinstance(file, float):
            raise TypeError('integer argument expected, got float')
        if not isinstance(mode, str):
            raise TypeError(f'invalid mode: {mode}')
        if not set(mode) <= set('xrwab+'):
            raise ValueError(f'invalid mode: {mode}')
        if sum(c in 'rwax' for c in mode) != 1 or mode.count('+') > 1:
            raise ValueError('Must have exactly one of create/read/write/append mode and at most one plus')
        self._created = 'x' in mode
        self._appending = 'a' in mode
        self._readable = 'r' in mode or '+' in mode
        self._writable = 'r' not in mode or '+' in mode
        flags = (_posix.O_RDWR if self._readable and self._writable else
                 _posix.O_RDONLY if self._readable else _posix.O_WRONLY)
        if self._created:
            flags |= _posix.O_EXCL | _posix.O_CREAT
        elif 'w' in mode:
            flags |= _posix.O_CREAT | _posix.O_TRUNC
        elif self._appending:
            flags |= _posix.O_APPEND | _posix.O_CREAT
        if isinstance(file, int):
            if file < 0:
                raise ValueError('negative file descriptor')
            fd = file
        else:
            if not closefd:
                raise ValueError('Cannot use closefd=False with file name')
            if opener is None:
                fd = _posix.open(file, flags, 0o666)
            else:
                fd = opener(file, flags)
                if not isinstance(fd, int):
                    raise TypeError('expected integer from opener')
                if fd < 0:
                    raise OSError(f'opener returned {fd}')
        try:
            if _posix.fstat(fd).st_mode & 0o170000 == 0o040000:
                raise IsADirectoryError(21, 'Is a directory', file)
        except OSError:
            if fd is not file:
                _posix.close(fd)
            raise
        self._fd, self._closefd, self.name = fd, closefd, file
        self._closed = False
        if self._appending:
            try:
                _posix.lseek(fd, 0, SEEK_END)
            except OSError:
                pass

    def __del__(self):
        if self._fd >= 0 and self._closefd and not self.closed:
            import warnings
            warnings.warn(f'unclosed file {self!r}', ResourceWarning, stacklevel=2, source=self)
            self.close()

    def __repr__(self):
        name = 'io.FileIO'
        if self.closed:
            return f'<{name} [closed]>'
        return f'<{name} name={self.name!r} mode={self.mode!r} closefd={self._closefd}>'

    def _need(self, allowed, word):
        self._checkClosed()
        if not allowed:
            raise UnsupportedOperation(f'File not open for {word}')

    def read(self, size=-1, /):
        self._need(self._readable, 'reading')
        if size is None or size < 0:
            return self.readall()
        try:
            return _posix.read(self._fd, size)
        except BlockingIOError:
            return None

    def readall(self):
        self._need(self._readable, 'reading')
        parts = []
        while True:
            try:
                data = _posix.read(self._fd, DEFAULT_BUFFER_SIZE)
            except BlockingIOError:
                return b''.join(parts) if parts else None
            if not data:
                return b''.join(parts)
            parts.append(data)

    def readinto(self, buffer, /):
        view = memoryview(buffer).cast('B')
        data = self.read(len(view))
        if data is None:
            return None
        view[:len(data)] = data
        return len(data)

    def write(self, data, /):
        self._need(self._writable, 'writing')
        try:
            return _posix.write(self._fd, data)
        except BlockingIOError:
            return None

    def seek(self, pos, whence=SEEK_SET, /):
        if isinstance(pos, float):
            raise TypeError('an integer is required')
        self._checkClosed()
        return _posix.lseek(self._fd, pos, whence)

    def tell(self):
        self._checkClosed()
        return _posix.lseek(self._fd, 0, SEEK_CUR)

    def truncate(self, size=None, /):
        self._need(self._writable, 'writing')
        size = self.tell() if size is None else size
        _posix.ftruncate(self._fd, size)
        return size

    def close(self):
        if not self.closed:
            self._closed = True
            if self._closefd and self._fd >= 0:
                fd, self._fd = self._fd, -1
                _posix.close(fd)

    def seekable(self):
        self._checkClosed()
        try:
            self.tell()
        except OSError:
            return False
        return True

    def readable(self): self._checkClosed(); return self._readable
    def writable(self): self._checkClosed(); return self._writable
    def fileno(self): self._checkClosed(); return self._fd
    def isatty(self): self._checkClosed(); return _posix.isatty(self._fd)

    @property
    def closefd(self):
        return self._closefd

    @property
    def mode(self):
        if self._created:
            return 'xb+' if self._readable else 'xb'
        if self._appending:
            return 'ab+' if self._readable else 'ab'
        if self._readable:
            return 'rb+' if self._writable else 'rb'
        return 'wb'


FileIO.__module__ = '_io'


class BytesIO(_BufferedIOBase):
    """A file in memory."""

    def __init__(self, initial_bytes=b''):
        self._buffer, self._pos = bytearray(initial_bytes or b''), 0

    def getvalue(self):
        self._checkClosed()
        return bytes(self._buffer)

    def getbuffer(self):
        self._checkClosed()
        return memoryview(self._buffer)

    def close(self):
        self._closed = True
        self._buffer = bytearray()

    def read(self, size=-1, /):
        self._checkClosed()
        size = len(self._buffer) if size is None or size < 0 else size
        data = bytes(self._buffer[self._pos:self._pos + size])
        self._pos += len(data)
        return data

    read1 = read

    def readline(self, size=-1, /):
        self._checkClosed()
        end = self._buffer.find(b'\n', self._pos) + 1
        if end == 0:
            end = len(self._buffer)
        if size is not None and size >= 0:
            end = min(end, self._pos + size)
        data = bytes(self._buffer[self._pos:end])
        self._pos += len(data)
        return data

    def write(self, data, /):
        self._checkClosed()
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(data)
        if self._pos > len(self._buffer):
            self._buffer += bytes(self._pos - len(self._buffer))
        self._buffer[self._pos:self._pos + len(data)] = data
        self._pos += len(data)
        return len(data)

    def seek(self, pos, whence=0, /):
        self._checkClosed()
        if whence == 0:
            if pos < 0:
                raise ValueError(f'negative seek value {pos}')
        elif whence == 1:
            pos = max(0, self._pos + pos)
        elif whence == 2:
            pos = max(0, len(self._buffer) + pos)
        else:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        self._pos = pos
        return pos

    def tell(self):
        self._checkClosed()
        return self._pos

    def truncate(self, size=None, /):
        self._checkClosed()
        size = self._pos if size is None else size
        if size < 0:
            raise ValueError(f'negative size value {size}')
        del self._buffer[size:]
        return size

    def readable(self): self._checkClosed(); return True
    writable = seekable = readable


BytesIO.__module__ = '_io'


class _Buffered(_BufferedIOBase):
    """What buffers over raw streams share."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if buffer_size <= 0:
            raise ValueError('invalid buffer size')
        self._raw, self._size, self._lock = raw, buffer_size, _RLock()
        self._ahead, self._at = b'', 0
        self._behind = bytearray()

    @property
    def raw(self): return self._raw
    @property
    def name(self): return self._raw.name
    @property
    def mode(self): return self._raw.mode
    @property
    def closed(self): return self._raw.closed

    def __repr__(self):
        name = f'_io.{type(self).__qualname__}' if type(self).__module__ == '_io' else f'{type(self).__module__}.{type(self).__qualname__}'
        try:
            return f'<{name} name={self.name!r}>'
        except AttributeError:
            return f'<{name}>'

    def _checkClosed(self, msg=None):
        if self._raw is None:
            raise ValueError('raw stream has been detached')
        if self._raw.closed:
            raise ValueError('I/O operation on closed file.' if msg is None else msg)

    def detach(self):
        self.flush()
        raw, self._raw = self._raw, None
        return raw

    def close(self):
        if self._raw is not None and not self._raw.closed:
            try:
                self.flush()
            finally:
                self._raw.close()

    def __del__(self):
        try:
            if self._raw is None or self._raw.closed:
                return
        except AttributeError:
            return
        try:
            self.close()
        except ValueError:
            pass

    def readable(self): self._checkClosed(); return self._raw.readable()
    def writable(self): self._checkClosed(); return self._raw.writable()
    def seekable(self): self._checkClosed(); return self._raw.seekable()
    def fileno(self): self._checkClosed(); return self._raw.fileno()
    def isatty(self): self._checkClosed(); return self._raw.isatty()

    # reading

    def _fill(self):
        data = self._raw.read(self._size)
        self._ahead, self._at = data or b'', 0
        return data

    def _take(self, n):
        data = self._ahead[self._at:self._at + n]
        self._at += len(data)
        return data

    def read(self, size=-1, /):
        if size is not None and size < -1:
            raise ValueError('read length must be non-negative or -1')
        with self._lock:
            self._checkClosed('read of closed file')
            self._checkReadable()
            self._flush_behind()
            if size is None or size < 0:
                data = self._take(len(self._ahead)) + (self._raw.readall() or b'')
                self._ahead, self._at = b'', 0
                return data
            parts = [self._take(size)]
            size -= len(parts[0])
            while size > 0 and self._fill():
                parts.append(self._take(size))
                size -= len(parts[-1])
            return b''.join(parts)

    def read1(self, size=-1, /):
        with self._lock:
            self._checkClosed('read of closed file')
            self._flush_behind()
            if self._at >= len(self._ahead):
                self._fill()
            return self._take(self._size if size is None or size < 0 else size)

    def peek(self, size=0, /):
        with self._lock:
            self._checkClosed('peek of closed file')
            if self._at >= len(self._ahead):
                self._fill()
            return self._ahead[self._at:]

    def readline(self, size=-1, /):
        with self._lock:
            self._checkClosed('readline of closed file')
            self._flush_behind()
            parts, left = [], -1 if size is None else size
            while left:
                if self._at >= len(self._ahead) and not self._fill():
                    break
                end = self._ahead.find(b'\n', self._at) + 1
                n = (end or len(self._ahead)) - self._at
                part = self._take(n if left < 0 else min(n, left))
                parts.append(part)
                if left > 0:
                    left -= len(part)
                if part.endswith(b'\n'):
                    break
            return b''.join(parts)

    # writing

    def write(self, data, /):
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        with self._lock:
            self._checkClosed('write to closed file')
            self._checkWritable()
            if self._at < len(self._ahead):
                self._raw.seek(self._at - len(self._ahead), 1)
            self._ahead, self._at = b'', 0
            data = bytes(data)
            self._behind += data
            if len(self._behind) > self._size:
                self._flush_behind()
            return len(data)

    def _flush_behind(self):
        while self._behind:
            n = self._raw.write(bytes(self._behind))
            if n is None:
                raise BlockingIOError(11, 'write could not complete without blocking', 0)
            del self._behind[:n]

    def flush(self):
        with self._lock:
            self._checkClosed('flush of closed file')
            self._flush_behind()

    def tell(self):
        with self._lock:
            self._checkClosed()
            return self._raw.tell() - (len(self._ahead) - self._at) + len(self._behind)

    def seek(self, target, whence=0, /):
        if whence not in (0, 1, 2):
            raise ValueError(f'invalid whence value ({whence}, should be 0, 1 or 2)')
        with self._lock:
            self._checkClosed('seek of closed file')
            self._flush_behind()
            if whence == 1:
                target -= len(self._ahead) - self._at
            self._ahead, self._at = b'', 0
            return self._raw.seek(target, whence)

    def truncate(self, size=None, /):
        with self._lock:
            self._checkClosed('truncate of closed file')
            self._checkWritable()
            self._flush_behind()
            return self._raw.truncate(self.tell() if size is None else size)


class BufferedReader(_Buffered):
    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise OSError('File or stream is not readable.')
        super().__init__(raw, buffer_size)

    def write(self, data, /): raise UnsupportedOperation('write')
    def truncate(self, size=None, /): raise UnsupportedOperation('truncate')


class BufferedWriter(_Buffered):
    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise OSError('File or stream is not writable.')
        super().__init__(raw, buffer_size)

    def read(self, size=-1, /): raise UnsupportedOperation('read')
    def read1(self, size=-1, /): raise UnsupportedOperation('read1')
    def readline(self, size=-1, /): raise UnsupportedOperation('read')


class BufferedRandom(_Buffered):
    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        raw._checkSeekable()
        super().__init__(raw, buffer_size)


class BufferedRWPair(_BufferedIOBase):
    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        self.reader = BufferedReader(reader, buffer_size)
        self.writer = BufferedWriter(writer, buffer_size)

    def read(self, size=-1, /): return self.reader.read(size)
    def read1(self, size=-1, /): return self.reader.read1(size)
    def peek(self, size=0, /): return self.reader.peek(size)
    def readinto(self, b, /): return self.reader.readinto(b)
    def write(self, b, /): return self.writer.write(b)
    def readable(self): return self.reader.readable()
    def writable(self): return self.writer.writable()
    def flush(self): return self.writer.flush()
    def isatty(self): return self.reader.isatty() or self.writer.isatty()

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    @property
    def closed(self): return self.writer.closed


for _class in BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair:
    _class.__module__ = '_io'


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
        if '\r' in text or '\n' in text:
            crlf = text.count('\r\n')
            self._seen |= (4 if crlf else 0) | (1 if text.count('\n') > crlf else 0) | (2 if text.count('\r') > crlf else 0)
            if self._translate and '\r' in text:
                text = text.replace('\r\n', '\n').replace('\r', '\n')
        return text

    def getstate(self): return b'', int(self._held)
    def setstate(self, state): self._held = bool(state[1] & 1)
    def reset(self): self._held, self._seen = False, 0

    @property
    def newlines(self):
        return (None, '\n', '\r', ('\r', '\n'), '\r\n', ('\n', '\r\n'), ('\r', '\r\n'), ('\r', '\n', '\r\n'))[self._seen]


def _check_newline(newline):
    if newline is not None and not isinstance(newline, str):
        raise TypeError(f'illegal newline type: {type(newline).__name__}')
    if newline not in (None, '', '\n', '\r', '\r\n'):
        raise ValueError(f'illegal newline value: {newline!r}')


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


class TextIOWrapper(_TextIOBase):
    """Text over a buffered stream."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        _check_newline(newline)
        if encoding in (None, 'locale'):
            encoding = 'utf-8'
        if not isinstance(encoding, str):
            raise ValueError(f'invalid encoding: {encoding!r}')
        ''.encode(encoding)
        self._buffer, self._encoding, self._errors = buffer, encoding, errors or 'strict'
        self._newline, self._line_buffering, self._write_through = newline, line_buffering, write_through
        self._pending, self._text, self._at = [], '', 0
        self._raw_bytes, self._decoder = b'', None
        self._newlines_seen = IncrementalNewlineDecoder(None, newline is None)
        self._lock = _RLock()

    @property
    def encoding(self): return self._encoding
    @property
    def errors(self): return self._errors
    @property
    def newlines(self): return self._newlines_seen.newlines
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

    def readable(self): return self._buffer.readable()
    def writable(self): return self._buffer.writable()
    def seekable(self): return self._buffer.seekable()
    def fileno(self): return self._buffer.fileno()
    def isatty(self): return self._buffer.isatty()

    def write(self, s, /):
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
            self._text, self._at, self._raw_bytes = '', 0, b''
            return n

    def flush(self):
        with self._lock:
            self._checkClosed()
            self._buffer.flush()

    def close(self):
        if self._buffer is not None and not self.closed:
            self._buffer.close()

    def detach(self):
        self.flush()
        buffer, self._buffer = self._buffer, None
        return buffer

    def __del__(self):
        try:
            if self._buffer is None or self._buffer.closed:
                return
            self.close()
        except (AttributeError, ValueError):
            pass

    def _more(self):
        """Decodes another piece; false at the end."""
        if self._decoder is None:
            if not self._buffer.readable():
                raise UnsupportedOperation('not readable')
            import codecs
            self._decoder = codecs.getincrementaldecoder(self._encoding)(self._errors)
        data = self._buffer.read1(DEFAULT_BUFFER_SIZE)
        text = self._decoder.decode(data, not data)
        text = self._newlines_seen.decode(text, not data)
        self._text = self._text[self._at:] + text
        self._at = 0
        return bool(data) or bool(text)

    def read(self, size=-1, /):
        with self._lock:
            self._checkClosed()
            if not self._buffer.readable():
                raise UnsupportedOperation('not readable')
            if size is None or size < 0:
                while self._more():
                    pass
                text, self._text, self._at = self._text[self._at:], '', 0
                return text
            while len(self._text) - self._at < size and self._more():
                pass
            text = self._text[self._at:self._at + size]
            self._at += len(text)
            return text

    def readline(self, size=-1, /):
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

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def tell(self):
        with self._lock:
            self._checkClosed()
            if not self.seekable():
                raise UnsupportedOperation('underlying stream is not seekable')
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


class StringIO(_TextIOBase):
    """A text file in memory."""

    def __init__(self, initial_value='', newline='\n'):
        _check_newline(newline)
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f'initial_value must be str or None, not {type(initial_value).__name__}')
        self._newline = newline
        self._parts, self._value, self._pos = [], '', 0
        if initial_value:
            self.write(initial_value)
            self._pos = 0

    def _whole(self):
        if self._parts:
            self._value += ''.join(self._parts)
            self._parts = []
        return self._value

    def getvalue(self):
        self._checkClosed()
        return self._whole()

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f'string argument expected, got {type(s).__name__!r}')
        self._checkClosed()
        n = len(s)
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
        self._checkClosed()
        at, value = self._at(), self._whole()
        end = len(value) if size is None or size < 0 else at + size
        data = value[at:end]
        self._pos = at + len(data)
        return data

    def readline(self, size=-1, /):
        self._checkClosed()
        at, value = self._at(), self._whole()
        end = _find_line_end(value, at, self._newline)
        end = len(value) if end < 0 else end
        if size is not None and size >= 0:
            end = min(end, at + size)
        self._pos = max(at, end)
        return value[at:end]

    def seek(self, pos, whence=0, /):
        self._checkClosed()
        if whence not in (0, 1, 2):
            raise ValueError(f'Invalid whence ({whence}, should be 0, 1 or 2)')
        if whence == 0 and pos < 0:
            raise ValueError(f'Negative seek position {pos}')
        if whence != 0 and pos != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._pos = pos if whence == 0 else self._at() if whence == 1 else len(self._whole())
        return self._pos

    def tell(self):
        self._checkClosed()
        return self._at()

    def truncate(self, size=None, /):
        self._checkClosed()
        at = self._at()
        size = at if size is None else size
        if size < 0:
            raise ValueError(f'Negative size value {size}')
        self._value, self._pos = self._whole()[:size], at
        return size

    def close(self):
        self._closed = True
        self._value, self._parts = '', []

    @property
    def line_buffering(self): self._checkClosed(); return False

    def readable(self): self._checkClosed(); return True
    writable = seekable = readable


StringIO.__module__ = '_io'


def text_encoding(encoding, stacklevel=2, /):
    return 'utf-8' if encoding is None else encoding


def open_code(path):
    return open(path, 'rb')


def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
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
        raise ValueError('must have exactly one of create/read/write/append mode')
    for name, value in ('encoding', encoding), ('errors', errors):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"open() argument '{name}' must be str or None, not {type(value).__name__}")
    if binary:
        for name, value in ('encoding', encoding), ('errors', errors), ('newline', newline):
            if value is not None:
                raise ValueError(f"binary mode doesn't take an {name} argument" if name != 'newline' else
                                 "binary mode doesn't take a newline argument")
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
            return buffer
        stream = TextIOWrapper(buffer, encoding, errors, newline, line_buffering)
        stream.mode = mode
        return stream
    except BaseException:
        raw.close()
        raise
