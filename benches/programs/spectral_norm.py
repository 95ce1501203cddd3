"""Largest singular value of an infinite matrix: float loops, calls, zip."""


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    size = len(vector)
    out = []
    for i in range(size):
        total = 0.0
        for j in range(size):
            total += entry(i, j) * vector[j]
        out.append(total)
    return out


def times_transposed(vector):
    size = len(vector)
    out = []
    for i in range(size):
        total = 0.0
        for j in range(size):
            total += entry(j, i) * vector[j]
        out.append(total)
    return out


def norm(size):
    u = [1.0] * size
    for _ in range(10):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    uv = sum(a * b for a, b in zip(u, v))
    vv = sum(b * b for b in v)
    return (uv / vv) ** 0.5


result = f"{norm(350):.9f}"
print("spectral_norm", result)
assert result[:7] == "1.27422"
