"""Floor division, modulo and divmod for all sign combinations."""

pairs = [(7, 3), (-7, 3), (7, -3), (-7, -3), (6, 3), (-6, 3), (0, 5), (1, 7), (-1, 7)]
for a, b in pairs:
    q, r = divmod(a, b)
    print(a, b, a // b, a % b, (q, r), q * b + r == a, a / b)

big = 10 ** 40
for a, b in [(big + 7, 10 ** 20), (-big - 7, 10 ** 20), (big + 7, -(10 ** 20)), (-big - 7, -(10 ** 20)),
             (big, 3), (-big, 3), (5, big), (-5, big), (5, -big)]:
    print(divmod(a, b))

print(divmod(7.5, 2), divmod(-7.5, 2), divmod(7.5, -2), divmod(-7.5, -2.0))
print(7.0 // 0.3, 7.0 % 0.3, -0.0 // 5, 0.0 % -5)
for op in (lambda: 1 // 0, lambda: 1 % 0, lambda: divmod(1, 0), lambda: 1 / 0, lambda: 1.0 / 0, lambda: 1.0 // 0,
           lambda: 1.0 % 0, lambda: divmod(1.0, 0.0), lambda: 0 ** -1, lambda: 0.0 ** -2, lambda: big // 0,
           lambda: True % False):
    try:
        print(op())
    except ZeroDivisionError as error:
        print("ZeroDivisionError:", error)
