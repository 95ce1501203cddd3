"""Generators: pipelines, delegation, send, expressions, infinite streams."""

from itertools import islice


def count_from(start):
    while True:
        yield start
        start += 1


def multiples_removed(numbers, divisor):
    for number in numbers:
        if number % divisor:
            yield number


def primes():
    numbers = count_from(2)
    while True:
        prime = next(numbers)
        yield prime
        numbers = multiples_removed(numbers, prime)


def walk(tree):
    if tree:
        left, value, right = tree
        yield from walk(left)
        yield value
        yield from walk(right)


def balanced(low, high):
    if low > high:
        return None
    middle = (low + high) // 2
    return balanced(low, middle - 1), middle, balanced(middle + 1, high)


def averager():
    total = count = 0
    mean = None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total // count


def running_means(size):
    means = averager()
    next(means)
    checksum = 0
    for number in range(size):
        checksum += means.send(number * number % 1000)
    return checksum


squares = (number * number for number in range(4_000_000))
odd = (number for number in squares if number & 1)
result = (sum(islice(primes(), 600)), sum(walk(balanced(1, 200_000))),
          running_means(1_500_000), sum(odd))
print("generators", *result)
assert result == (1223095, 20000100000, 691481308, 10666666666666000000)
