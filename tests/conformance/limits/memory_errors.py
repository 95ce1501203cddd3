"""Absurd sizes raise MemoryError or OverflowError at once."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


huge = 10 ** 18
for action in [lambda: "x" * huge, lambda: b"x" * huge, lambda: [0] * 10 ** 15, lambda: (0,) * 10 ** 15,
    lambda: bytearray(huge), lambda: bytes(huge), lambda: bytearray(b"x") * huge, lambda: "x" * 10 ** 30,
    lambda: [0] * 10 ** 30, lambda: (1,) * 2 ** 62, lambda: [0] * 2 ** 61, lambda: bytes(10 ** 30),
               lambda: "ab" * (2 ** 63 - 1), lambda: "x".ljust(huge), lambda: "x".center(huge),
               lambda: "x".zfill(huge), lambda: b"x".ljust(huge), lambda: "\t".expandtabs(huge)]:
    try:
        action()
        print("no error")
    except MemoryError as error:
        print("MemoryError", error.args)
    except OverflowError as error:
        print("OverflowError:", error)
items = [1, 2]
try:
    items *= 10 ** 17
except MemoryError:
    print("MemoryError", items)
text = "abc"
try:
    text *= 10 ** 17
except MemoryError:
    print("MemoryError", text)
attempt(lambda: 1 << 10 ** 30)
attempt(lambda: len(range(10 ** 20)))
attempt(lambda: list(range(10 ** 16)))
attempt(lambda: f"{1:{10 ** 30}}")
attempt(lambda: "%*d" % (10 ** 30, 1))
print("" * huge == "", [] * huge, () * huge, "x" * -huge == "", b"" * huge, [1] * 0 * huge)
try:
    "x" * huge
except MemoryError as error:
    print(type(error).__mro__[1].__name__, isinstance(error, Exception))
print("still here", sum(range(1000)))
