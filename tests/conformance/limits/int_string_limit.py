"""Conversion between huge integers and decimal text is limited."""

import sys

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(sys.get_int_max_str_digits())
big = 10 ** 4299
print(len(str(big)), int("9" * 4300) == 10 ** 4300 - 1)
over = 10 ** 4300
attempt(str, over)
attempt(repr, over)
attempt(lambda: f"{over}")
attempt(lambda: "%d" % over)
attempt(lambda: format(over, ",d"))
attempt(lambda: print(over))
attempt(int, "1" * 4301)
attempt(int, "-" + "1" * 5000)
attempt(int, "1_" * 4301 + "1")
attempt(eval, "1" * 4301)
attempt(int, b"2" * 4500)
attempt(int, "1" * 4301, 7)
print(len(hex(over)), len(bin(over)), len(oct(over)), len(f"{over:x}"), int("f" * 5000, 16).bit_length(),
    int("1" * 20000, 2).bit_length(), int("z" * 4, 36), len("%x" % over))
print(over == 10 ** 4300, over + 1 > over, over // 10 == big, over % 7, hash(over) == hash(10 ** 4300),
    float(10 ** 300))
sys.set_int_max_str_digits(0)
print(len(str(10 ** 10000)), int("7" * 6000) % 1000)
sys.set_int_max_str_digits(640)
attempt(str, 10 ** 640)
print(len(str(10 ** 639)))
attempt(int, "1" * 641)
sys.set_int_max_str_digits(4300)
attempt(sys.set_int_max_str_digits, 639)
attempt(sys.set_int_max_str_digits, -1)
attempt(sys.set_int_max_str_digits, "x")
attempt(float, over)
attempt(lambda: over / 3)
attempt(lambda: over * 1.0)
attempt(lambda: [over])
attempt(lambda: {"key": over}.__repr__())
print(over / 10 ** 4299, over // 10 ** 4290)
try:
    raise ValueError(over)
except ValueError as error:
    attempt(lambda: str(error))
