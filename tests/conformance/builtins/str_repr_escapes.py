"""repr and ascii of strings: quotes, escapes, what is printable."""

for s in ["plain", "it's", 'say "hi"', "both ' and \"", "tab\tnew\nret\r", "back\\slash",
        "\x00\x01\x1f\x7f\x80\x9f\xa0\xad", "é中😀", "\ud800\udfff", "\u200b\u2028\ufeff", "\U000e0001\U0010ffff",
        "\ue000", "a\u0301", "", "\x1b[0m", "\u0378"]:
    print(ascii(repr(s)), ascii(s), len(s))
    if all(not 0xD800 <= ord(c) <= 0xDFFF for c in s):
        print(repr(s))
print("\x41\u0042\U00000043\103\N{LATIN SMALL LETTER E WITH ACUTE}\a\b\f\v".encode(), "\
joined", r"raw\n", R"\\", b"\x00\xff\n'\"", rb"\x", b'it\'s')
print("con" "cat" 'enated', """triple
"quoted" lines""", f"{'nested'!r:>10}" "tail", "\0", len("\0012"))
for b in [b"", b"abc", b"it's", b'say "hi"', b"\x00\t\n\r\\\x7f\x80\xff", b"'\""]:
    print(repr(b), str(b), bytearray(b), repr(bytearray(b)))
print(repr("é".encode("latin-1")), ascii(["é", {"ü": "ñ"}]), repr(["it's", "\n"]), str(["é", "\u200b"]), [b"\xff"],
    ("\ud83d",) == ("\ud83d",))
class Odd:
    def __repr__(self):
        return "répr"
print(repr(Odd()), ascii(Odd()), f"{Odd()!a} {Odd()!s} {Odd()!r}", [Odd()], "%s %a" % (Odd(), Odd()))
class Bad:
    def __repr__(self):
        return 5
    def __str__(self):
        return b"x"
for f in (repr, str, ascii, "{}".format, lambda b: f"{b!r}", lambda b: "%s" % b, lambda b: repr([b])):
    try:
        print(f(Bad()))
    except TypeError as error:
        print("TypeError:", error)
