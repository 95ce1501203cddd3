"""itertools: count, cycle, repeat, accumulate, chain, islice."""

from itertools import accumulate, chain, count, cycle, islice, repeat
import operator

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(list(islice(count(), 3)), list(islice(count(10, -2), 4)), list(islice(count(0.5, 0.25), 3)),
    list(islice(count(2 ** 63 - 2), 4)), list(islice(count(1, 1j), 2)))
c = count(5)
print(c, next(c), c, next(c), count(1, 2), count(1.5), repr(count(step=3)))
attempt(count, "a")
attempt(count, 1, "b")
print(list(islice(cycle("ab"), 5)), list(cycle([])), list(islice(cycle(n for n in range(3)), 7)))
print(list(repeat("x", 3)), list(repeat(1, 0)), list(repeat(1, -5)), repeat(5), repeat(5, 2),
    repeat(1, 4).__length_hint__(), list(islice(repeat(None), 2)), list(map(pow, range(4), repeat(2))))
attempt(repeat)
attempt(repeat(1).__length_hint__)
attempt(cycle, 5)
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 4], max)),
    list(accumulate([1, 2, 3], operator.mul, initial=10)), list(accumulate([])), list(accumulate([], initial=7)),
    list(accumulate("abc")), list(accumulate([1, 2], None)), list(accumulate([5], func=lambda a, b: 0)))
attempt(accumulate, 5)
attempt(lambda: list(accumulate([1, "a"])))
print(list(chain("ab", [1], (2,))), list(chain()), list(chain.from_iterable(["ab", "cd"])),
    list(chain.from_iterable(range(n) for n in range(4))), list(chain({1: 2}, {3: 4}.items())))
attempt(lambda: list(chain("a", 5)))
attempt(chain.from_iterable, 5)
print(list(islice("abcdef", 3)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None, 2)),
    list(islice("abcdef", None)), list(islice("ab", 5)), list(islice("abc", 0)), list(islice("abcdef", None, 5, 3)))
for args in [(-1,), (0, -1), (0, 5, 0), ("a",), (1.5,), (0, 1, -1), (), (1, 2, 3, 4)]:
    attempt(islice, "abc", *args)
source = iter(range(10))
print(list(islice(source, 3)), next(source), list(islice(source, 2, 4)), next(source), list(source))
