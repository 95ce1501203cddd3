"""Ranges, slices, counts and indices beyond 64 bits."""

import itertools

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


r = range(10 ** 100)
print(r[10 ** 99], 10 ** 99 in r, -1 in r, r[-1] == 10 ** 100 - 1, r[10:20], r[::10 ** 99], bool(r),
    r == range(10 ** 100), r.index(5), r.count(10 ** 50))
attempt(len, r)
attempt(lambda: r[10 ** 100])
print(list(itertools.islice(r, 3)), list(range(2 ** 64, 2 ** 64 + 3)), list(range(-(2 ** 64), -(2 ** 64) - 3, -1)),
    next(iter(range(10 ** 30, 10 ** 31))), list(range(10 ** 20, 0, -4 * 10 ** 19)), next(reversed(r)))
for n in range(2 ** 63 - 2, 2 ** 63 + 2):
    print(n, end=" ")
print()
print("abc"[:10 ** 30], [1, 2, 3][-(10 ** 30):], (1, 2)[10 ** 30:], "abc"[10 ** 20::-1], [1, 2, 3][::10 ** 30],
    [1, 2, 3][::-(10 ** 30)], slice(10 ** 40).indices(10), slice(None, None, -(10 ** 40)).indices(3))
attempt(lambda: [1][10 ** 30])
attempt(lambda: "a"[10 ** 30])
attempt(lambda: (1,)[-(10 ** 30)])
attempt(lambda: [].insert(10 ** 30, 1))
attempt(lambda: [1].pop(10 ** 30))
attempt(lambda: b"a"[2 ** 64])
attempt(lambda: "abc".find("c", 10 ** 30))
print("abc".find("a", -(10 ** 30)), "abc".count("", 0, 10 ** 30), [1, 2].index(2, 0, 10 ** 30), "a,b".split(",", 1),
    enumerate([5], 10 ** 25).__next__())
i, n = iter(range(2 ** 62, 2 ** 64, 2 ** 61)), 0
print([x >> 60 for x in i], sum(range(2 ** 40, 2 ** 40 + 10)), 2 ** 63 - 1 + 1, -(2 ** 63) - 1,
    (2 ** 63 - 1) * (2 ** 63 - 1), 2 ** 62 + 2 ** 62, -(2 ** 62) - 2 ** 62 - 1)
for a in (2 ** 61, 2 ** 62 - 1, 2 ** 62, 2 ** 63 - 1, 2 ** 63, -(2 ** 62), -(2 ** 62) - 1, -(2 ** 63), 2 ** 64):
    print(a, a + 1, a - 1, -a, a * 2, a // 3, a % 3, a ^ 1, a == float(a), a.bit_length(), int(str(a)) == a)
