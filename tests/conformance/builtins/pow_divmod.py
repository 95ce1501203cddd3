"""pow with two and three arguments, divmod protocols."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(pow(2, 10), pow(2, -2), pow(2.0, 3), pow(0, 0), pow(-2, 3), pow(2, 0.5), pow(-8, 1 / 3))
print(pow(3, 200, 13), pow(3, -1, 7), pow(38, -1, 97), pow(2, 10 ** 20, 10 ** 9 + 7), pow(-3, 5, 7), pow(3, 5, -7),
    pow(-3, 5, -7), pow(7, 0, 1), pow(5, 3, 1))
print(pow(12345678901234567890, 98765432109876543210, 10 ** 30 + 57), pow(10 ** 30, -3, 7919), pow(base=2, exp=5),
    pow(2, exp=5, mod=7))
for args in [(2, 3, 0), (2, -1, 4), (2, 3.0, 5), (2.0, 3, 5), ("a", 2), (2, "a"), (0, -1), (0, -1, 5), (2,),
        (2, 3, 4, 5), (None, None, None), (2, 3, None)]:
    attempt(pow, *args)


class Mod:
    def __init__(self, n):
        self.n = n

    def __pow__(self, other, modulus=None):
        return ("pow", self.n, other, modulus)

    def __rpow__(self, other, modulus=None):
        return ("rpow", self.n, other, modulus)

    def __divmod__(self, other):
        return ("divmod", self.n, other)

    def __rdivmod__(self, other):
        return ("rdivmod", self.n, other)


m = Mod(3)
print(m ** 2, 2 ** m, pow(m, 2), pow(m, 2, 5), divmod(m, 4), divmod(4, m))
attempt(pow, 2, m, 5)
attempt(divmod, 1, "x")
attempt(divmod, "x", 1)
attempt(divmod, 1)
attempt(divmod, 1j, 1)
print(-2 ** 2, (-2) ** 2, 2 ** 3 ** 2, 2 ** -1, -2 ** -2)
n = 3
n **= 4
print(n, 10 ** 18, 10 ** 19, (-10) ** 19, 7 ** 77)
