"""Attributes of builtin exceptions: OSError, SyntaxError, ImportError, NameError, StopIteration, SystemExit, Unicode errors."""

e = OSError(2, "No such file", "name.txt")
print(e, e.errno, e.strerror, e.filename, e.filename2, e.args, type(e).__name__)
e = OSError(2, "No such file", "a", None, "b")
print(e, e.filename2, repr(e))
e = OSError("just text")
print(e, e.errno, e.strerror, e.args)
e = OSError(5, "io")
e.errno = 6
e.filename = "set later"
print(e, repr(e))
print(OSError(1, 2, 3, 4, 5), OSError(), repr(OSError(1)))

e = SyntaxError("msg", ("file.py", 3, 5, "text of line\n", 3, 8))
print(e, e.msg, e.filename, e.lineno, e.offset, repr(e.text), e.end_lineno, e.end_offset, e.args)
print(SyntaxError("only"), SyntaxError("m").lineno, SyntaxError("m", (None, None, None, None)))
for args in ("m", 5), ("m", (1, 2)), ("m", (1, 2, 3, 4, 5)):
    try:
        print(repr(SyntaxError(*args)))
    except (TypeError, IndexError) as error:
        print(type(error).__name__, error)

e = ImportError("cannot", name="mod", path="/p")
print(e, e.name, e.path, repr(e), e.msg, e.name_from)
try:
    ImportError("x", bad=1)
except TypeError as error:
    print(error)
e = NameError("text", name="n")
print(e, e.name, e.args, repr(e))
e = AttributeError("text", name="n", obj=5)
print(e, e.name, e.obj, repr(e))
e = StopIteration(1, 2)
print(e.value, e.args)
for args in (), (1,), ("text",), (None,), (1, 2):
    e = SystemExit(*args)
    print(e.code, e.args, repr(e), str(e))

for action in (
    lambda: b"a\xffb".decode(),
    lambda: b"\xff".decode("ascii"),
    lambda: "é".encode("ascii"),
    lambda: "a€b".encode("latin-1"),
    lambda: b"\xe2\x82".decode("utf-8"),
    lambda: "\ud800".encode(),
    lambda: "aéüb".encode("ascii"),
):
    try:
        action()
    except UnicodeError as error:
        print(type(error).__name__, error.encoding, error.start, error.end, error.reason, repr(error.object))
        print("  ", error)
e = UnicodeDecodeError("utf-8", b"abc", 1, 2, "why")
e.start, e.reason = 0, "changed"
print(e, repr(e))
print(UnicodeEncodeError("ascii", "xyz", 0, 3, "many"), UnicodeTranslateError("abc", 0, 1, "no"))
for args in ("utf-8",), ("utf-8", "str", 0, 1, "r"), (1, b"", 0, 1, "r"):
    try:
        UnicodeDecodeError(*args)
    except TypeError as error:
        print(error)
print(KeyError("k"), KeyError(), KeyError("a", "b"), repr(KeyError("k")), str(KeyError(1)), str(KeyError(("t",))), str(KeyError("")))
try:
    {}[("tuple", 1)]
except KeyError as error:
    print(error, error.args)
e = BlockingIOError(11, "again", 5)
print(e.characters_written, e)
