"""Matrix multiplication with lists of lists: indexing and comprehensions."""


def matrix(rows, columns, seed):
    values = []
    for _ in range(rows):
        row = []
        for _ in range(columns):
            seed = (seed * 1103515245 + 12345) % 2147483648
            row.append(seed % 100 - 50)
        values.append(row)
    return values


def by_index(a, b):
    rows, inner, columns = len(a), len(b), len(b[0])
    out = [[0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            total = 0
            for k in range(inner):
                total += a[i][k] * b[k][j]
            out[i][j] = total
    return out


def by_zip(a, b):
    turned = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in turned]
            for row in a]


a, b = matrix(170, 150, 1), matrix(150, 160, 2)
first, second = by_index(a, b), by_zip(a, b)
assert first == second
floats = by_index([[x / 2 for x in row] for row in a[:60]], b)
print("matmul", sum(map(sum, first)), first[7][11], floats[3][5])
assert (sum(map(sum, first)), first[7][11], floats[3][5]) == (1237160, -7872, 2783.0)
