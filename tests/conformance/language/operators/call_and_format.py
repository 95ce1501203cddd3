"""__call__, __format__, __str__, __repr__, __bytes__, __hash__, __enter__ on user types."""


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *rest, scale=1):
        return (self.n + x + sum(rest)) * scale

    def __repr__(self):
        return f"Adder({self.n})"

    def __format__(self, spec):
        return f"<{spec or 'empty'}>"

    def __bytes__(self):
        return b"adder"


add = Adder(5)
print(add(1), add(1, 2, scale=2), callable(add), list(map(add, [1, 2])))
print(add, str(add), repr(add), [add], f"{add}", f"{add:abc}", f"{add!r}", f"{add!s:>10}", "{:x}".format(add), format(add), bytes(add))


class OnlyStr:
    def __str__(self):
        return "str"


o = OnlyStr()
print(str(o), f"{o}", "%s" % o, repr(o).startswith("<__main__.OnlyStr object at"))
try:
    f"{o:>5}"
except TypeError as error:
    print(error)
try:
    format(object(), "x")
except TypeError as error:
    print(error)


class OnlyRepr:
    def __repr__(self):
        return "repr"


print(str(OnlyRepr()), f"{OnlyRepr()}", "%s %r" % (OnlyRepr(), OnlyRepr()), [OnlyRepr()], {"k": OnlyRepr()})


class SubStr(str):
    def __repr__(self):
        return "SubStr repr"

    def __str__(self):
        return "SubStr str"


s = SubStr("value")
print(s, repr(s), [s], f"{s}", "%s" % s, s + "", str.__str__(s), "".join([s]), format(s))


class Meta(type):
    def __call__(cls, *args):
        return ("meta called", cls.__name__, args)


class Weird(metaclass=Meta): ...


print(Weird(1))
add.__call__ = lambda: "instance attribute is not consulted"
try:
    add()
except TypeError as error:
    print(error)


class CallDescriptor:
    class Inner:
        def __get__(self, instance, owner):
            print("get __call__")
            return lambda *args: ("from descriptor", args)

    __call__ = Inner()


print(CallDescriptor()(1, 2))


class Nested:
    def __call__(self):
        return self

    def __getitem__(self, i):
        return self

    def __matmul__(self, other):
        return "end"


print(Nested()()()[0]()[1] @ 1)


class Hashed:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return isinstance(other, Hashed) and self.h == other.h


print(hash(Hashed(5)), hash(Hashed(-1)), hash(Hashed(True)), {Hashed(1): "a"}[Hashed(1)], hash(Hashed(2**64)))
