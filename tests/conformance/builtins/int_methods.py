"""Methods and attributes of int."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print((0).bit_length(), (255).bit_length(), (256).bit_length(), (-1).bit_length(), (0).bit_count(),
    (-7).bit_count())
print((1024).to_bytes(2, "big"), (1024).to_bytes(2, "little"), (1024).to_bytes(10, byteorder="big"))
print((-1024).to_bytes(3, "big", signed=True), (255).to_bytes(), (0).to_bytes(0, "big"))
attempt((256).to_bytes)
attempt((-1).to_bytes, 2, "big")
attempt((128).to_bytes, 1, "big", signed=True)
attempt((1).to_bytes, -1, "big")
attempt((1).to_bytes, 1, "middle")
print(int.from_bytes(b"\x00\x10", "big"), int.from_bytes(b"\x00\x10", "little"), int.from_bytes(b""))
print(int.from_bytes(b"\xfc\x00", "big", signed=True), int.from_bytes([1, 2, 3]),
    int.from_bytes(bytearray(b"\xff" * 12)))
attempt(int.from_bytes, "ab", "big")
attempt(int.from_bytes, [300])
print((12).as_integer_ratio(), (-7).as_integer_ratio(), True.as_integer_ratio())
print((5).is_integer(), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator)
print(int.__add__(3, 4), int.__add__(3, 4.0), (3).__radd__(4), (3).__rsub__(10), (7).__divmod__(2), (7).__rpow__(2))
print((3).__lt__(4), (3).__eq__("3"), (3).__ne__(3), (3).__bool__(), (3).__index__(), (3).__trunc__(),
    (3).__floor__(), (3).__ceil__())
print((1234).__round__(-2), (1250).__round__(-2), (1350).__round__(-2), (5).__round__(3), round(15, -1),
    round(25, -1))
print((7).__format__("05d"), (7).__hash__(), (7).__neg__(), (-7).__abs__(), (7).__pos__(), (7).__invert__())


class Small(int):
    def __repr__(self):
        return f"Small({int(self)})"


small = Small(5)
print(small, small + 1, type(small + 1), [small], int(small), type(int(small)), Small.from_bytes(b"\x07"),
    small == 5)
attempt(lambda: (5).real.nothing)
attempt(setattr, 5, "real", 3)
attempt(setattr, 5, "fresh", 3)
