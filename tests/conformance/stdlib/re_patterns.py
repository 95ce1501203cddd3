"""re: what patterns match, where, and with which groups."""

import re


def attempt(function, *args, **kwargs):
    try:
        print(ascii(function(*args, **kwargs)))
    except re.PatternError as error:
        print(f"PatternError: {error} | {error.msg} {error.pos} {error.lineno} {error.colno}")
    except Exception as error:
        print(f"{type(error).__name__}: {ascii(str(error))}")


PATTERNS = r"""a* a+? (a)|b (a|b)* (?:(a)|b)* ((a)(b)?)* ^a a$ \Aa a\Z a\z (?m)^b$ (?s)a.b a.b (?i)ABC (?i)é (?i)[A-Z]+ (?i)ſ
    [^a-c]+ \w+ \W+ \d+ \D+ \s+ \S+ \bfoo\b \B. (?<=a)b (?<!a)b (?=b)b (?!b). (a)(?(1)b|c) (a)?(?(1)b|c) (a*)+ (a*)* (a+)+$
    (a|ab)(c|bcd)(d*) (?>a*)a (?>a*)b a*+b (?:ab)*+a (?:ab)*?b (.*?)b (.+)(.+) (a){2,3} (?P<x>a)(?P=x) (\w)\1 (?i)(a)\1
    (?P<first>\w)(?P<second>\w)? (?:abc|abd)+ (?:)* (?:|a)+ (a|b)*?c ((a)|(b))* (?:(?=(a))b|a)+ (?!(a))b (a?)*?$ [\w-]+ (?a)\w+
    (?s:.)+ (?-i:a) (.)(?<=\1)b (a(?!b)|b)+ (?>(a)|ab)b""".split()
SUBJECTS = ["", "a", "ab", "aab", "abab", "abcd", "a\nb", "foo bar_baz 12", "AbC", "É é s S ſ", "b\n", "\ud800a", "\U0001F600b"]
for pattern in PATTERNS:
    compiled = re.compile(pattern)
    print(ascii(pattern), compiled.groups, dict(compiled.groupindex))
    for subject in SUBJECTS:
        found = compiled.search(subject)
        full = compiled.fullmatch(subject)
        print("   ", found and (found.regs, found.lastindex, found.lastgroup), full and full.regs,
            ascii(compiled.findall(subject)), ascii(compiled.split(subject, maxsplit=3)), ascii(compiled.sub("-", subject)),
            [m.span() for m in compiled.finditer(subject)])

for pattern in r"""( ) (a [a [ [] [b-a] [\d-a] a** *a ?a {1}a a{2,1} a{1 a{,3} a{} \q [\q] \x1 \u12 \U00110000 \N{foo} \N{DIGIT|ONE} \400
        \8 \1 (a\1) (?P<a>b)(?P<a>c) (?P<1a>b) (?P<>b) (?P<a (?P=b) (?Pz) (?P (? (?z) (?<a) (?<=a*) (?<=(a)\1) (?(1)a|b|c) (?(0)a) (?(2)a)
        (?(x)a) (?# (?i a(?i) (?i-i:a) (?-a:b) (?au:b) (?L) (?iq) (?i!) (?-) (?-:a) ^* (?:a*)* a++ a{1,2}+ a{99999999999} (?P<a.b>c)""".split():
    attempt(re.compile, pattern.replace("|ONE", " ONE"))
for pattern in (b"(?u)a", b"(?L)a", b"(?P<\xe9>a)", b"(?aL)", b"\\N{x}", b"[\xff-\xfe]", "a\n(b\n*c**"):
    attempt(re.compile, pattern)
for flags in (re.A | re.U, re.L, re.I | re.M | re.S | re.X, 1 << 20, re.U, 0):
    attempt(re.compile, "a", flags)
print(re.match("(?:(a)|(b))*$", "ab" * 50000).regs[1:], re.search("x" * 3 + "y", "x" * 1000 + "y").span(),
    re.match("(a+)+$", "a" * 15 + "b"))
