"""Methods of float: hex, fromhex, ratios, rounding."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for value in (0.0, -0.0, 1.0, 0.1, -2.5, 3.14159, 5e-324, 1e300, float("inf"), float("nan")):
    print(value.hex(), value.is_integer())
    attempt(value.as_integer_ratio)
for text in ["0x1.8p1", "1.8", "-0x.1p0", "0X1P+10", "inf", "-Infinity", "nan", "0x1p-1074", "0x1p1024", "", "0x",
        "1p", "  0x1.0p0  ", "0x1.fffffffffffff8p0"]:
    attempt(float.fromhex, text)
print((2.5).__trunc__(), (-2.5).__floor__(), (-2.5).__ceil__(), (2.5).__round__(), (2.675).__round__(2),
    (1234.5).__round__(-2))
print((2.5).conjugate(), (2.5).real, (2.5).imag, (7.0).__divmod__(2), (2.0).__pow__(3), (2.0).__rpow__(3),
    (1.5).__add__(2))
print((1.5).__add__("x"), (1.5).__eq__(1.5), (1.5).__lt__(2), (1.5).__bool__(), (0.0).__bool__(), (1.5).__neg__(),
    (-1.5).__abs__(), (1.5).__int__())
print(float.from_number(3), float.from_number(2.5))
attempt(float.from_number, "3")
attempt(float.__getformat__, "double")
print(float(), float("1e5"), float(" -1_0.5e-1_0 "), float("١٫"[:1]), float(b"2.5"), float(True), float(10 ** 20))
for bad in ["", "abc", "1.5.2", "1e", "_1.0", "1_.0", "0x10", "infinit", "1,5", None, [], 1j, 10 ** 400]:
    attempt(float, bad)
print(float("INF"), float("-nAn"), float("+infinity"))
print(hash(1.0), hash(0.5), hash(-0.0), hash(float("inf")), hash(float("-inf")), hash(1e20), hash(1.5))
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], nan != nan, nan < 1, nan > 1)
