"""enumerate, zip, map, filter, reversed: laziness, strictness, errors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(list(enumerate("abc")), list(enumerate("ab", 5)), list(enumerate([], 1)), list(enumerate("a", start=-1)),
    list(enumerate("ab", 10 ** 30)), dict(enumerate("xy")))
attempt(enumerate)
attempt(enumerate, 5)
attempt(enumerate, "a", 1.5)
attempt(enumerate, "a", "b")
print(list(zip()), list(zip("abc")), list(zip("abc", [1, 2])), list(zip("ab", [1, 2], (True, False))),
    dict(zip("ab", range(9))), list(zip(*[(1, 2), (3, 4)])), list(zip("ab", "cd", strict=True)),
    list(zip(strict=True)))
attempt(lambda: list(zip("abc", "ab", strict=True)))
attempt(lambda: list(zip("ab", "abc", strict=True)))
attempt(lambda: list(zip("ab", "ab", "a", strict=True)))
attempt(lambda: list(zip("a", "a", "ab", strict=True)))
attempt(zip, 5)
attempt(zip, "a", 5)
attempt(lambda: zip("a", loose=True))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(pow, [2, 3], [3, 2])),
    list(map(len, ["a", "bb"])), list(map(max, "ab", "ba", "cc")), list(map(int, "12", strict=True)))
attempt(lambda: list(map(pow, [1, 2], [1], strict=True)))
attempt(lambda: list(map(pow, [1], [1, 2], strict=True)))
attempt(map, str)
attempt(map)
attempt(lambda: list(map(5, [1])))
attempt(map, str, 5)
attempt(lambda: list(map(int, ["1", "x"])))
print(list(filter(None, [0, 1, "", "a", [], [0]])), list(filter(str.isupper, "aBcD")),
    list(filter(lambda x: x % 2, range(6))))
attempt(filter, None)
attempt(filter, None, 5)
attempt(lambda: list(filter(5, [1])))
print(list(reversed("abc")), list(reversed([1, 2])), list(reversed((1, 2))), list(reversed(range(3))),
    list(reversed({"a": 1, "b": 2})), reversed([1, 2]).__length_hint__())
attempt(reversed, {1, 2})
attempt(reversed, iter([]))
attempt(reversed, 5)
attempt(reversed)
steps = []
lazy = map(steps.append, "abc")
print(steps, next(lazy), steps, list(lazy), steps)
source = iter([1, 2, 3, 4, 5])
print(list(zip(source, source)), list(source), next(zip("a", "b")), type(zip()), type(map(str, [])),
    type(filter(None, [])), type(enumerate([])), iter(lazy) is lazy)
items = [1, 2, 3]
back = reversed(items)
items.append(4)
print(list(back), list(back))
both = iter("ab"), iter("x")
print(list(zip(*both)), list(both[0]))
