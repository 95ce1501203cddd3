"""The format mini-language on floats."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


values = [0.0, -0.0, 1.0, -1.5, 3.14159265, 1234567.891, 1e-7, 1e25, float("inf"), float("-inf"), float("nan")]
for spec in ["", "f", ".2f", ".0f", "#.0f", "e", ".3e", "E", "g", ".3g", "#.3g", "G", "%", ".1%", "10.2f", "<10.1f",
    "^12.3e", "+.1f", " .1f", "08.2f", ",.2f", "_.3f", "+010,.1f",
             "z.0f", ".10", "12", ".3", "*>+12.2f", "n", "F", ".15g", ".17g"]:
    print(spec, "|".join(format(value, spec) for value in values))
print(format(0.5, ".0f"), format(1.5, ".0f"), format(2.5, ".0f"), format(0.125, ".2f"), format(2.675, ".2f"),
    format(1e22, ".0f"), format(123.456, ".50f"))
print(format(9.995, ".2f"), format(0.00001234, "g"), format(123456789.0, "g"), format(1e16, ""), format(1e15, ""),
    format(5e-324, ".5e"), format(1e100, "f"))
print(format(1234.5678, ",.3f"), format(1234567.1234567, ",.7f"), format(0.1, ".20f"), format(1e-320, "e"),
    format(-0.4, "z.0f"), format(-0.4, ".0f"))
print(format(1234567.1234567, ".7_f"))
for spec in ["d", "x", "s", "c", "y", ".f", ".", ",,", "_,", "5.", "=^10", ".999999999999999999999f"]:
    attempt(format, 1.5, spec)
print("%g %g %g" % (1e5, 1e6, 1e-5), "%.3f|%10.2e|%-10.1f|%+d|% d" % (3.14159, 31415.9, 2.25, 5, 5))
