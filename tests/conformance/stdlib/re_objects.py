"""re: the functions, patterns and matches as objects, templates, scanners."""

import copy
import re
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


def attempt(function, *args, **kwargs):
    try:
        print(ascii(function(*args, **kwargs)))
    except re.PatternError as error:
        print(f"PatternError: {error}")
    except Exception as error:
        print(f"{type(error).__name__}: {ascii(str(error))}")


for template in (r"\1", r"\2", r"\g<1>", r"\g<x>", r"\g<y>", r"\g", r"\g<", r"\g<>", r"\g<1a>", r"\0", r"\012", r"\111", r"\400", r"\n\t\\",
        r"\q", r"\.", r"\99", r"\g<0>", "\\", r"a\1b\g<x>c", b"\\1", 5, "plain"):
    attempt(re.sub, r"(?P<x>a)", template, "bab")
    attempt(re.match("(?P<x>a)(b)?", "ac").expand, template)
m = re.match(r"(?P<a>.)(?P<b>x)?(.)", "qz!")
for args in [(), (0,), (1,), (2,), ("a",), ("b",), (1, "b"), (4,), (-1,), ("c",), (1.5,), (True,), (2 ** 70,)]:
    attempt(m.group, *args)
for index in (0, 2, "a", 9):
    attempt(m.span, index)
    attempt(m.__getitem__, index)
print(m.groups("d"), m.groupdict("d"), m.groups(), m.re, m.string, m.pos, m.endpos, m.lastindex, m.lastgroup, m.regs,
    copy.copy(m) is m, copy.deepcopy(m) is m, bool(m), m)
p = re.compile("(?P<x>a)(b)", re.I | re.M)
print(p, p.flags, p.groups, p.groupindex, p.pattern, p == re.compile("(?P<x>a)(b)", re.I | re.M), p == re.compile("(?P<x>a)(b)"),
    copy.copy(p) is p, re.compile(p) is p, re.I, re.I | re.M, repr(re.RegexFlag(0)), re.Pattern, re.Match[str])
for f, args in [(p.match, (5,)), (p.match, (b"a",)), (re.match, (b"a", "a")), (p.match, ("xab", 1)), (p.search, ("xxab", -1)),
        (p.match, ("xab", 1, 2)), (re.compile, (5,)), (re.compile, (p, re.I)), (p.sub, ("x", "ab", "z")), (re.Pattern, ())]:
    attempt(f, *args)
for args in [(lambda m: 5, "a"), (lambda m: None, "bab"), (str.upper, "a"), ("b", "aaa", 1), ("b", "aaa", 1, 2, 3)]:
    attempt(re.sub, "a", *args)
attempt(re.sub, "a", "b", "aaa", 1, count=2)
attempt(re.sub, b"a", lambda m: "x", b"a")
print(re.sub("a", lambda m: m.group().upper(), "banana"), re.subn("a", "", "banana"), re.escape("a.b*c d\n-_é#"), re.escape(b"a.\xff"),
    re.split(r"(\W)", "a,b;c"), re.split("", "abc"), re.split(r"\b", "hello world"), re.findall(b"a(.)", bytearray(b"abac")),
    re.findall(b".", memoryview(b"xy")), re.sub(b"a", bytearray(b"q"), b"bab"))
scanner = re.Scanner([(r"\d+", lambda s, t: int(t)), (r"\s+", None), (r"\w+", "W")])
print(scanner.scan("12 ab 3 !x"))
steps = p.scanner("abAB", 0)
print(steps.match(), steps.search(), steps.search(), steps.pattern is p, type(re.finditer("a", "aa")).__name__)
text = "abc"
print(re.sub("q", "", text) is text, re.match("abc", text).group() is text, repr(re.compile("x" * 300))[-9:], repr(re.match("x*", "x" * 100)))
for error in (re.error("m"), re.error("m", "abc", 1), re.error("m", "a\nbc", 3), re.error("m", b"a\nbc", 3)):
    print(error, error.args, error.pos, error.lineno, error.colno, error.pattern)
print(re.prefixmatch("a", "ab"), re.purge(), re.error is re.PatternError)
