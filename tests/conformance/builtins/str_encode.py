"""Encoding and decoding with all error handlers."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


text = "aé€😀\ud800"
for codec in ["utf-8", "ascii", "latin-1", "utf-16-le", "utf-32-be"]:
    for errors in ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogatepass",
            "surrogateescape", "namereplace"]:
        try:
            print(codec, errors, text.encode(codec, errors))
        except UnicodeEncodeError as error:
            print(codec, errors, "UnicodeEncodeError:", error)
for data in [b"abc", b"\xc3\xa9", b"a\xffb", b"\xe2\x82", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\xc0\x80",
        b"\x80", b"\xf5\x80\x80\x80", b"x\xe2\x28\xa1y"]:
    for errors in ["strict", "ignore", "replace", "backslashreplace", "surrogateescape"]:
        try:
            print(data, errors, ascii(data.decode("utf-8", errors)))
        except UnicodeDecodeError as error:
            print(data, errors, "UnicodeDecodeError:", error, error.encoding, error.start, error.end, error.reason)
print("é".encode("utf-16") in (b"\xff\xfe\xe9\x00", b"\xfe\xff\x00\xe9"), "é".encode("UTF8"), "é".encode("latin1"),
    "a".encode("us-ascii"), b"\xff".decode("latin-1"), b"\xff\xfea\x00".decode("utf-16"),
    b"a\x00".decode("utf-16-le"), "x".encode("utf-8-sig"), b"\xef\xbb\xbfx".decode("utf-8-sig"))
print("caf\udce9".encode("utf-8", "surrogateescape"), ascii(b"caf\xe9".decode("ascii", "surrogateescape")),
    ascii(b"\xed\xa0\x80".decode("utf-8", "surrogatepass")))
attempt("é".encode, "nope")
attempt("é".encode, "ascii", "nope")
attempt(b"\xff".decode, "ascii")
attempt(b"\xff".decode, "utf-8", "nope")
attempt("é".encode, 5)
attempt(b"a".decode, "utf-16")
attempt("ab\udc00".encode, "utf-8")
try:
    "abé€".encode("ascii")
except UnicodeEncodeError as error:
    print(error.object, error.start, error.end, error.reason, error.encoding, error.args)
print(b"abc".decode(), b"abc".decode(encoding="ascii", errors="ignore"), bytearray(b"\xc3\xa9").decode(),
    "中文".encode("utf-8").hex(" "), len("😀".encode("utf-16-le")))
