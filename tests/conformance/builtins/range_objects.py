"""range: indexing, slicing, membership, equality, huge ranges."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


r = range(10, 50, 7)
print(r, list(r), len(r), r[0], r[-1], r[2:4], r[::-1], list(r[::-1]), r.start, r.stop, r.step, r[1:][::2], r[10:],
    list(reversed(r)))
print(17 in r, 18 in r, 17.0 in r, 17.5 in r, "x" in r, r.index(24), r.count(24), r.count(25), r.count("a"))
attempt(r.index, 25)
attempt(r.index, "a")
attempt(lambda: r[6])
attempt(lambda: r[-7])
attempt(lambda: r["a"])
attempt(lambda: r[1.0])
attempt(range)
attempt(range, 1.5)
attempt(range, "3")
attempt(range, 1, 2, 0)
attempt(range, 1, 2, 3, 4)
attempt(lambda: range(stop=5))
attempt(setattr, r, "start", 5)
attempt(lambda: r + r)
attempt(lambda: r < r)
print(range(0) == range(5, 5), range(3) == range(0, 3, 1), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2],
    hash(range(0, 3, 2)) == hash(range(0, 4, 2)), bool(range(0)))
huge = range(10 ** 30)
print(huge[10 ** 29], 10 ** 29 in huge, huge[-1], huge[5:10 ** 25:10 ** 24], list(huge[10 ** 20:10 ** 20 + 3]),
    bool(huge), huge.index(10 ** 28))
attempt(len, huge)
attempt(len, range(2 ** 63))
print(len(range(2 ** 62)), len(range(-(2 ** 62), 2 ** 62 - 1)), list(range(2 ** 63 - 2, 2 ** 63 + 1)),
    list(range(5, -5, -3)), list(range(-3, 3)), max(range(0, 100, 9)))
it = iter(range(5))
print(next(it), it.__length_hint__(), list(it), list(it), next(it, "done"), type(it).__name__,
    type(iter(huge)).__name__)
a, *b = range(4)
print(a, b, [*range(3), *range(2)], tuple(range(3)), {*range(3)}, sum(range(101)), sorted(range(5), reverse=True),
    isinstance(range(1), object), repr(range(0, 5, 1)), repr(range(1, 5, 2)))


class N:
    def __index__(self):
        return 4


print(list(range(N())), range(9)[N()], 2 in range(N()))
