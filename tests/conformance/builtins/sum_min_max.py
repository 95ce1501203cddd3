"""sum, min, max, any, all, abs with their options and errors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(sum([1, 2, 3]), sum([], 10), sum([0.1] * 3), sum([1, 2.5, 1j]), sum([[1], [2]], []),
    sum((n for n in range(5)), start=100), sum([True, True]))
print(sum([1e16, 1.0, -1e16]), sum([0.1, 0.2, 0.3]), sum([10 ** 20, 1]), sum(range(10 ** 6)), sum({1: 2, 3: 4}),
    sum([1e308, 1e308, -1e308]))
attempt(sum, ["a", "b"], "")
attempt(sum, [b"a"], b"")
attempt(sum, [bytearray()], bytearray())
attempt(sum, ["a"])
attempt(sum, 5)
attempt(sum, [[1]])
attempt(sum)
print(min(3, 1, 2), max(3, 1, 2), min([3, 1, 2]), max("hello"), min({"b": 1, "a": 2}), max((1, 2), (1, 3)),
    min(1, 1.0), max(1, 1.0), max(True, 1))
print(min(["bb", "a", "ccc"], key=len), max(["bb", "a", "ccc"], key=len), min([], default=0), max([], default=None),
    max(["x", "y"], key=lambda s: 0), min(5, -6, key=abs))
for call in [lambda: min(), lambda: max([]), lambda: min(1), lambda: max(1, 2, default=3), lambda: min(1, "a"),
    lambda: max([1, None]), lambda: min([1], key=5), lambda: max([1], other=2),
             lambda: min([3, 1], key=None), lambda: max(iter("abc"))]:
    attempt(call)
print(any([0, "", None]), any([0, 1]), any([]), all([1, "a"]), all([1, 0]), all([]), any(x > 2 for x in range(5)))
attempt(any, 5)
attempt(all, None)
steps = []
print(any(steps.append(n) or n == 2 for n in range(10)), steps)
print(abs(-5), abs(5.5), abs(-(10 ** 30)), abs(3 + 4j), abs(True), abs(-2 ** 63))
attempt(abs, "x")
attempt(abs)
