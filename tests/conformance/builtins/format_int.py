"""The format mini-language on integers."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for spec in ["", "d", "5", "<5", ">5", "^5", "*^7", "=+5", "+", "-", " ", "05", "+05d", "b", "o", "x", "X", "#b",
    "#o", "#x", "#X", "08b", "#010x", ",", "_", "_b", "_x",
             "c", "e", "E", ".2f", "g", "%", ".1%", "n", "<08", "x<+8d", "=8", "0=8", "z.1f"]:
    print(repr(spec), repr(format(97, spec)), end=" ")
    attempt(format, -97, spec)
print(format(1234567890123, ","), format(1234567890123, "_"), format(-1234567, "015,"), format(123, "05,"),
    format(2 ** 40, "_b"), format(2 ** 70, "#_x"))
print(format(10 ** 30, ","), format(10 ** 30, "e"), format(10 ** 30, ".3g"), format(-(10 ** 25), ">+40,d"))
for spec in ["s", "y", ".2", ".2d", "5.2x", ",b", "_c", "+c", "#c", ",_", "__", "<<<", "ab", "0", "^^^5",
        "1000000000000000000000d", ",s"]:
    attempt(format, 42, spec)
attempt(format, -1, "c")
attempt(format, 0x110000, "c")
attempt(format, 0x1F600, "c")
attempt(format, 10 ** 400, "e")
print(format(True), format(True, "d"), format(True, "5"), format(False, "b"), f"{True!s:>6}", f"{True:>6}")
print(f"{5:0{4}d}|{5:{'>'}{6}}|{255:#{'x'}}|{-3:=+6}")
