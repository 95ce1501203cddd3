"""Float arithmetic, powers, modulo, comparison with integers."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


cases = [(7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (1e300, 1e10), (1e-300, 1e-300), (float("inf"), 2.0),
    (2.0, float("inf")), (-2.0, float("inf"))]
for a, b in cases:
    print(a + b, a - b, a * b, a / b, a // b, a % b)
print(2.0 ** 10, 2 ** -2, (-8) ** (1 / 3), (-8.0) ** 2, (-2) ** 3, 4 ** 0.5, 0.0 ** 0, 0 ** 0, 1 ** 1000, 10 ** -3)
attempt(lambda: 10.0 ** 400)
attempt(lambda: 0.0 ** -1)
attempt(lambda: (-1.0) ** 0.5)
attempt(lambda: 2 ** 10000.0)
print(1e308 + 1e308, float("inf") - float("inf"), float("inf") * 0)
print(2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53, 10 ** 400 > 1e308,
    10 ** 400 < float("inf"), -(10 ** 400) > float("-inf"))
print(1 < 1.5 < 2, 3 == 3.0, 3 != 3.5, 10 ** 20 == 1e20, 10 ** 23 == 1e23)
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), round(2.675, 2), round(1.005, 2), round(1e300),
    round(5.5))
print(round(1234.5678, -2), round(1234.5678, 2), round(0.1, 20), round(1e22, 2), round(5e-324, 300),
    type(round(2.0)), type(round(2.0, 0)))
attempt(round, float("nan"))
attempt(round, float("inf"))
attempt(round, "x")
attempt(round, 1.5, "x")
attempt(round, 1.7e308, -308)
print(abs(-0.0), abs(-3.5), +(-0.0), -0.0 == 0.0, max(0.0, -0.0), min(-0.0, 0.0), sum([-0.0]), 0.0 + -0.0)
print(int(1e18), int(-1.9), 1e18 // 7, 1e18 % 7)
x = 5
x /= 2
x **= 2
x //= 1
x %= 4
print(x)
