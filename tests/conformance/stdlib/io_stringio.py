"""io.StringIO."""

import io

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = io.StringIO("first\nsecond\nthird")
print(s.read(3), s.readline(), s.readlines(), repr(s.read()), s.tell(), s.seek(0), s.readline(2), s.getvalue(),
    s.seek(0, 2), s.tell())
s.write("\nfourth")
s.seek(0)
print(list(s), s.seek(6), s.truncate(), s.getvalue(), s.write("X"), s.getvalue())
w = io.StringIO()
print(w.write("abc"), w.write("é€😀"), w.tell(), w.writelines(["1", "2"]), w.getvalue(), w.seek(1), w.write("ZZ"),
    w.getvalue(), w.truncate(4), w.getvalue(), w.readable(), w.writable(), w.seekable(), w.closed, w.line_buffering,
    w.encoding, w.errors, w.isatty())
w.seek(10)
w.write("end")
print(repr(w.getvalue()))
for nl in (None, "", "\n", "\r\n", "\r"):
    t = io.StringIO("a\nb\r\nc\rd", newline=nl)
    t2 = io.StringIO(newline=nl)
    t2.write("x\ny\r\nz")
    print(repr(nl), t.readlines(), repr(t2.getvalue()), t2.newlines)
attempt(w.write, b"x")
attempt(w.write, 5)
attempt(w.seek, -1)
attempt(w.seek, 1, 1)
attempt(w.seek, 0, 9)
attempt(io.StringIO, b"x")
attempt(io.StringIO, 5)
attempt(io.StringIO, newline="x")
attempt(w.truncate, -1)
attempt(w.fileno)
attempt(w.read, "x")
attempt(w.detach)
w.close()
attempt(w.read)
attempt(w.write, "x")
attempt(w.getvalue)
attempt(lambda: w.__enter__())
print(w.closed, w.close())
with io.StringIO("ctx") as c:
    print(c.read(), c.read(), c.seek(0), next(c))
    attempt(next, c)
attempt(lambda: list(c))
print(c.closed, io.StringIO().read(), io.StringIO("abc").read(None), io.StringIO("abc").read(-1),
    io.StringIO("ab\ncd").readlines(1), isinstance(c, io.TextIOBase))


class Upper(io.StringIO):
    def write(self, text):
        return super().write(text.upper())


u = Upper()
print("through print", file=u, end="")
print(u.getvalue(), u.__class__.__mro__[1])
