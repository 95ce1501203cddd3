"""lru_cache, partial, Counter and named tuples in threads that share them."""

import collections
import functools
import threading

THREADS = 4


def run(work):
    start = threading.Barrier(THREADS)

    def body(number):
        start.wait()
        work(number)

    threads = [threading.Thread(target=body, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


wrong = []


@functools.lru_cache(maxsize=16)
def square(n):
    return n * n


def ask(number):
    for i in range(3000):
        n = (i * (number + 3)) % 40
        if square(n) != n * n:
            wrong.append(n)


run(ask)
info = square.cache_info()
print(wrong, info.hits + info.misses, info.maxsize, info.currsize <= 16)


@functools.cache
def cube(n, *, sign=1):
    return sign * n ** 3


def ask_more(number):
    for i in range(2000):
        n, sign = i % 30, (-1) ** i
        if cube(n, sign=sign) != sign * n ** 3:
            wrong.append(n)
        if i % 500 == 499:
            cube.cache_clear()


run(ask_more)
print(wrong, cube.cache_info().currsize <= 60)


@functools.lru_cache(maxsize=8)
def text(n):
    return str(n)


def ask_and_clear(number):
    for i in range(3000):
        if text(i % 12) != str(i % 12):
            wrong.append(i)
        if i % 100 == number:
            text.cache_clear()


run(ask_and_clear)
for i in range(100):
    text(i)
print(wrong, text.cache_info().currsize, text(99), text.cache_info().hits > 0)

add = functools.partial(lambda a, b, *, c=0: a + b + c, 5, c=7)
Point = collections.namedtuple("Point", "x y")
shared = Point(3, 4)
counts = [collections.Counter() for _ in range(THREADS)]


def use(number):
    for i in range(2000):
        if add(i) != i + 12 or add(i, c=1) != i + 6 or shared.x + shared.y != 7:
            wrong.append(i)
    counts[number].update("abracadabra" * 50)


run(use)
print(wrong, sum(counts, collections.Counter()))
