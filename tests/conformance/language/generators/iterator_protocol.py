"""Iterators written by hand: __iter__, __next__, iter() with a sentinel, exhaustion, zip/map/enumerate over them."""


class Count:
    def __init__(self, stop):
        self.n, self.stop = 0, stop

    def __iter__(self):
        return self

    def __next__(self):
        if self.n >= self.stop:
            raise StopIteration
        self.n += 1
        return self.n


print(list(Count(3)), *Count(2), sum(Count(4)), sorted(Count(3), reverse=True), dict(enumerate(Count(2))))
c = Count(5)
print(next(c), [x for x, _ in zip(c, "ab")], next(c, "default"), next(c, "default"), next(c, "default"))
a, b, *rest = Count(4)
print(a, b, rest, 2 in Count(3), 9 in Count(3), max(Count(3)), ",".join(map(str, Count(3))))


class Restartable:
    def __iter__(self):
        print("iter", end=" ")
        return Count(2)


r = Restartable()
print(list(r), list(r), list(zip(r, r)))


class Reentrant:
    """Raises once in the middle, then goes on."""

    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 2:
            raise ValueError("in the middle")
        if self.n > 4:
            raise StopIteration
        return self.n


it = Reentrant()
try:
    for x in it:
        print(x, end=" ")
except ValueError as error:
    print(error, list(it))
stack = [3, 2, 1]
print(list(iter(stack.pop, 1)), stack, list(iter(lambda: 5, 5)))
e = enumerate("ab", start=5)
print(next(e), iter(e) is e, list(e), list(e))
z = zip([1, 2, 3], "ab", strict=False)
print(list(z), list(zip()), list(zip([1])), list(map(lambda *a: a, [1, 2], "ab", (3, 4))))
try:
    list(zip([1, 2], [1], [1, 2], strict=True))
except ValueError as error:
    print(error)
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as error:
    print(error)
f = filter(lambda x: x % 2, range(6))
print(next(f), list(f), list(filter(None, [0, 1, "", "a"])))
rev = reversed([1, 2, 3])
print(next(rev), list(rev), list(reversed("abc")), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})))
l = [1, 2, 3]
it = iter(l)
next(it)
l.append(4)
print(list(it), list(it))
l.append(5)
print(list(it))
d = {"a": 1}
try:
    for k in d:
        d[k + "x"] = 1
except RuntimeError as error:
    print(error)
d = {"a": 1}
try:
    for k in d:
        d[k + "y"] = d.pop(k)
except RuntimeError as error:
    print(error)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as error:
    print(error)
print(iter([]).__length_hint__(), [].__iter__().__class__.__name__, type(iter({})).__name__, type(iter("")).__name__, type(iter(range(1))).__name__, type(iter({}.items())).__name__, type(iter(set())).__name__)


class Hint:
    def __iter__(self):
        return iter("ab")

    def __length_hint__(self):
        return -1


try:
    list(Hint())
except ValueError as error:
    print(error)
c = Count(5)
print(any(x > 2 for x in Count(5)), all(x < 3 for x in c), c.n)
