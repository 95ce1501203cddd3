"""int() of strings, bytes, bases and of everything else."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for text in ["0", "-0", "+12", "  42\n", "1_000", "0b101", "0o17", "0xff", "١٢٣", "- 1", "", "  ", "1__0", "_1",
        "1_", "12.5", "0x", "1e3", "None"]:
    attempt(int, text)
for text, base in [("101", 2), ("0b101", 2), ("0b101", 0), ("0o17", 0), ("0XfF", 16), ("zz", 36), ("017", 0),
    ("0", 0), ("00", 0),
                   ("12", 2), ("z", 35), ("10", 37), ("10", 1), ("10", -1), ("0x1f", 10), ("1_0", 16),
                   ("\u0663", 10)]:
    attempt(int, text, base)
attempt(int, b"123")
attempt(int, bytearray(b"-7f"), 16)
attempt(int, b"\xff")
attempt(int, 12.99)
attempt(int, -12.99)
attempt(int, 1e25)
attempt(int, float("nan"))
attempt(int, float("inf"))
attempt(int)
attempt(int, 5, 10)
attempt(int, base=10)
attempt(int, None)
attempt(int, [])
attempt(int, 1j)
attempt(int, "5", base="x")


class Indexed:
    def __index__(self):
        return 7


class Inted:
    def __int__(self):
        return 8


class Wrong:
    def __int__(self):
        return "8"


attempt(int, Indexed())
attempt(int, Inted())
attempt(int, Wrong())
attempt(int, "11", Indexed())
print(bin(10), oct(-8), hex(255), hex(-(2 ** 70)), bin(0), bin(Indexed()))
attempt(bin, 1.0)
attempt(hex, "1")
