"""Conversions: __int__, __float__, __index__, __complex__, __round__, __abs__, unary operators."""


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __int__(self):
        return self.cents // 100

    def __float__(self):
        return self.cents / 100

    def __complex__(self):
        return complex(self.cents, 1)

    def __round__(self, digits=None):
        return f"round {digits}"

    def __trunc__(self):
        return "trunc"

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __abs__(self):
        return Money(abs(self.cents))

    def __neg__(self):
        return Money(-self.cents)

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __divmod__(self, other):
        return divmod(self.cents, other)

    def __repr__(self):
        return f"Money({self.cents})"


m = Money(1234)
print(int(m), float(m), complex(m), round(m), round(m, 2))
print(abs(Money(-5)), -m, +m, ~m, divmod(m, 100))
import math

print(math.trunc(m), math.floor(m), math.ceil(m), math.sqrt(Money(400)))


class Index:
    def __init__(self, i):
        self.i = i

    def __index__(self):
        return self.i


i = Index(3)
print([0, 1, 2, 3][i], "abcdef"[i:], range(i), bin(i), hex(Index(255)), int(i), float(i), complex(i), "x" * i, bytes(i), chr(Index(65)))
print([1] * i, (5).__pow__(2), math.factorial(i), round(2.71828, i), "%d %x" % (i, i), list(range(0, 10, i)))
x = [0] * 5
x[i] = "set"
del x[Index(0)]
print(x, x.pop(Index(2)), slice(i, None).indices(5))
for name, result in ("__index__", "a"), ("__int__", 1.5), ("__float__", 1), ("__complex__", 1), ("__bool__", 1), ("__len__", -1), ("__str__", 5), ("__repr__", 5), ("__hash__", "a"), ("__bytes__", 1), ("__format__", 1), ("__iter__", 1), ("__trunc__", 1), ("__contains__", 5):
    cls = type("Bad", (), {name: lambda self, *args: result})
    use = {"__index__": lambda o: [1][o], "__int__": int, "__float__": float, "__complex__": complex, "__bool__": bool, "__len__": len, "__str__": str, "__repr__": repr, "__hash__": hash, "__bytes__": bytes, "__format__": format, "__iter__": iter, "__trunc__": int, "__contains__": lambda o: 1 in o}[name]
    try:
        print(name, use(cls()))
    except (TypeError, ValueError) as error:
        print(name, type(error).__name__, error)
for attempt in lambda: x[1.0], lambda: "a" * 1.5, lambda: range(Money(1)), lambda: hex(m), lambda: [][Index(2**100)], lambda: "x"[Index(-5)], lambda: [1] * Index(2**70):
    try:
        attempt()
    except (TypeError, IndexError, OverflowError, MemoryError) as error:
        print(type(error).__name__, error)
print(hash(Index(1)) != None, type("H", (), {"__hash__": lambda s: 2**70})().__hash__() == 2**70, hash(type("H", (), {"__hash__": lambda s: 2**61})()))
