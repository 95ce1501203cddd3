"""Streams of bytes: the base classes, raw files over system calls, files in memory, buffers.

Leaves text and open() to `_io`, under whose name all of this is known. Buffers hold a lock, so that threads may share them.
"""

import posix as _posix
from _iocore import _Buffered as _BufferCore, BytesIO as _BytesCore, FileIO as _FileCore
from _operator import index as _index
from _stdio import report_finalizer as _report_finalizer

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
            try:
                self.close()
            except BaseException as e:
                _report_finalizer(e, self)

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

    def readinto(self, buffer, /): raise NotImplementedError
    def write(self, data, /): raise NotImplementedError


def _writable(buffer, name):
    # A view of a buffer that can be written to, as bytes.
    try:
        view = memoryview(buffer)
        if not view.readonly:
            return view.cast('B')
    except TypeError:
        pass
    raise TypeError(f'{name}() argument must be read-write bytes-like object, not {type(buffer).__name__}')


class _BufferedIOBase(_IOBase):
    def read(self, size=-1, /): self._unsupported('read')
    def read1(self, size=-1, /): self._unsupported('read1')
    def write(self, data, /): self._unsupported('write')
    def detach(self): self._unsupported('detach')

    def readinto(self, buffer, /):
        return self._into(buffer, self.read, 'readinto')

    def readinto1(self, buffer, /):
        return self._into(buffer, self.read1, 'readinto1')

    @staticmethod
    def _into(buffer, read, name):
        with _writable(buffer, name) as view:
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


class FileIO(_FileCore, _RawIOBase):
    """A raw file: every call is a system call."""

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
        self._truncated = 'w' in mode
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
            path = _posix.fspath(file)
            if ('\0' if isinstance(path, str) else b'\0') in path:
                raise ValueError('embedded null byte')
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
        fd = self._open_fd()
        if not allowed:
            raise UnsupportedOperation(f'File not open for {word}')
        return fd

    def _open_fd(self):
        # Read once: another thread may close the file at any moment.
        fd = self._fd
        if self._closed or fd < 0:
            raise ValueError('I/O operation on closed file.')
        return fd

    def read(self, size=-1, /):
        fd = self._need(self._readable, 'reading')
        if size is None or size < 0:
            return self.readall()
        try:
            return _posix.read(fd, size)
        except BlockingIOError:
            return None

    def readall(self):
        parts, size = [], DEFAULT_BUFFER_SIZE
        try:
            # What is left of a file, and one more to see that this was all.
            size = max(size, _posix.fstat(self._fd).st_size - self.tell() + 1)
        except (OSError, ValueError):
            pass
        while True:
            fd = self._need(self._readable, 'reading')
            try:
                data = _posix.read(fd, size)
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
        fd = self._need(self._writable, 'writing')
        try:
            return _posix.write(fd, data)
        except BlockingIOError:
            return None

    def seek(self, pos, whence=SEEK_SET, /):
        if isinstance(pos, float):
            raise TypeError('an integer is required')
        return _posix.lseek(self._open_fd(), pos, whence)

    def tell(self):
        return _posix.lseek(self._open_fd(), 0, SEEK_CUR)

    def truncate(self, size=None, /):
        fd = self._need(self._writable, 'writing')
        size = self.tell() if size is None else size
        _posix.ftruncate(fd, size)
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
            if self._writable:
                return 'wb+' if self._truncated else 'rb+'
            return 'rb'
        return 'wb'


FileIO.__module__ = '_io'


def _bytes_of(data):
    # The bytes of a bytes-like object, contiguous.
    if type(data) is bytes:
        return data
    try:
        view = memoryview(data)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None
    with view:
        return view.tobytes()


def _size_or_all(size):
    # A number of bytes or characters, or -1 for all that is left.
    if size is None:
        return -1
    try:
        return _index(size)
    except TypeError:
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'") from None


