"""A program that makes garbage for a while does not grow."""

import gc
import os


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Node:
    def __init__(self, other=None):
        self.other = other
        self.data = [1, 2, 3]


def churn(rounds):
    total = 0
    for n in range(rounds):
        a = Node()
        a.other = Node(a)
        text = f"number {n}" * 3
        table = {"n": n, "text": text, "list": [n] * 10}
        total += len(table["text"]) + len(a.other.data)
        for part in (part for part in text.split()):
            total += len(part)
    return total


first = churn(20000)
gc.collect()
before = resident()
for _ in range(5):
    assert churn(20000) == first
gc.collect()
after = resident()
print(first, after - before < 48 * 1024 * 1024)
before = resident()
for n in range(60):
    block = bytearray(5_000_000)
    text = "x" * 3_000_000
    items = [None] * 500_000
del block, text, items
gc.collect()
print(resident() - before < 96 * 1024 * 1024)
for n in range(3000):
    with open("/dev/null") as f:
        f.read()
opened = 0
for n in range(3000):
    open("/dev/null").read()
    opened += 1
print(opened)
