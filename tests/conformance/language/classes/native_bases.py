class A(list):
    def __new__(cls, x, extra=None):
        self = super().__new__(cls, x)
        self.extra = extra
        return self


print(A([1], extra=3).extra)


class B(list):
    def __init__(self, x, extra=None):
        super().__init__(x)


print(B([1], extra=3))
for c in (tuple, set, frozenset, float, list, int, bytearray, complex, bytes, str):
    class WithInit(c):
        def __init__(self, *a, **k): pass

    class WithNew(c):
        def __new__(cls, *a, extra): return c.__new__(cls, *a)

    class Plain(c): pass

    for made in (c, WithInit, WithNew, Plain):
        try:
            print(made.__name__, list(made([1], extra=3)))
        except TypeError as e:
            print(c.__name__, made.__name__, e)


class M(type):
    def mro(cls):
        return [cls, dict, object]


try:
    class X(metaclass=M): pass
except TypeError as e:
    print(e)


class M2(type):
    def mro(cls):
        cls.__dict__['f']()
        return super().mro()


class Y(metaclass=M2):
    def f():
        global seen
        seen = __class__


print(seen is Y)


class M3(type):
    def __new__(m, n, b, ns):
        ns['__classcell__'] = 5
        return super().__new__(m, n, b, ns)


try:
    class Z(metaclass=M3): pass
except TypeError as e:
    print(e)


def f():
    T = str

    class C:
        T = int

        class D[U](T):
            x = T

        def m[U](a: T): pass

    return C


C = f()
print(C.D.__bases__, C.D.x, C.m.__annotations__)


class Vec(tuple):
    def __mul__(self, k):
        return NotImplemented


try:
    Vec() * 'a'
except TypeError as e:
    print(e)
__conditional_annotations__ = 0
x: int
