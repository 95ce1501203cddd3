"""% formatting of str and bytes: conversions, flags, mappings, errors."""

print("%d %i %u|%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o" % (1, 2, 3, 4, 5, 6, 7, 8, 255, 255, 255, 8, 8))
print("%f|%.2f|%10.3f|%-10.1f|%+f|%e|%E|%g|%G|%#.3g|%.0f" % (1.5, 2.345, 3.14159, 4.0, 5.0, 12345.678, 0.00012, 1e10, 1e-10, 5.0, 2.5))
print("%s|%10s|%-10s|%.2s|%r|%a|%c|%c|%%" % ("text", "right", "left", "cut off", "quoted", "é", "c", 65))
print("%*d|%-*d|%.*f|%*.*f" % (5, 1, 5, 2, 2, 3.14159, 8, 1, 2.55))
print("%(name)s is %(age)d and %(name)r %(f).1f%%" % {"name": "Ada", "age": 36, "f": 9.99, "unused": 0})
print("%s" % None, "%s" % [1], "%s" % (1,), "%s" % ((1, 2),), "%s %s" % ("a", "b"), "%r" % "x", "plain" % ())
print("%d" % 3.99, "%d" % True, "%x" % -255, "%d" % 10**20, "%s" % 1e100, "%5.1f%%" % 99.55)
print(b"%d %s %x %5.1f %c %a %r" % (1, b"bytes", 255, 2.5, b"c", "é", 5), bytearray(b"%s") % b"x", b"%(k)s" % {b"k": b"v"})


class Custom:
    def __str__(self):
        return "custom str"

    def __repr__(self):
        return "custom repr"

    def __int__(self):
        return 7

    def __float__(self):
        return 1.25

    def __index__(self):
        return 9


c = Custom()
print("%s %r %d %f %x %5s|" % (c, c, c, c, c, "ab"))
for template, args in [
    ("%d", "a"),
    ("%d", None),
    ("%x", 1.5),
    ("%c", "ab"),
    ("%c", 0x110000),
    ("%c", 1.5),
    ("%f", "a"),
    ("%s %s", ("a",)),
    ("%s", ("a", "b")),
    ("%y", 1),
    ("%", 1),
    ("%5", 1),
    ("%(a)s", 5),
    ("%(a)s", {"b": 1}),
    ("%(a", {"a": 1}),
    ("%(a)", {"a": 1}),
    ("%*d", (1,)),
    ("%*d", ("a", 1)),
    ("%.*f", (1.5, 1)),
    ("%s %(a)s", {"a": 1}),
    ("none", 1),
    ("none", {}),
    ("none", []),
    ("%ld %hd", (1, 2)),
    ("%z", 1),
    ("%é", 1),
    ("%-+ #05d", 3),
]:
    try:
        print(repr(template), repr(template % args))
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        print(repr(template), type(error).__name__, error)
for template, args in (b"%s", "text"), (b"%d", "a"), (b"%c", 256), (b"%s", 5), (b"%b", None):
    try:
        print(template % args)
    except (TypeError, OverflowError) as error:
        print(template, type(error).__name__, error)
