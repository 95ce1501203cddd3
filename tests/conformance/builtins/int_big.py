"""Integers of hundreds and thousands of digits."""

a = 3 ** 400
b = 7 ** 250
print(a)
print(b)
print(a * b % 1000000007, a + b, a - b)
print(b - a, -(a - b))
print(a // b, a % b)
print((a * a) // a == a, (a * b) % b)

factorial = 1
for n in range(1, 501):
    factorial *= n
text = str(factorial)
print(len(text), text[:30], text[-130:-120], sum(map(int, text)))

fib, following = 0, 1
for _ in range(5000):
    fib, following = following, fib + following
print(len(str(fib)), str(fib)[:20], fib % 10 ** 20)
print(int(str(fib)) == fib)
print((1 << 10000) % (10 ** 30), (1 << 10000).bit_length(), (1 << 10000).bit_count())
print((2 ** 4000 - 1).bit_count(), (-(2 ** 100)).bit_length())
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-(2 ** 61)), hash(10 ** 50), hash(-1), hash(-2))
print(10 ** 50 == float(10 ** 50), 2 ** 70 == 2.0 ** 70, 10 ** 50 < 1e50, float(3 ** 60))
print(sum(10 ** i for i in range(40)))
print(max(10 ** 30, 10 ** 29, -(10 ** 31)), sorted([10 ** 25, 5, -(10 ** 25), 10 ** 24]))
