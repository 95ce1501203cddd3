"""iter with one and two arguments, next, the sequence protocol."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


it = iter([1, 2])
print(next(it), next(it), next(it, "end"), iter(it) is it)
attempt(next, it)
attempt(next, 5)
attempt(next, [])
attempt(iter, 5)
attempt(iter)
attempt(iter, 5, 6)
attempt(iter, [], 6)
numbers = [1, 2, 3, 0, 4]
print(list(iter(lambda: numbers.pop(0), 0)), numbers)
calls = iter(lambda: numbers.pop(), "never")
print(next(calls))
attempt(next, calls)


class Squares:
    def __getitem__(self, index):
        if index == 4:
            raise IndexError
        return index * index


print(list(Squares()), 9 in Squares(), 7 in Squares(), [*Squares()], max(Squares()),
    sorted(Squares(), reverse=True), tuple(Squares()), type(iter(Squares())).__name__)


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration("stopped")
        self.n -= 1
        return self.n


print(list(Count(3)), sum(Count(5)), 2 in Count(3), dict(zip(Count(2), "ab")), ",".join(str(n) for n in Count(3)))
try:
    next(Count(0))
except StopIteration as stop:
    print(stop.value, stop.args)


class BadIter:
    def __iter__(self):
        return 5


class NoneIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


class Fails:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("in next")


attempt(iter, BadIter())
attempt(iter, NoneIter())
attempt(list, Fails())
attempt(lambda: [x for x in Fails()])
attempt(lambda: 5 in NoneIter())
attempt(lambda: [*5])
attempt(lambda: [x for x in None])
attempt(lambda: print(*5))
attempt(lambda: print(**5))
items = [1, 2, 3, 4]
seen = []
for x in items:
    seen.append(x)
    if x < 3:
        items.remove(x)
print(seen, items)
grow = [1]
for x in grow:
    if len(grow) < 5:
        grow.append(x + 1)
print(grow, iter("ab").__length_hint__(), iter({"a": 1}).__length_hint__(),
    [type(iter(x)).__name__ for x in ([], (), "", "é", b"", {}, set(), range(1), {}.values(), bytearray())])
