"""and / or / not: values, short circuits, and the truth protocol."""


def probe(value):
    print("probe", repr(value))
    return value


print(probe(0) or probe("") or probe([]) or probe("last"))
print(probe(1) and probe("x") and probe([]) and probe("never"))
print(probe(0) and probe(1) or probe(2))
print(not probe(""), not probe("x"), not not probe([0]))


class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        print("len", self.n)
        return self.n


class Truth(Len):
    def __bool__(self):
        print("bool")
        return False


print(bool(Len(0)), bool(Len(3)))
print("yes" if Len(2) else "no")
print("yes" if Truth(2) else "no")
print(isinstance(Len(1) or 5, Len))


class BadBool:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


class OddLen:
    def __len__(self):
        return "3"


for cls in BadBool, BadLen, OddLen:
    try:
        bool(cls())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

values = [0, 0.0, 0j, "", b"", (), [], {}, set(), frozenset(), range(0), None, False, bytearray()]
print([bool(v) for v in values])
others = [1, -1, 0.1, 1j, " ", b"\0", (0,), [None], {0: 0}, {0}, range(1), ..., True, NotImplementedError]
print([bool(v) for v in others])

# The conditional expression evaluates only one arm.
print(probe("then") if probe(True) else probe("else"))
print(1 if 0 else 2 if 0 else 3)
