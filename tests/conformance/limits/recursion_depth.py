"""The recursion limit: how deep calls may go, changing it, recovering."""

import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(sys.getrecursionlimit(), depth(900))
sys.setrecursionlimit(20000)
print(depth(15000))
sys.setrecursionlimit(200)
try:
    depth(500)
except RecursionError as error:
    print("RecursionError:", error)
print(depth(100))
sys.setrecursionlimit(1000)


def measure(n=1):
    try:
        return measure(n + 1)
    except RecursionError:
        return n


print(900 < measure() <= 1000, measure() == measure())


def catch_deep(n):
    try:
        return catch_deep(n + 1)
    except RecursionError:
        return depth(10)


print(catch_deep(0))


def ping(n):
    return n if n <= 0 else pong(n - 1)


def pong(n):
    return n if n <= 0 else ping(n - 1)


print(ping(800))
try:
    ping(5000)
except RecursionError as error:
    print("RecursionError:", error)


class Tree:
    def __init__(self, depth):
        self.child = Tree(depth - 1) if depth else None

    def count(self):
        return 1 + (self.child.count() if self.child else 0)


print(Tree(400).count())


def g(n):
    if n:
        yield from g(n - 1)
    yield n


print(sum(g(300)))
try:
    sum(g(3000))
except RecursionError as error:
    print("RecursionError:", str(error)[:32])
for _ in range(50):
    try:
        depth(10 ** 6)
    except RecursionError:
        pass
print("recovered fifty times", depth(500))
try:
    sys.setrecursionlimit(2)
    print(depth(1))
except RecursionError as error:
    sys.setrecursionlimit(1000)
    print("RecursionError:", error)
