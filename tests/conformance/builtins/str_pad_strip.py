"""strip, justify, zfill, center, translate and maketrans."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(repr("  a b \n".strip()), repr("  a ".lstrip()), repr("  a ".rstrip()), "xxaxx".strip("x"),
    "abcba".strip("ab"), "abc".strip(""), "\u2003a\xa0".strip(), "www.x.com".strip("w.moc"),
    "abc".lstrip("cba") == "", "mississippi".rstrip("ipz"))
attempt("a".strip, 5)
attempt("a".strip, "a", "b")
print("x".ljust(4) + "|", "x".rjust(4), "x".center(4) + "|", "xy".center(5, "*"), "x".center(4, "*"),
    "x".ljust(3, "é"), "long".rjust(2), "abc".center(6, "-"), "".center(3, "."))
attempt("x".ljust, 5, "ab")
attempt("x".center, "a")
attempt("x".rjust, 5, 5)
print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "".zfill(2), "abc".zfill(2), "--1".zfill(5))
table = str.maketrans("abc", "xyz", "d")
print(table, "abcdabcd".translate(table), str.maketrans({"a": "AA", "b": None, 99: "C", "d": 68}),
    "abcd".translate(str.maketrans({"a": "AA", "b": None, 99: "C", "d": 68})))
attempt(str.maketrans, "ab", "c")
attempt(str.maketrans, {"ab": 1})
attempt(str.maketrans, "a")
attempt(str.maketrans, {1.5: "x"})
attempt("a".translate, {97: -1})
attempt("a".translate, {97: 1.5})
attempt("a".translate, 5)
print("hello".translate({ord("l"): "L", ord("h"): None}), "ab".translate(["x"] * 98), "abc".translate({}))


class Rot:
    def __getitem__(self, code):
        if code == 32:
            raise LookupError
        return chr(code + 1)


print("hal 9".translate(Rot()))
print("abc".encode(), str(b"abc", "ascii"), str(b"\xc3\xa9", "utf-8"), str(), str(5), str(None), str("s"),
    str(object=1.5), str(b"x"), str(b"abc", errors="strict"))
attempt(str, 5, "utf-8")
attempt(str, "x", "utf-8")
attempt(str, b"\xff", "utf-8")
attempt(str, b"x", "nonsense")
attempt(str, b"x", 5)
print(ord("a"), ord("😀"), ord(b"A"), chr(97), chr(0x1F600), ascii(chr(0xD800)),
    [chr(c) for c in (9, 65, 0xE9, 0x4E2D)])
attempt(ord, "ab")
attempt(ord, "")
attempt(ord, 5)
attempt(chr, -1)
attempt(chr, 0x110000)
attempt(chr, "a")
attempt(chr, 10 ** 30)
