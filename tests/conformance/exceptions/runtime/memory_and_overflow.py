"""Absurd sizes raise MemoryError or OverflowError and leave the interpreter usable."""

HUGE = 10**18

for name, action in {
    "str * huge": lambda: "x" * HUGE,
    "long str * huge": lambda: "abcdefgh" * (2**61),
    "list * huge": lambda: [0] * 10**15,
    "tuple * huge": lambda: (0,) * HUGE,
    "bytes * huge": lambda: b"x" * HUGE,
    "bytearray(huge)": lambda: bytearray(10**17),
    "bytes(huge)": lambda: bytes(10**17),
    "str * beyond": lambda: "x" * 2**70,
    "list * beyond": lambda: [0] * 2**70,
    "bytes(beyond)": lambda: bytes(2**70),
    "range index": lambda: len(range(2**70)),
    "negative": lambda: "x" * -(2**70),
    "list index": lambda: [1][2**70],
    "chr": lambda: chr(2**70),
    "chr negative": lambda: chr(-1),
    "float": lambda: float(10**400),
    "float power": lambda: 10.0**400,
    "int division": lambda: 10**400 / 3,
    "int of inf": lambda: int(float("inf")),
    "int of nan": lambda: int(float("nan")),
    "round inf": lambda: round(float("-inf")),
    "shift": lambda: 1 << 2**70,
    "shift right": lambda: 1 >> 2**70,
    "shift zero": lambda: 0 << 2**70,
    "str center": lambda: "x".center(10**17),
    "str zfill": lambda: "x".zfill(10**17),
    "format width": lambda: format(1, "100000000000000000"),
    "format width beyond": lambda: format(1, "99999999999999999999"),
    "percent width": lambda: "%99999999999999999999d" % 1,
    "float format": lambda: format(1.5, ".99999999999f"),
    "to_bytes": lambda: (256).to_bytes(1, "big"),
    "slice": lambda: [1, 2, 3][-(2**70) : 2**70],
    "range slice": lambda: range(2**70)[-1],
    "list.insert": lambda: [].insert(2**70, 1),
    "hash": lambda: hash(2**1000) == hash(2**1000),
    "complex": lambda: complex(10**400),
    "int str digits": lambda: int("9" * 5000),
    "str int digits": lambda: str(10**5000),
    "join": lambda: ("x" * 10**6).join([""] * 10**13),
    "pow": lambda: pow(2, -1, 2),
    "expandtabs": lambda: "\t".expandtabs(10**17),
    "memoryview": lambda: memoryview(bytearray(4))[10],
    "enumerate": lambda: next(enumerate("a", 2**70)),
    "list of range": lambda: list(range(10**15)),
    "set of range": lambda: sum(range(10**15, 10**15 + 2)),
}.items():
    try:
        result = action()
        print(name, "=", result if not isinstance(result, str) or len(result) < 20 else "long")
    except (MemoryError, OverflowError, ValueError, IndexError, TypeError) as error:
        print(name, "->", type(error).__name__, error)
print("still alive", sum(range(10)))
