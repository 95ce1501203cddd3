"""Containers that contain themselves, and repr of nested things."""

a = [1]
a.append(a)
print(a, repr(a), str(a), [a])
d = {"k": 1}
d["self"] = d
print(d)
d["list"] = a
a.append(d)
print(a)
print(d)
t = ([],)
t[0].append(t)
print(t)
mixed = {"in": [({},)]}
mixed["in"][0][0]["up"] = mixed
print(mixed)


class Node:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return f"Node({self.items!r})"


try:
    repr(Node())
except RecursionError as error:
    print(type(error).__name__)
try:
    [a] == [a]
    b = [1]
    b.append(b)
    c = [1]
    c.append(c)
    print(b == c)
except RecursionError as error:
    print(type(error).__name__)
print(a in a, a == a, a[1] is a, len(a), a.count(a))
loop = [None]
loop[0] = (loop, {"x": loop})
print(loop)
import collections
import types
q = collections.deque([1])
q.append(q)
print(q)
ns = types.SimpleNamespace(x=1)
ns.me = ns
print(ns)
o = collections.OrderedDict(a=1)
o["me"] = o
print(o)
dd = collections.defaultdict(list)
dd["me"] = dd
print(dd)
print([[]], [()], {(): {}}, [{1: [{2: ()}]}], ((),), (1,), [[[[]]]], {frozenset(): []})
