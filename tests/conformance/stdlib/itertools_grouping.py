"""itertools: groupby, tee, zip_longest, pairwise, batched, filters."""

from itertools import batched, compress, dropwhile, filterfalse, groupby, pairwise, starmap, takewhile, tee, zip_longest

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print([(k, list(g)) for k, g in groupby("aaabbc")], [(k, len(list(g))) for k, g in groupby([1, 1.0, True, 2])],
    [(k, list(g)) for k, g in groupby(range(10), key=lambda n: n // 4)], list(groupby([])))
groups = groupby("aabb")
first = next(groups)
second = next(groups)
print(first[0], list(first[1]), second[0], next(second[1]), list(second[1]), next(groups, "end"))
attempt(groupby)
attempt(groupby, 5)
attempt(lambda: list(groupby([1], key=lambda x: x.y)))
a, b, c = tee([1, 2, 3], 3)
print(next(a), next(a), list(b), list(a), list(c), tee([], 0), [list(t) for t in tee("xy")], type(a).__name__)
attempt(tee, [1], -1)
attempt(tee, 5)
x, = tee(iter("ab"), 1)
y = x.__copy__()
print(next(x), list(y), list(x))
print(list(zip_longest("ab", [1, 2, 3])), list(zip_longest("a", "bcd", "ef", fillvalue="-")), list(zip_longest()),
    list(zip_longest([], [])))
attempt(lambda: zip_longest("a", other=1))
attempt(zip_longest, "a", 5)
print(list(pairwise("abcd")), list(pairwise("a")), list(pairwise([])), list(batched("abcdefg", 3)),
    list(batched([], 2)), list(batched("abcd", 2, strict=True)))
attempt(batched, "abc", 0)
attempt(batched, "abc", -1)
attempt(batched, "abc")
attempt(lambda: list(batched("abc", 2, strict=True)))
attempt(pairwise, 5)
print(list(compress("abcdef", [1, 0, 1, 0, 1])), list(dropwhile(lambda n: n < 3, [1, 2, 3, 1])),
    list(takewhile(lambda n: n < 3, [1, 2, 3, 1])), list(filterfalse(None, [0, 1, ""])),
    list(filterfalse(lambda n: n % 2, range(6))), list(starmap(pow, [(2, 3), (3, 2)])),
    list(starmap(max, ["ab", (1, 5, 2)])))
attempt(lambda: list(starmap(pow, [1])))
attempt(lambda: list(starmap(pow, [(1,)])))
attempt(lambda: list(takewhile(5, [1])))
attempt(compress, "a", 5)
attempt(dropwhile, None)
words = "apple avocado banana blueberry cherry".split()
print({k: list(g) for k, g in groupby(words, key=lambda w: w[0])},
    [max(g, key=len) for _, g in groupby(words, lambda w: w[0])])
runs = [(k, sum(1 for _ in g)) for k, g in groupby("wwwwaaadexxxxxx")]
print("".join(f"{k}{n}" for k, n in runs))
