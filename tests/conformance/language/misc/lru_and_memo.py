"""A small program: an LRU cache by hand beside functools, with statistics."""

import functools


class LRU:
    class Link:
        __slots__ = ("prev", "next", "key", "value")

    def __init__(self, size):
        self.size, self.map = size, {}
        self.root = root = self.Link()
        root.prev = root.next = root
        self.hits = self.misses = 0

    def _unlink(self, link):
        link.prev.next, link.next.prev = link.next, link.prev

    def _push(self, link):
        root = self.root
        link.prev, link.next = root.prev, root
        root.prev.next = root.prev = link

    def get(self, key, make):
        try:
            link = self.map[key]
        except KeyError:
            self.misses += 1
            link = self.Link()
            link.key, link.value = key, make(key)
            if len(self.map) == self.size:
                oldest = self.root.next
                self._unlink(oldest)
                del self.map[oldest.key]
            self.map[key] = link
        else:
            self.hits += 1
            self._unlink(link)
        self._push(link)
        return link.value

    def keys(self):
        link = self.root.next
        while link is not self.root:
            yield link.key
            link = link.next


cache = LRU(3)
for k in [1, 2, 3, 1, 4, 2, 1]:
    print(k, cache.get(k, lambda n: n * n), list(cache.keys()))
print(cache.hits, cache.misses)


@functools.lru_cache(maxsize=3)
def square(n):
    print("computing", n, end="; ")
    return n * n


print([square(n) for n in [1, 2, 3, 1, 4, 2, 1]])
print(square.cache_info(), square.cache_parameters(), square.__wrapped__(9))
square.cache_clear()
print(square.cache_info())


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info().hits)
try:
    square([])
except TypeError as error:
    print(error)


@functools.lru_cache(typed=True)
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info().currsize)


class Lazy:
    @functools.cached_property
    def value(self):
        print("once", end=" ")
        return 42


lazy = Lazy()
print(lazy.value, lazy.value, vars(lazy))
print(functools.reduce(lambda a, b: a * 10 + b, [1, 2, 3]), functools.partial(pow, 2)(10), functools.partial(int, base=2)("101"))


@functools.total_ordering
class Version:
    def __init__(self, *n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) <= Version(1), Version(2) > Version(1, 5), Version(1) >= Version(2))


@functools.singledispatch
def show(x):
    return f"object {x}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
def _(x):
    return f"list of {len(x)}"


print(show(1), show([1]), show("s"), show(True))
