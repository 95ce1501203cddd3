"""Shifts and bit operations, negative numbers and big ones included."""

for n in (0, 1, -1, 5, -5, 255, -256, 2 ** 62, -(2 ** 62), 2 ** 63, -(2 ** 63), 2 ** 64 + 1, -(2 ** 64) - 1,
        2 ** 100):
    print(n, n << 3, n >> 3, n << 64, n >> 64, n >> 200, ~n)
values = [0, 1, -1, 0b1100, -0b1010, 2 ** 65 + 3, -(2 ** 65) - 3, 2 ** 130 - 1]
for a in values:
    print([a & b for b in values])
    print([a | b for b in values])
    print([a ^ b for b in values])
print((1 << 4096) >> 4090, 1 << 0, 0 << 10 ** 6, 0 >> 5)
print(5 >> 10 ** 30, -5 >> 10 ** 30)
for op in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1.0 << 2, lambda: 1 & 2.0, lambda: ~1.5, lambda: "a" | 1):
    try:
        print(op())
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", error)
print(True & False, True | 2, True ^ True, type(True & True), type(True & 1), True << 3)
n = 0b1011
n <<= 2
n |= 1
n ^= 0b100
n &= ~8
n >>= 1
print(bin(n))
