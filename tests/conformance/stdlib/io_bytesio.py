"""io.BytesIO."""

import io

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


b = io.BytesIO(b"line one\nline two\nend")
print(b.read(4), b.readline(), b.readlines(), b.read(), b.tell(), b.seek(0), b.read1(5), b.seek(-3, 2), b.read(),
    b.seek(0), b.seek(3, 1), b.peek(3) if hasattr(b, "peek") else b"")
buffer = bytearray(4)
b.seek(0)
print(b.readinto(buffer), buffer, b.readinto1(buffer), buffer, list(b), b.getvalue(), b.getbuffer().nbytes)
w = io.BytesIO()
print(w.write(b"abc"), w.write(bytearray(b"de")), w.write(memoryview(b"f")), w.tell(), w.writelines([b"1", b"2"]),
    w.getvalue(), w.seek(2), w.write(b"XX"), w.getvalue(), w.truncate(3), w.getvalue(), w.seek(6), w.write(b"!"),
    w.getvalue())
view = w.getbuffer()
view[0] = 90
print(w.getvalue(), len(view), bytes(view[:2]))
attempt(w.write, b"grow the buffer while it is exported")
attempt(w.close)
view.release()
print(w.write(b"ok"), w.getvalue()[-2:])
for f, args in [(w.write, ("text",)), (w.write, (5,)), (w.seek, (-1,)), (w.seek, (0, 7)), (io.BytesIO, ("text",)),
        (io.BytesIO, (5,)), (w.truncate, (-1,)), (w.read, ("x",)), (w.fileno, ()), (w.detach, ()),
        (w.readinto, (b"ro",))]:
    attempt(f, *args)
w.close()
attempt(w.getvalue)
attempt(w.read)
print(w.closed, io.BytesIO(bytearray(b"copy")).getvalue(), io.BytesIO().read(), io.BytesIO(b"a\nb").readline(1),
    io.BytesIO(b"abc").read(None), io.BytesIO(b"abc").read(-5), b"".join(io.BytesIO(b"x\ny\n")))
wrapped = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
print(wrapped.write("é\n"), wrapped.buffer.getvalue(), wrapped.seek(0), wrapped.read(), wrapped.encoding,
    wrapped.errors)
raw = wrapped.detach()
print(raw.getvalue(), type(raw).__name__)
attempt(wrapped.read)
r = io.TextIOWrapper(io.BytesIO("a\r\nb\rc\n".encode("utf-16")), encoding="utf-16")
print(r.readlines(), r.newlines)
latin = io.TextIOWrapper(io.BytesIO(b"caf\xe9"), encoding="ascii", errors="replace")
print(ascii(latin.read()))
attempt(io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8").read)
attempt(io.TextIOWrapper, 5)
