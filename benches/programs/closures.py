"""Closures: counters, composition, decorators, cells shared and rebound."""

from functools import reduce


def counter():
    count = 0

    def increase(step=1):
        nonlocal count
        count += step
        return count

    return increase


def compose(*functions):
    return reduce(lambda f, g: lambda x: g(f(x)), functions)


def memoized(function):
    known = {}

    def wrapper(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]

    return wrapper


def traced(function):
    calls = [0]

    def wrapper(*args, **kwargs):
        calls[0] += 1
        return function(*args, **kwargs)

    wrapper.calls = calls
    return wrapper


@memoized
def paths(rows, columns):
    if rows == 0 or columns == 0:
        return 1
    return paths(rows - 1, columns) + paths(rows, columns - 1)


@traced
def scaled(value, factor=2):
    return value * factor


tick = counter()
for number in range(1_500_000):
    tick(number & 1)

pipeline = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x - 2)
total = 0
for number in range(400_000):
    total += pipeline(number)

adders = [lambda x, n=n: x + n for n in range(10)]
for number in range(80_000):
    for add in adders:
        total = add(total) & 0xFFFFFFF

for number in range(400_000):
    scaled(number, factor=3)
result = tick(0), total, paths(120, 120) % 1000007, scaled.calls[0]
print("closures", *result)
assert result == (750000, 22102336, 650585, 400000)
