"""Collections in the middle of everything: weak references, cycles, __del__."""

import gc
import threading
import weakref


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


wrong = []


class Node:
    def __init__(self, value):
        self.value = value
        self.other = None


def cycles():
    for n in range(300):
        a, b = Node(n), Node(n + 1)
        a.other, b.other = b, a
        if a.other.other is not a or b.other.value != n:
            wrong.append("cycle")


def collector():
    for _ in range(8):
        gc.collect()


def chains():
    head = None
    for n in range(500):
        head = (n, head)
    count, node = 0, head
    while node:
        count, node = count + 1, node[1]
    if count != 500:
        wrong.append("chain")


def texts():
    parts = [f"{n}:{n * n}" for n in range(400)]
    if ",".join(parts).count(",") != 399 or parts[20] != "20:400":
        wrong.append("text")


def closures():
    functions = [lambda n=n: n * 2 for n in range(300)]
    if sum(f() for f in functions) != 300 * 299:
        wrong.append("closure")


run(cycles, chains, texts, closures, collector, collector)
print(wrong)
refs, kept = [], []


def weak(k):
    def work():
        for n in range(100):
            node = Node((k, n))
            refs.append(weakref.ref(node))
            if n % 10 == 0:
                kept.append(node)
            got = refs[-1]()
            if got is not None and got.value[1] not in range(100):
                wrong.append("weak")
    return work


run(weak(0), weak(1), collector)
for _ in range(3):
    gc.collect()
alive = [r() for r in refs if r() is not None]
print(wrong, len(refs), len(kept), all(any(a is k for a in alive) for k in kept))
died, lock = [], threading.Lock()


class Loud:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        died.append(self.n)


def loud(k):
    def work():
        for n in range(100):
            Loud(k * 100 + n)
    return work


run(loud(0), loud(1), loud(2), collector)
for _ in range(3):
    gc.collect()
print(len(died) >= 295, len(died) == len(set(died)))
cache = weakref.WeakValueDictionary()
anchors = {n: Node(n) for n in range(20)}


def lookup():
    for n in range(400):
        key = n % 20
        node = cache.get(key)
        if node is None:
            cache[key] = node = anchors[key]
        if node.value != key:
            wrong.append("cache")


run(lookup, lookup, collector)
print(wrong, len(cache))
big = []


def allocate():
    for n in range(40):
        block = bytearray(200_000)
        block[-1] = n
        big.append((n, block[-1]))
        big_list = [None] * 20_000
        if len(big_list) != 20_000:
            wrong.append("big")


run(allocate, allocate, collector)
print(wrong, len(big), all(a == b for a, b in big))
