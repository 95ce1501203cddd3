"""String and bytes literals: prefixes, escapes, concatenation, triple quotes, line joins."""

print('single', "double", '''triple' single''', """triple" double""", 'it''s', "say \"hi\"", 'say "hi"')
print("\a\b\f\n\r\t\v\\\'\"".encode(), "\0\7\77\377".encode("latin-1"), "\x41\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}")
print(r"\n\t\\", R'\'', r"\"", len(r"\
"), rb"\x00", Rb"\n", bR'\n', br"a\b")
print(b"bytes \x00\xff\n\'", b'\\', B"\101", b"a" b"b" rb"\c")
print(u"unicode", U"x", "a" 'b' """c""" r"\d")
print("line \
continued", "a\
b")
print("""first
  second\tthird
last""")
print("""starts
""" + '''"quoted" ''' + """'x'""")
print(len(""""""), len(''), len("\\"), len("\n"), len(r"\n"), len("\x00"), len("é"), len("😀"), len(b"\xff"))
print("tab	inside", "null\0byte".replace("\0", "<0>"), "\1\2".encode())
print(repr("mixed ' and \""), repr('only "'), repr("only '"), repr("\x00\x1f\x7f\x80\xa0\xad\u200b\u2028\ud800\uffff\U0010ffff"))
print(repr(b"mixed ' \""), repr(b"\x00\t\n\r\x7f\x80\\"), repr("\t\n\r\\"), repr("é ñ 中 😀"))
print(ascii("é中😀"), "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"))
print("%s" "%d" % ("a", 1), ("a"
    "b"
    "c"))
print("a" "b".upper(), ("a" "b").upper(), "abc"[0] + "d")
x = "no" "comma",
print(x, "" "", '' or "empty")
print("\N{LATIN SMALL LETTER E WITH ACUTE}" == "é", "e\u0301" == "é", "ｆｕｌｌ", "\N{BULLET}\N{SNOWMAN}")
doc = """
    indented
  less
"""
print(repr(doc))
for text in ["'unclosed", '"unclosed', "'''unclosed", "'a\nb'", "b'é'", r"'\x1'", r"'\u12'", r"'\U00110000'", r"'\N{NO SUCH NAME}'", r"'\N'", r"'\N{'", r"b'\x'", "'a' b'b'", "r'\\'", "ub'x'", "rr'x'", "bu'x'", "fb'x'", "'a' 'b", "\"\"\"a", "'\\", r"b'\x1'", "x'a'", "'a'b'c'", "'''a''''"]:
    try:
        compile(text, "<test>", "eval")
        print("fine:", repr(text))
    except SyntaxError as error:
        print(f"{text!r}: {error.msg} ({error.lineno}, {error.offset})")
