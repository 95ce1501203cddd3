"""The format mini-language over ints, floats, strings, complex and user types, with errors."""

values = [0, 42, -7, 10**20, True]
specs = ["", "d", "5", "<5", ">5|", "^7", "=+6", "+", " ", "05", "#x", "#X", "#o", "#b", "c", "n", ",", "_", "_x", "_b", "e", ".2f", "%", "g", "*^9", "08,", "z", "s", ".3", "x=5", "\0>4"]
for spec in specs:
    row = []
    for value in values:
        try:
            row.append(format(value, spec))
        except (ValueError, OverflowError) as error:
            row.append(f"{type(error).__name__}: {error}")
    print(repr(spec), row)
for spec in ["", "f", ".3f", "e", ".2e", "g", ".3g", "%", ".1%", "10.2f", "<10.2f", "+.1f", " .1f", "010.2f", ",.2f", "_.2f", "#.0f", "n", "z.1f", ".0f", "E", "G", "r", "=10", "*^12.1f", "x", ".", ".f", "10.3", ",", "_"]:
    row = []
    for value in 0.0, -0.04, 3.14159, 1e20, 1234567.891, float("inf"), float("-nan"):
        try:
            row.append(format(value, spec))
        except ValueError as error:
            row.append(f"{error}")
    print(repr(spec), row)
for spec in ["", "s", "10", "<10", ">10", "^10", ".2", "10.2", "*<6", "=5", "+", "d", ",", "#", "05", "z", "é^7", "10s", ".s"]:
    try:
        print(repr(spec), repr(format("abcd", spec)))
    except ValueError as error:
        print(repr(spec), error)
for spec in ["", "f", ".2f", "e", "g", "+.1f", ">20", "05", "=", "%", "d"]:
    try:
        print(repr(spec), repr(format(3 - 4.5j, spec)))
    except ValueError as error:
        print(repr(spec), error)
print("{:{}}|{:{w}.{p}}|".format("a", 5, 3.14159, w=8, p=3))
print("{0[0]} {0[1]} {a.real} {a.imag} {b[k]} {0!r} {a!s:>5}".format(["x", "y"], a=5, b={"k": "v"}))
