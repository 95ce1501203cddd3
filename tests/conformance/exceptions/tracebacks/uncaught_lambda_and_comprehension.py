"""Frame names of lambdas, comprehensions and generator expressions."""

transform = lambda value: 10 // value


def process(rows):
    return sum(transform(cell) for row in rows for cell in row)


print(process([[1, 2], [5]]))
print([process([row]) for row in ([1], [2, 0])])
