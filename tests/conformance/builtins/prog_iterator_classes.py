"""Iterators and containers by hand: ranges, trees, windows, lazy lists."""


class FloatRange:
    def __init__(self, start, stop, step):
        self.start, self.stop, self.step = start, stop, step

    def __len__(self):
        return max(0, round((self.stop - self.start) / self.step))

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        if i < 0:
            i += len(self)
        if not 0 <= i < len(self):
            raise IndexError("out of range")
        return self.start + i * self.step

    def __reversed__(self):
        return (self[i] for i in range(len(self) - 1, -1, -1))


r = FloatRange(0, 1, 0.25)
print(list(r), r[1], r[-1], r[1:3], list(reversed(r)), 0.5 in r, len(r), max(r), sum(r), dict(enumerate(r)))
try:
    r[9]
except IndexError as error:
    print(error)


class Lazy:
    def __init__(self, source):
        self.source, self.known = iter(source), []

    def __getitem__(self, i):
        while len(self.known) <= i:
            try:
                self.known.append(next(self.source))
            except StopIteration:
                raise IndexError(i) from None
        return self.known[i]


def naturals():
    n = 0
    while True:
        print(f"(computed {n})", end=" ")
        yield n
        n += 1


lazy = Lazy(naturals())
print(lazy[2])
print(lazy[1], lazy[3])
print(list(Lazy("abc")))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        n = self.n
        while n:
            yield n
            n -= 1


c = Countdown(3)
print(list(c), list(c), [(a, b) for a in c for b in c if a > b], sum(c), 2 in c, sorted(c), *c)


class Peekable:
    nothing = object()

    def __init__(self, iterable):
        self.it, self.saved = iter(iterable), self.nothing

    def __iter__(self):
        return self

    def __next__(self):
        if self.saved is not self.nothing:
            value, self.saved = self.saved, self.nothing
            return value
        return next(self.it)

    def peek(self, default=None):
        if self.saved is self.nothing:
            self.saved = next(self.it, default)
        return self.saved


p = Peekable([1, 2, 3])
print(p.peek(), next(p), p.peek(), list(p), p.peek("end"))


def windows(iterable, n):
    window = []
    for x in iterable:
        window.append(x)
        if len(window) > n:
            window.pop(0)
        if len(window) == n:
            yield tuple(window)


def flatten(x):
    for item in x:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


def interleave(*iterables):
    iterators = [iter(i) for i in iterables]
    while iterators:
        for it in list(iterators):
            try:
                yield next(it)
            except StopIteration:
                iterators.remove(it)


print(list(windows("abcde", 3)), list(flatten([1, [2, (3, [4, []])], "56"])),
    "".join(interleave("ace", "bd", "xyz!")), list(windows([1], 2)))


class Grid:
    def __init__(self, w, h):
        self.cells = {(x, y): x * y for y in range(h) for x in range(w)}

    def __getitem__(self, key):
        match key:
            case (slice(), y):
                return [v for (cx, cy), v in self.cells.items() if cy == y]
            case (int(x), int(y)):
                return self.cells[x, y]
        raise TypeError(f"bad key {key!r}")

    def __setitem__(self, key, value):
        self.cells[key] = value

    def __delitem__(self, key):
        del self.cells[key]

    def __contains__(self, key):
        return key in self.cells


g = Grid(4, 3)
g[1, 1] = "set"
del g[0, 0]
print(g[1, 1], g[:, 2], (0, 0) in g, (3, 2) in g)
for key in ("x", (9, 9)):
    try:
        g[key]
    except (TypeError, KeyError) as error:
        print(f"{type(error).__name__}: {error}")
