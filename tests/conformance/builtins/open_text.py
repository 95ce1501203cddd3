"""open() in text modes: reading, writing, seeking, newlines, errors."""

import os
import tempfile

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


folder = tempfile.mkdtemp()
path = os.path.join(folder, "text.txt")
with open(path, "w") as f:
    print(f.write("first\nsecond\n"), f.mode, f.closed, f.writable(), f.readable(), f.seekable(), f.encoding,
        f.newlines)
    f.writelines(["third\n", "é€\n"])
    print("printed", file=f)
print(f.closed)
with open(path, encoding="utf-8") as f:
    print(f.readline(), f.readline(3), f.read(4), f.readlines(), f.read(), repr(f.readline()))
    print(f.seek(0), f.readlines(1))
    attempt(f.tell)
print([line.rstrip() for line in open(path)])
with open(path, "a+") as f:
    f.write("appended\n")
    f.seek(0)
    print(len(f.readlines()))
with open(path, "r+") as f:
    f.write("FIRST")
    f.seek(0, 2)
    print(f.tell())
    f.truncate(6)
print(repr(open(path).read()), os.path.getsize(path))
for newline in (None, "", "\n", "\r\n", "\r"):
    with open(path, "w", newline=newline) as f:
        f.write("a\nb\r\nc\rd")
    raw = open(path, "rb").read()
    with open(path, newline=newline) as f:
        print(repr(newline), raw, f.readlines(), repr(f.newlines))
attempt(open, "/no/such/file")
attempt(open, path, "z")
attempt(open, path, "rw")
attempt(open, path, "")
attempt(open, path, "rb", encoding="utf-8")
attempt(open, path, "w", newline="x")
attempt(open, path, buffering=0)
attempt(open, path, "rb", newline="")
attempt(open, None)
attempt(open, path, 5)
attempt(open, "a\0b")
try:
    open(path, "x")
except FileExistsError as error:
    print(type(error).__name__, error.errno, error.strerror, error.filename == path)
try:
    open(folder)
except IsADirectoryError as error:
    print(type(error).__name__, error.errno, error.strerror)
attempt(f.read)
attempt(f.write, "x")
with open(path, "w") as f:
    attempt(f.read)
    attempt(f.write, b"x")
    attempt(f.write)
with open(path) as f:
    attempt(f.write, "x")
    attempt(f.seek, 1, 1)
    attempt(f.seek, -1)
with open(path, "wb") as f:
    f.write(b"ok\xff\xfe\n")
attempt(open(path, encoding="utf-8").read)
print(ascii(open(path, encoding="utf-8", errors="surrogateescape").read()),
    ascii(open(path, errors="replace").read()), open(path, encoding="latin-1").read().encode())
attempt(open(path, "w", encoding="ascii").write, "é")
attempt(open, path, encoding="nope")
os.remove(path)
os.rmdir(folder)
print(os.path.exists(folder))
