"""The format mini-language on complex numbers."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for spec in ["", ".2f", "e", "+.1f", "10.1f", ">20.1f", "^24.2f", ",.1f", "g", ".3g", "<15", "*>12"]:
    print(repr(spec), repr(format(3.14159 - 2.71828j, spec)), repr(format(1j, spec)))
for spec in ["d", "=20", "020", "x", "s", "%", "n"]:
    attempt(format, 1 + 2j, spec)
print("{:.1f} {!r}".format(1.25 + 3j, 2j), f"{1e20 + 0j}", "%s" % (1 + 2j), f"{complex('inf'):.1f}", f"{-0j:.2f}")
attempt(lambda: "%f" % 1j)
attempt(lambda: "%d" % 1j)
