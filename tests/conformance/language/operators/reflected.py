"""Reflected operators: NotImplemented, subclass priority, same types."""


class Num:
    def __init__(self, v):
        self.v = v

    def _op(name):
        def method(self, other):
            print(f"{type(self).__name__}.{name}", end=" ")
            if isinstance(other, (Num, int)):
                return f"{name} done"
            return NotImplemented

        return method

    for _name in "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul rmatmul lshift rlshift rshift rrshift and rand or ror xor rxor divmod rdivmod".split():
        locals()[f"__{_name}__"] = _op(_name)
    del _op, _name


class SubNum(Num):
    def __radd__(self, other):
        print("SubNum.radd", end=" ")
        return "sub radd"


class SubNoOverride(Num): ...


n = Num(1)
print(n + 1, 1 + n, n - 1, 1 - n, n * 2, 2 * n)
print(n / 1, 1 / n, n // 1, 1 // n, n % 1, 1 % n, n**1, 1**n)
print(n @ 1, 1 @ n, n << 1, 1 << n, n >> 1, 1 >> n, n & 1, 1 & n, n | 1, 1 | n, n ^ 1, 1 ^ n)
print(divmod(n, 1), divmod(1, n))
print(Num(1) + SubNum(2))
print(SubNum(1) + Num(2))
print(Num(1) + SubNoOverride(2))
for attempt in lambda: n + "a", lambda: "a" + n, lambda: n + None, lambda: [] + n, lambda: n @ 1.5, lambda: divmod("x", n):
    try:
        print(attempt())
    except TypeError as error:
        print("|", error)


class Stubborn:
    def __add__(self, other):
        print("Stubborn.add", end=" ")
        return NotImplemented

    def __radd__(self, other):
        print("Stubborn.radd", end=" ")
        return NotImplemented


class Other:
    def __radd__(self, other):
        return "Other.radd"


print(Stubborn() + Other())
try:
    Stubborn() + Stubborn()
except TypeError as error:
    print("|", error)
try:
    Stubborn() + 1
except TypeError as error:
    print("|", error)


class Blocked:
    __add__ = None
    __radd__ = None
    __iadd__ = None


for attempt in lambda: Blocked() + 1, lambda: 1 + Blocked():
    try:
        attempt()
    except TypeError as error:
        print(error)
print(pow(Num(2), 3), end=" ")
try:
    pow(Num(2), 3, 5)
except TypeError as error:
    print(error)
# Looked up on the type, not on the instance.
n.__add__ = lambda other: "instance"
print(n + 1)
