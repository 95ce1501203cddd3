"""math on integers: gcd, factorial, comb, isqrt, floor and ceil."""

import math

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(math.gcd(12, 18), math.gcd(), math.gcd(0, 0), math.gcd(-4, 6), math.gcd(12, 18, 27),
    math.gcd(10 ** 30, 10 ** 20 * 7), math.lcm(4, 6), math.lcm(), math.lcm(0, 5), math.lcm(-3, 7),
    math.lcm(2, 3, 4, 5))
print(math.factorial(0), math.factorial(10), math.factorial(25), len(str(math.factorial(300))), math.comb(5, 2),
    math.comb(50, 25), math.comb(5, 9), math.comb(200, 100), math.perm(5, 2), math.perm(5), math.perm(3, 5),
    math.perm(0))
for f, args in [(math.factorial, (-1,)), (math.factorial, (1.5,)), (math.factorial, (5.0,)), (math.comb, (-1, 2)),
        (math.comb, (2, -1)), (math.comb, (1.5, 1)), (math.perm, (-1, 1)), (math.isqrt, (-1,)),
        (math.isqrt, (1.5,)), (math.gcd, (1.5, 2)), (math.lcm, ("a",)), (math.floor, ("x",)),
        (math.ceil, (math.nan,)), (math.floor, (math.inf,)), (math.trunc, ("x",)), (math.trunc, (1j,))]:
    attempt(f, *args)
print(math.isqrt(0), math.isqrt(15), math.isqrt(16), math.isqrt(10 ** 40), math.isqrt(10 ** 40 - 1),
    math.isqrt(2 ** 127), [math.isqrt(n) for n in range(10)])
print(math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.trunc(2.9), math.trunc(-2.9),
    math.floor(5), math.ceil(10 ** 30), math.floor(1e20), type(math.floor(2.5)), math.ceil(-0.5), math.floor(-0.0))
print(math.prod([1, 2, 3, 4]), math.prod([]), math.prod([2.5, 2]), math.prod([1, 2], start=10),
    math.prod(range(1, 30)), math.prod(["a"], start=3))
attempt(math.prod, ["a", "b"])
attempt(math.prod, 5)


class Number:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 4.0

    def __index__(self):
        return 6


n = Number()
print(math.floor(n), math.ceil(n), math.trunc(n), math.sqrt(n), math.gcd(n, 4), math.factorial(n), math.isqrt(n),
    math.comb(n, 2))
print([math.comb(10, k) for k in range(11)], sum(math.comb(30, k) for k in range(31)) == 2 ** 30,
    [math.gcd(n, 360) for n in (7, 8, 9, 100)])
print(math.log(math.comb(1000, 500)), math.factorial(20) == math.prod(range(1, 21)), math.lcm(*range(1, 21)),
    math.gcd(*[2 ** n * 3 for n in range(3, 9)]))
