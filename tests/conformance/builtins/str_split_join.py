"""split, rsplit, splitlines, partition, join and their relatives."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print("a b  c".split(), "a b  c".split(" "), "  a  ".split(), "".split(), "".split(","), "a,b,,c,".split(","),
    "a,b,c,d".split(",", 2), "a,b,c,d".rsplit(",", 2), " a b c ".split(None, 1), " a b c ".rsplit(None, 1))
print("a--b--c".split("--"), "aaa".split("a"), "abc".split("x"), "a\tb\nc\x0bd\x1ce\u2003f".split(),
    "a b c".split(maxsplit=1), "a b c".split(sep=" ", maxsplit=0), " x ".split(None, 0), "1<>2<>3".rsplit("<>", 1))
attempt("a".split, "")
attempt("a".split, 5)
attempt("a".split, ",", "x")
attempt("a".rsplit, b",")
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i\n".splitlines())
print("a\nb\r\nc\n\n".splitlines(True), "".splitlines(), "\n".splitlines(), "abc".splitlines(keepends=True),
    "a\n\nb".splitlines())
print("k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("="), "".partition("x"),
    "abc".partition("abc"))
attempt("a".partition, "")
attempt("a".partition, None)
print(",".join("abc"), "".join([]), "-".join(["x"]), ", ".join({"a": 1, "b": 2}), "é".join(["中", "😀"]),
    "".join(str(n) for n in range(12)))
attempt(",".join, [1, 2])
attempt(",".join, ["a", None])
attempt(",".join, 5)
attempt(",".join, "ab", "cd")
print("a.b.c".removeprefix("a."), "a.b.c".removesuffix(".c"), "abc".removeprefix("x"), "abc".removesuffix(""),
    "aaa".removeprefix("a"))
print("x\ty\tz".expandtabs(), "x\ty".expandtabs(4), "ab\n\tc".expandtabs(3), "\t".expandtabs(0),
    "a\tb".expandtabs(tabsize=1))
