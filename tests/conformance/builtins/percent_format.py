"""printf-style formatting with %."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print("%s %r %a" % ("é", "é", "é"), "%d %i %u" % (1, 2, -3), "%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42))
print("%x %X %#x %#X %o %#o" % (255, 255, 255, 255, 8, 8), "%x" % -255, "%08x" % -255, "%#10x|%-#10x|" % (255, 255))
print("%e %E %f %F %g %G" % (1.5, 1.5, 1.5, 1.5, 1.5e-10, 1.5e-10),
    "%.3s|%10.2s|%-10s|" % ("abcdef", "abcdef", "abc"))
print("%c%c%c" % ("a", 98, "é"), "%%", "%% %d" % 5, "100%" + "%s" % "x", "%5c|" % "x")
print("%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.25}, "%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159))
print("%s" % None, "%s" % [1, 2], "%s" % (("t", 1),), "%s %s" % ("a", {"k": 1}), "%d" % 3.99, "%d" % True, "%s" % 5,
    "%.0f" % 0.5, "%i" % 10 ** 25)
print("%r" % "it's", "%s" % b"bytes", "%10s|%-10s|" % (True, None), "%+.2e" % 12345.678, "%#.0f" % 3, "%05d" % -3,
    "%+05d" % 3, "% 05d" % 3)
for template, value in [("%d", "x"), ("%d", None), ("%s %s", ("a",)), ("%s", ("a", "b")), ("%", 1), ("%z", 1),
    ("%c", "ab"), ("%c", -1), ("%(a)s", 5), ("%(a)s", {}), ("%(a", {"a": 1}),
                        ("%x", 1.5), ("%o", "7"), ("%f", "1"), ("%c", 1.5), ("%*d", ("x", 1)), ("no", 5),
                        ("no", (1,)), ("%d%", 5), ("%s", ()), ("%i", [])]:
    attempt(lambda: template % value)
print("no" % {"a": 1}, "no" % [], "no" % ())
print(b"%s %d %x %r" % (b"abc", 5, 255, "é"), b"%5.1f|%c|%c" % (2.25, 65, b"B"), bytearray(b"%a") % "x",
    b"%b" % b"z")
attempt(lambda: b"%s" % "text")
attempt(lambda: b"%d" % "5")
