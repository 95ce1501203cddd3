"""io: the layers of files, buffered readers and writers over raw objects."""

import io
import os
import tempfile

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Raw(io.RawIOBase):
    def __init__(self, data=b""):
        self.data, self.position, self.log = bytearray(data), 0, []

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        self.log.append(("read", len(buffer)))
        part = self.data[self.position:self.position + min(len(buffer), 4)]
        buffer[:len(part)] = part
        self.position += len(part)
        return len(part)

    def write(self, data):
        self.log.append(("write", bytes(data)))
        return len(data)


raw = Raw(b"0123456789ab")
print(raw.read(3), raw.readall(), raw.read(1), raw.readable(), raw.seekable(), raw.closed)
r = io.BufferedReader(Raw(b"one\ntwo\nthree"), buffer_size=8)
print(r.peek(2)[:3], r.read(2), r.readline(), r.read1(2), r.read(), r.read(), r.raw.log[0])
w = io.BufferedWriter(raw := Raw(), buffer_size=6)
print(w.write(b"abc"), raw.log, w.write(b"defgh"), w.flush(), b"".join(part for _, part in raw.log))
w.write(b"tail")
w.close()
print(raw.closed, raw.log[-1])
attempt(w.write, b"x")
text = io.TextIOWrapper(io.BufferedReader(Raw("é\nü".encode())), encoding="utf-8")
print(text.readline(), text.read())
pair = io.BufferedRWPair(Raw(b"in"), Raw())
print(pair.read(2), pair.write(b"out"), pair.readable(), pair.writable())
pair.close()
fd, path = tempfile.mkstemp()
os.close(fd)
with io.FileIO(path, "w+") as f:
    print(f.write(b"direct"), f.seek(0), f.read(), f.mode, f.closefd, f.name == path, f.tell(), f.truncate(2),
        f.seek(0), f.readall())
with io.open(path, "r+b") as f:
    print(type(f).__name__, f.read(1), f.write(b"Z"), f.seek(0), f.read(), isinstance(f, io.BufferedIOBase))
with open(path, "w", buffering=1) as f:
    print(f.line_buffering, f.write("a\n"), os.path.getsize(path), f.write("b"), os.path.getsize(path),
        f.reconfigure(line_buffering=False), f.line_buffering)
with open(path, "w", encoding="latin-1", errors="xmlcharrefreplace") as f:
    f.write("é€")
print(open(path, "rb").read(), io.DEFAULT_BUFFER_SIZE, io.SEEK_SET, io.SEEK_CUR, io.SEEK_END)
os.remove(path)
for base in (io.IOBase(), io.RawIOBase(), io.BufferedIOBase(), io.TextIOBase()):
    attempt(getattr(base, "read", base.fileno))
attempt(io.FileIO, "/nope")
attempt(io.FileIO, path, "q")
attempt(io.BufferedReader, 5)
attempt(io.BufferedReader, Raw(), 0)
print(issubclass(io.UnsupportedOperation, OSError), issubclass(io.UnsupportedOperation, ValueError),
    io.BlockingIOError is BlockingIOError, io.open is open, io.text_encoding(None), io.text_encoding("x"))
