"""Star-expressions in displays, subscripts, returns and for loops."""

a = [1, 2]
b = (3, 4)
print([*a, *b, 5], (*a, *b), {*a, *b, 1}, {**{"x": 1}, "y": 2, **{"x": 3}})
print(*a, *b, sep="-")
print([*range(3), *"ab", *{"k": 1}, *[]])


def pair():
    return *a, *b


print(pair())


def generate():
    yield *a, 9


print(list(generate()))
for item in *a, *b:
    print(item, end=" ")
print()


class Grid:
    def __getitem__(self, key):
        return key


print(Grid()[*a, 7], Grid()[*a], Grid()[1:2, *b])

x = *a, 0
print(x)
first, *rest = x
print(first, rest)

# Unpacking in comprehensions.
rows = [[1, 2], [3], []]
print([*row for row in rows])
print({*row for row in rows} == {1, 2, 3})
print(list((*row for row in rows)))
maps = [{"a": 1}, {"b": 2}, {"a": 3}]
print({**m for m in maps})
print([*row for row in rows if row])
print([*(x * 10 for x in row) for row in rows])


def trial(function):
    try:
        print(function())
    except TypeError as error:
        print("TypeError:", error)


trial(lambda: [*5])
trial(lambda: {**[1]})
trial(lambda: print(*None))
trial(lambda: print(**3))
trial(lambda: {*1})
trial(lambda: (*object,))
trial(lambda: [*x for x in [1]])
