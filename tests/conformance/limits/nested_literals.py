"""Deeply nested brackets, blocks and expressions in source text."""


def try_compile(source):
    try:
        return type(eval(compile(source, "<deep>", "eval"))).__name__
    except (SyntaxError, RecursionError, MemoryError) as error:
        return f"{type(error).__name__}: {error}"


for depth in (50, 150, 199):
    print(depth, try_compile("(" * depth + "1" + ")" * depth), try_compile("[" * depth + "]" * depth)[:40],
        try_compile("{1:" * 20 + "2" + "}" * 20))
for source in ("(" * 201 + ")" * 201, "[" * 300 + "]" * 300, "{" * 250 + "}" * 250, "f(" * 201 + ")" * 201):
    print(try_compile(source))
print(try_compile("-" * 100 + "1"), try_compile("not " * 100 + "1"), try_compile("1" + "+1" * 2000),
    try_compile("1" + " if 1 else 1" * 50), try_compile("1" + " and 1" * 2000), try_compile("1" + " < 2" * 1))
for opening in "([{":
    print(try_compile(opening * 10000)[:60])
print(try_compile("(" * 100 + "1")[:50])


def nested_blocks(depth, keyword="if 1:"):
    lines = [" " * n + keyword for n in range(depth)] + [" " * depth + "result = 1"]
    space = {}
    try:
        exec("\n".join(lines), space)
        return space["result"]
    except (SyntaxError, IndentationError) as error:
        return f"{type(error).__name__}: {error.msg}"


print(nested_blocks(10), nested_blocks(19), nested_blocks(99), nested_blocks(100),
    nested_blocks(18, "for _ in [1]:"), nested_blocks(21, "for _ in [1]:"), nested_blocks(25, "while True:"))
x = 1
for _ in range(200):
    x = [x]
print(len(repr(x)), repr(x)[:5], str(x) == repr(x))


def survives(action):
    """How deep is too deep depends on the native stack: both ends are fine."""
    try:
        action()
    except RecursionError:
        pass
    print("survived")


deep, twin, t = [], [], ()
for _ in range(100000):
    deep, twin, t = [deep], [twin], (t,)
try:
    repr(deep)
except RecursionError as error:
    print(type(error).__name__)
survives(lambda: deep == twin)
survives(lambda: hash(t))
survives(lambda: str(t))
del deep, twin, t
print("gone")
