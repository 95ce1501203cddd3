"""open() in binary modes: buffered, unbuffered, seek and tell."""

import io
import os
import tempfile

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


folder = tempfile.mkdtemp()
path = os.path.join(folder, "data.bin")
with open(path, "wb") as f:
    print(f.write(bytes(range(20))), f.tell(), type(f), f.raw.mode, f.mode, f.fileno() > 2)
    attempt(f.write, "text")
    attempt(f.read)
with open(path, "rb") as f:
    print(f.read(4), f.tell(), f.seek(2), f.read(2), f.seek(3, 1), f.read(1), f.seek(-2, 2), f.read(), f.read(),
        type(f))
    f.seek(0)
    buffer = bytearray(6)
    print(f.readinto(buffer), buffer, f.peek(1)[:1], f.read1(3), f.readline(), f.seek(100), f.read(5))
    attempt(f.seek, -1)
    attempt(f.seek, 0, 9)
    attempt(f.write, b"x")
with open(path, "r+b") as f:
    f.seek(5)
    f.write(b"HELLO")
    print(f.tell(), f.read(3))
    f.seek(0)
    f.write(b"\n\n")
    f.flush()
    print(os.path.getsize(path), f.truncate(12), f.seek(0, io.SEEK_END), type(f))
print(open(path, "rb").read(), open(path, "rb").readlines())
with open(path, "rb", buffering=0) as f:
    print(type(f), f.read(3), f.readall(), f.read(3), f.readable(), f.writable())
with open(path, "ab") as f:
    f.write(b"tail")
    print(f.tell())
with open(path, "w+b", buffering=16) as f:
    for n in range(10):
        f.write(b"0123456789")
    f.seek(95)
    print(f.read(), [len(part) for part in iter(lambda: f.read(7), b"")])
    f.seek(0)
    print([len(x) for x in f])
fd = os.open(path, os.O_RDONLY)
with open(fd, "rb", closefd=False) as f:
    print(f.read(5), f.name == fd)
print(os.read(fd, 5), os.lseek(fd, 0, 0), os.read(fd, 2))
os.close(fd)
attempt(os.close, fd)
attempt(open, fd, "rb")
attempt(open, path, "rb", 0, "utf-8")
attempt(open, path, "r", 0)
print(issubclass(io.BufferedReader, io.BufferedIOBase), isinstance(open(path, "rb"), io.IOBase),
    isinstance(open(path), io.TextIOBase))
with open(path, "wb") as out, open(path, "rb") as back:
    out.write(b"pending")
    print(back.read())
    out.flush()
    print(back.read())
os.remove(path)
os.rmdir(folder)