class BytesIO(_BytesCore, _BufferedIOBase):
    """A file in memory."""

    def __init__(self, initial_bytes=b''):
        if initial_bytes is None:
            initial_bytes = b''
        self._buffer, self._pos = bytearray(_bytes_of(initial_bytes)), 0
        self._fast = int(type(self).readline is BytesIO.readline)

    def getvalue(self):
        self._checkClosed()
        return bytes(self._buffer)

    def getbuffer(self):
        self._checkClosed()
        return memoryview(self._buffer)

    def close(self):
        if not self._closed:
            # Refused while somebody holds a view of the bytes.
            self._buffer.clear()
            self._closed = True

    def _resizable(self):
        # Fails while somebody holds a view, as any change of size would.
        self._buffer += b'\0'
        del self._buffer[-1:]

    def _read_any(self, size=-1, /):
        self._checkClosed()
        size = _size_or_all(size)
        with self._lock:
            size = len(self._buffer) if size < 0 else size
            data = bytes(self._buffer[self._pos:self._pos + size])
            self._pos += len(data)
            return data

    def read1(self, size=-1, /):
        return self.read(size)

    def readinto(self, buffer, /):
        self._checkClosed()
        with self._lock:
            with _writable(buffer, 'readinto') as view:
                n = min(len(view), max(0, len(self._buffer) - self._pos))
                view[:n] = self._buffer[self._pos:self._pos + n]
                self._pos += n
                return n

    def _readline_any(self, size=-1, /):
        self._checkClosed()
        size = _size_or_all(size)
        with self._lock:
            end = self._buffer.find(b'\n', self._pos) + 1
            if end == 0:
                end = len(self._buffer)
            if size >= 0:
                end = min(end, self._pos + size)
            data = bytes(self._buffer[self._pos:end])
            self._pos += len(data)
            return data

    def _write_any(self, data, /):
        self._checkClosed()
        data = _bytes_of(data)
        with self._lock:
            self._resizable()
            if not data:
                return 0
            if self._pos > len(self._buffer):
                self._buffer += bytes(self._pos - len(self._buffer))
            self._buffer[self._pos:self._pos + len(data)] = data
            self._pos += len(data)
            return len(data)

    def seek(self, pos, whence=0, /):
        self._checkClosed()
        pos, whence = _index(pos), _index(whence)
        with self._lock:
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
        with self._lock:
            self._resizable()
            size = self._pos if size is None else _size_or_all(size)
            if size < 0:
                raise ValueError(f'negative size value {size}')
            del self._buffer[size:]
            return size

    def readable(self): self._checkClosed(); return True
    writable = seekable = readable

    def __getstate__(self):
        self._checkClosed()
        return bytes(self._buffer), self._pos, self.__dict__ or None

    def __setstate__(self, state):
        self.__init__(state[0])
        self._pos = state[1]
        if state[2] is not None:
            self.__dict__.update(state[2])


BytesIO.__module__ = '_io'


class _Buffered(_BufferCore, _BufferedIOBase):
    """What buffers over raw streams share."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if buffer_size <= 0:
            raise ValueError('buffer size must be strictly positive')
        self._raw, self._size = raw, buffer_size
        self._ahead, self._at = b'', 0
        self._behind = bytearray()
        self._fast = self._KINDS | (4 if type(self).readline is _BufferCore.readline else 0)

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
        with self._lock:
            if self._raw is not None and not self._raw.closed:
                try:
                    self.flush()
                except ValueError:
                    # One collection may end this stream and the one below it, in any order.
                    if not self._raw.closed:
                        raise
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
        except BaseException as e:
            _report_finalizer(e, self)

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

    def _read_any(self, size=-1, /):
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

    def _readline_any(self, size=-1, /):
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

    def _write_any(self, data, /):
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        with self._lock:
            self._checkClosed('write to closed file')
            self._checkWritable()
            if self._at < len(self._ahead):
                self._raw.seek(self._at - len(self._ahead), 1)
            self._ahead, self._at = b'', 0
            data = _bytes_of(data)
            # What fits is gathered; what does not is written by itself, behind what was there.
            if len(self._behind) + len(data) > self._size:
                self._flush_behind()
            if len(data) > self._size:
                self._write_through(data)
            else:
                self._behind += data
            return len(data)

    def _write_through(self, data):
        at = 0
        while at < len(data):
            n = self._raw.write(data[at:] if at else data)
            if n is None:
                # The rest waits in the buffer as far as there is room.
                self._behind += data[at:at + self._size]
                at = min(len(data), at + self._size)
                if at < len(data):
                    raise BlockingIOError(11, 'write could not complete without blocking', at)
                return
            at += n

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
            raise ValueError(f'whence value {whence} unsupported')
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
    _KINDS = 1

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise OSError('File or stream is not readable.')
        super().__init__(raw, buffer_size)

    def write(self, data, /): raise UnsupportedOperation('write')
    def truncate(self, size=None, /): raise UnsupportedOperation('truncate')


class BufferedWriter(_Buffered):
    _KINDS = 2

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise OSError('File or stream is not writable.')
        super().__init__(raw, buffer_size)

    def read(self, size=-1, /): raise UnsupportedOperation('read')
    def read1(self, size=-1, /): raise UnsupportedOperation('read1')
    def readline(self, size=-1, /): raise UnsupportedOperation('read')


class BufferedRandom(_Buffered):
    _KINDS = 3

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
for _class in _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase:
    _class.__module__ = '_io'
del _class
