"""Pancake flips over all permutations: list slices, indexing, int loops."""


def fannkuch(n):
    flips_most = checksum = 0
    order = list(range(n))
    counts = [0] * n
    sign = 1
    left = n
    while True:
        while left != 1:
            counts[left - 1] = left
            left -= 1
        if order[0]:
            stack = order[:]
            flips = 0
            first = stack[0]
            while first:
                stack[:first + 1] = stack[first::-1]
                flips += 1
                first = stack[0]
            if flips > flips_most:
                flips_most = flips
            checksum += sign * flips
        sign = -sign
        while True:
            if left == n:
                return checksum, flips_most
            moved = order[0]
            for i in range(left):
                order[i] = order[i + 1]
            order[left] = moved
            counts[left] -= 1
            if counts[left] > 0:
                break
            left += 1


result = fannkuch(9)
print("fannkuch", *result)
assert result == (8629, 30)
