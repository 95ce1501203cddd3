"""bytes: construction, every method, errors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(bytearray(b"y")), bytes(range(5)),
    bytes.fromhex("00 ff 7F"), b"\x00\xff".hex(), b"abcd".hex(":"), b"abcde".hex("-", 2), b"abcde".hex("-", -2),
    bytes(memoryview(b"mv")))
for args in [(-1,), ("text",), ([256],), (["a"],), (1.5,), ("x", 5), (5, "utf-8"), (None,), (10 ** 30,)]:
    attempt(bytes, *args)
attempt(bytes.fromhex, "0g")
attempt(bytes.fromhex, "123")
attempt(bytes.fromhex, 5)
b = b"Hello, World"
print(b[0], b[-1], b[1:4], b[::-2], len(b), list(b[:3]), b + b"!", b * 2, 72 in b, b"World" in b, b == bytearray(b),
    b"a" < b"b", b == "Hello, World", hash(b) == hash(b"Hello, World"))
attempt(lambda: b + "x")
attempt(lambda: "x" in b)
attempt(lambda: 300 in b)
attempt(lambda: b < "x")
attempt(lambda: b[100])
attempt(lambda: exec("b[0] = 1", {"b": b}))
print(b.upper(), b.lower(), b.title(), b.capitalize(), b.swapcase(), b.center(16, b"*"), b.ljust(14, b"."),
    b.rjust(14), b"42".zfill(5), b"-7".zfill(4))
print(b.find(b"o"), b.rfind(b"o"), b.find(111), b.index(b"W"), b.count(b"l"), b.count(108), b.replace(b"l", b"L"),
    b.replace(b"l", b"", 1), b.startswith(b"He"), b.endswith((b"x", b"ld")), b.partition(b", "), b.rpartition(b"o"),
    b.split(b"o"), b.rsplit(b"o", 1), b.split())
print(b"a\nb\r\nc".splitlines(), b" x ".strip(), b"xxaxx".strip(b"x"), b"  a".lstrip(), b"a  ".rstrip(),
    b",".join([b"a", bytearray(b"b")]), b"a\tb".expandtabs(4), b"abc".removeprefix(b"a"), b"abc".removesuffix(b"c"),
    b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"))
print(b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" \t".isspace(), b"ab".islower(), b"AB".isupper(),
    b"Ab".istitle(), b"\xff".isascii(), b"\xe9".isalpha(), b"".isascii())
attempt(b.join, ["a"])
attempt(b.find, "o")
attempt(b.find, 256)
attempt(b.replace, "a", "b")
attempt(b.index, b"zz")
attempt(b.split, b"")
attempt(b.startswith, "H")
attempt(bytes.maketrans, b"a", b"bc")
attempt(b.translate, b"short")
attempt(b.center, 20, "x")


class Custom:
    def __bytes__(self):
        return b"custom"


class Broken:
    def __bytes__(self):
        return "text"


print(bytes(Custom()), b"%b" % Custom())
attempt(bytes, Broken())
