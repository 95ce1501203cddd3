"""Carets under a binary operator inside a longer expression."""


def mean(values, weights):
    total = sum(v * w for v, w in zip(values, weights))
    return round(total, 2) + total / (sum(weights) - 6) + 1


print(mean([1, 2], [3, 4]))
print(mean([1, 2, 3], [1, 2, 3]))
