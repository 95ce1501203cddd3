"""Sieve of Eratosthenes: flags in a list, in a bytearray, and with slices."""


def with_list(limit):
    flags = [True] * (limit + 1)
    count = 0
    for number in range(2, limit + 1):
        if flags[number]:
            count += 1
            for multiple in range(number * number, limit + 1, number):
                flags[multiple] = False
    return count


def with_bytearray(limit):
    flags = bytearray([1]) * (limit + 1)
    number = 2
    while number * number <= limit:
        if flags[number]:
            multiple = number * number
            while multiple <= limit:
                flags[multiple] = 0
                multiple += number
        number += 1
    return sum(flags) - 2


def with_slices(limit):
    flags = bytearray(b"\x01") * (limit + 1)
    flags[:2] = b"\0\0"
    for number in range(2, int(limit ** 0.5) + 1):
        if flags[number]:
            start = number * number
            flags[start::number] = bytes((limit - start) // number + 1)
    return flags.count(1)


LIMIT = 4_000_000
result = with_list(LIMIT), with_bytearray(LIMIT), with_slices(LIMIT)
print("sieve", *result)
assert result == (283146,) * 3
