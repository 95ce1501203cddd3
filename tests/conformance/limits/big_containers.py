"""Lists, dicts, sets and tuples with hundreds of thousands of elements."""

import sys

items = list(range(300000))
items.extend(range(100000))
print(len(items), sum(items), items[-1], items.count(5), items.index(299999), len(items[::7]), max(items))
items.sort()
print(items[:5], items[200000], items[-1])
del items[::2]
items[1000:100000] = []
items.reverse()
print(len(items), items[0], items[-1])
d = {}
for n in range(200000):
    d[n] = n * 2
    d[str(n)] = n
print(len(d), d[199999], d["199999"], sum(v for k, v in d.items() if isinstance(k, str)))
for n in range(0, 200000, 3):
    del d[n]
print(len(d), 3 in d, 4 in d, next(iter(d)), len({k: v for k, v in d.items() if v % 2}))
s = set(range(200000)) | set(range(100000, 300000))
print(len(s), len(s & set(range(0, 300000, 2))), len(s - set(range(250000))), 299999 in s, sum(s))
s = {f"k{n % 5000}" for n in range(100000)}
print(len(s), "k4999" in s)
t = tuple(range(200000))
print(len(t), t[150000], hash(t) == hash(tuple(range(200000))), t == tuple(range(200000)), len(t + t), 199999 in t)
nested = [[n, [n + 1, (n + 2, {"k": n})]] for n in range(50000)]
print(len(nested), nested[-1], sum(row[1][1][1]["k"] for row in nested))
linked = None
for n in range(200000):
    linked = (n, linked)
count, node = 0, linked
while node:
    count += 1
    node = node[1]
print(count)
del linked, node


class Node:
    def __init__(self, next):
        self.next = next


head = None
for _ in range(200000):
    head = Node(head)
length, node = 0, head
while node:
    length, node = length + 1, node.next
print(length)
del head, node
gens = [(x for x in range(3)) for _ in range(20000)]
print(sum(next(g) + next(g) for g in gens))
funcs = [lambda n=n: n for n in range(50000)]
print(sum(f() for f in funcs))
print(len(list(zip(range(200000), items))), len(list(map(str, range(100000)))),
    sorted((str(n) for n in range(50000)), reverse=True)[:3], len(dict(enumerate("x" * 100000))))
big = [0] * 1000000
big[999999] = 1
print(len(big), sum(big), big.index(1))
matrix = [[r * c for c in range(300)] for r in range(300)]
print(sum(map(sum, matrix)), [list(row) for row in zip(*matrix)] == matrix)
