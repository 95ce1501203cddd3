"""del of names, items, slices, attributes and nested targets."""

x = y = z = 1
del x
try:
    x
except NameError as error:
    print(error)
del (y, z)
print("y" in globals(), "z" in globals())

a, b, c = 1, 2, 3
del [a, (b, c)]
print([n for n in "abc" if n in globals()])

items = list(range(10))
del items[0], items[-1], items[2:4]
print(items)
del items[::2]
print(items)
d = {"k": 1, "l": 2}
del d["k"]
print(d)


class Attr:
    shared = 1


t = Attr()
t.own = 2
del t.own
for target in "t.own", "t.shared", "Attr.missing", "items[99]", "d['zz']", "(1).real", "'abc'[0]", "len.__name__", "undefined", "t.__class__":
    try:
        exec(f"del {target}")
        print("deleted", target)
    except Exception as error:
        print(target, "->", type(error).__name__, error)
del Attr.shared
print(hasattr(Attr, "shared"))


def local():
    v = 1
    del v
    try:
        print(v)
    except UnboundLocalError as error:
        print(error)
    v = 2
    print(v)


local()


def closure():
    v = 1

    def inner():
        return v

    del v
    try:
        inner()
    except NameError as error:
        print(error)
    v = 7
    print(inner())


closure()


class Body:
    temp = [1]
    kept = len(temp)
    del temp


print(hasattr(Body, "temp"), Body.kept)
for text in "del f()", "del 1", "del (a + b)", "del None", "del [x for x in y]", "del *a", "del a if b else c", "del (a, 1)", "del a := 1", "del __debug__":
    try:
        compile(text, "<test>", "exec")
    except SyntaxError as error:
        print(error.msg)
del ()
del (), []
