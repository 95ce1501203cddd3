"""Sorting: stability, keys, reverse, errors, lists that change meanwhile."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


words = "the quick brown fox jumps over the lazy dog".split()
print(sorted(words), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, reverse=True))
pairs = [(n % 3, n) for n in range(9)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
words.sort(key=str.upper)
print(words, words.sort(), sorted({"b": 1, "a": 2}), sorted("hello"), sorted([]), sorted([1]), sorted((3, 1, 2)))
print(sorted([3, 1.5, True, -2, 10 ** 20, 0.5]), sorted([[2], [1, 5], [1]]), sorted([(1, "b"), (1, "a")]),
    sorted([b"b", b"a"]), sorted("aBcA"), sorted(["é", "z", "e"]))
attempt(sorted, [1, "a"])
attempt(sorted, [None, 1])
attempt(sorted, [1j, 2j])
attempt(sorted, 5)
attempt(sorted)
attempt(sorted, [1], len)
attempt(sorted, [1, 2], key=5)
attempt(sorted, [1], reverse="yes")
attempt(sorted, [1], reverse=None)
attempt([1].sort, lambda x: x)
attempt(sorted, ["a", 1], key=lambda x: x.nothing)


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return f"<{self.n}>"


print(sorted([Item(n) for n in (3, 1, 2)]), min([Item(4), Item(2)]))
state = 1
numbers = []
for _ in range(300):
    state = state * 1103515245 + 12345 & 0x7FFFFFFF
    numbers.append(state % 100)
ordered = sorted(numbers)
print(ordered[:10], ordered[-10:], all(a <= b for a, b in zip(ordered, ordered[1:])),
    sorted(numbers, reverse=True) == ordered[::-1], sorted(numbers, key=lambda n: -n) == ordered[::-1])
mutated = [3, 2, 1]


def nosy(x):
    mutated.append(x)
    return x


attempt(mutated.sort, key=nosy)
print(mutated)
seen = []
data = [2, 1]
data.sort(key=lambda x: seen.append(list(data)) or x)
print(seen, data)


def failing(x):
    if x == 2:
        raise ValueError("no twos")
    return x


data = [3, 2, 1]
attempt(data.sort, key=failing)
print(data)
nested = [["b", 2], ["a", 2], ["c", 1]]
nested.sort(key=lambda row: row[1])
nested.sort(key=lambda row: row[0], reverse=True)
print(nested)
