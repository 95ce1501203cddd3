"""Exact fractions, polynomials and matrices with plain integers."""

from math import gcd
from functools import reduce


class Fraction:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        if d < 0:
            n, d = -n, -d
        g = gcd(n, d)
        self.n, self.d = n // g, d // g

    @staticmethod
    def lift(x):
        return x if isinstance(x, Fraction) else Fraction(x) if isinstance(x, int) else NotImplemented

    def __add__(self, other):
        if (other := self.lift(other)) is NotImplemented:
            return other
        return Fraction(self.n * other.d + other.n * self.d, self.d * other.d)

    __radd__ = __add__

    def __neg__(self):
        return Fraction(-self.n, self.d)

    def __sub__(self, other):
        return self + -self.lift(other)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        other = self.lift(other)
        return Fraction(self.n * other.n, self.d * other.d)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self.lift(other)
        return Fraction(self.n * other.d, self.d * other.n)

    def __rtruediv__(self, other):
        return Fraction(other) / self

    def __pow__(self, k):
        return Fraction(self.n ** k, self.d ** k) if k >= 0 else Fraction(self.d ** -k, self.n ** -k)

    def __eq__(self, other):
        other = self.lift(other)
        return other is not NotImplemented and (self.n, self.d) == (other.n, other.d)

    def __lt__(self, other):
        other = self.lift(other)
        return self.n * other.d < other.n * self.d

    def __hash__(self):
        return hash((self.n, self.d))

    def __repr__(self):
        return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)

    def __float__(self):
        return self.n / self.d


half, third = Fraction(1, 2), Fraction(1, 3)
print(half + third, half - third, half * third, half / third, 1 - half, 2 * third, 1 / third, half ** 3, half ** -2,
    -half, Fraction(6, -4), half == Fraction(2, 4), half == 1, third < half, sorted([half, third, Fraction(2, 5)]),
    float(third), sum([Fraction(1, n) for n in range(1, 11)]), len({half, Fraction(2, 4)}))
for bad in (lambda: Fraction(1, 0), lambda: half / 0, lambda: half + "x", lambda: half + 0.5):
    try:
        print(bad())
    except (ZeroDivisionError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")


def determinant(m):
    m = [[Fraction(x) for x in row] for row in m]
    sign = 1
    for i in range(len(m)):
        pivot = next((r for r in range(i, len(m)) if m[r][i] != 0), None)
        if pivot is None:
            return Fraction(0)
        if pivot != i:
            m[i], m[pivot], sign = m[pivot], m[i], -sign
        for r in range(i + 1, len(m)):
            factor = m[r][i] / m[i][i]
            m[r] = [a - factor * b for a, b in zip(m[r], m[i])]
    return reduce(lambda a, b: a * b, (m[i][i] for i in range(len(m))), Fraction(sign))


print(determinant([[1, 2], [3, 4]]), determinant([[2, 0, 1], [1, 3, 2], [1, 1, 4]]), determinant([[1, 2], [2, 4]]),
    determinant([[60 // (i + j + 1) for j in range(4)] for i in range(4)]))


class Poly:
    def __init__(self, *coefficients):
        while len(coefficients) > 1 and coefficients[-1] == 0:
            coefficients = coefficients[:-1]
        self.c = coefficients

    def __call__(self, x):
        return reduce(lambda acc, k: acc * x + k, reversed(self.c))

    def __mul__(self, other):
        out = [0] * (len(self.c) + len(other.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(other.c):
                out[i + j] += a * b
        return Poly(*out)

    def __repr__(self):
        return " + ".join(f"{k}x^{p}" if p > 1 else f"{k}x" if p else f"{k}" for p,
            k in enumerate(self.c) if k) or "0"


p = Poly(1, 1)
print(p * p, p * p * p, (p * p)(3), Poly(0), Poly(-1, 0, 2)(half),
    reduce(lambda a, b: a * b, [Poly(n, 1) for n in range(1, 6)]))
identity = lambda n: [[int(i == j) for j in range(n)] for i in range(n)]
multiply = lambda a, b: [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def power(m, k):
    result = identity(len(m))
    while k:
        if k & 1:
            result = multiply(result, m)
        m, k = multiply(m, m), k >> 1
    return result


print(power([[1, 1], [1, 0]], 90)[0][1], power([[2, 0], [0, 3]], 5), power([[0, 1], [1, 0]], 10 ** 6))
