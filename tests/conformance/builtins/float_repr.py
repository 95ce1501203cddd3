"""repr and str of floats: shortest digits that give the number back."""

values = [0.0, -0.0, 1.0, 0.1, 0.2 + 0.1, 1 / 3, 2 / 3, 1e15, 1e16, 123456789012345678.0, 1e22, 1e23, 1.5e300,
    5e-324, 2.2250738585072014e-308,
          1.7976931348623157e308, 1e-4, 1e-5, 0.00012345, 9.999999999999999e22, 100.0, 1e100, float("inf"),
          float("-inf"), float("nan"),
          3.141592653589793, 2.718281828459045, 9007199254740993.0, 4.35, 0.3, 2.675, 1e-7, 12345.678e-10,
          2.0 ** 0.5, 1e21, 1.1e21]
for value in values:
    print(repr(value), str(-value), f"{value}", float(repr(value)) == value)
print([0.1, (0.5, -2.0)], {1.5: 2.5})
print(0.1 + 0.2 == 0.3, 0.1 * 3, 1e308 * 10, -1e308 * 10, 1e308 * 10 - 1e308 * 10)
total = 0.0
for _ in range(10):
    total += 0.1
print(total, sum([0.1] * 10), 1e16 + 1, 1e16 + 2)
print(1e1000, -1e1000, 1e-1000, 0.25)
