"""Weak references: ref, callbacks, dictionaries, proxies, with gc.collect()."""

import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Node({self.name})"

    def method(self):
        return f"method of {self.name}"


def collect():
    for _ in range(3):
        gc.collect()


def dead_ref():
    n = Node("dead")
    return weakref.ref(n, lambda r: print("callback", r() is None))


r = dead_ref()
collect()
print(r())
n = Node("alive")
r = weakref.ref(n)
print(r() is n, r is weakref.ref(n), r == weakref.ref(n), hash(r) == hash(n), type(r).__name__)
print(weakref.getweakrefcount(n), len(weakref.getweakrefs(n)))
p = weakref.proxy(n)
print(p.name, p.method(), type(p).__name__, p == n)
p.name = "changed"
print(n.name)

registry = weakref.WeakValueDictionary()
keys = weakref.WeakKeyDictionary()
group = weakref.WeakSet()


def fill():
    temp = Node("temp")
    registry["temp"] = temp
    keys[temp] = 1
    group.add(temp)


registry["n"] = n
keys[n] = "kept"
group.add(n)
fill()
collect()
print(list(registry.items()), list(keys.items()), list(group))
print(len(registry), "temp" in registry, registry.get("temp", "gone"), n in keys, n in group)


def cycle():
    a, b = Node("a"), Node("b")
    a.other, b.other = b, a
    return weakref.ref(a), weakref.ref(b)


ra, rb = cycle()
collect()
print(ra(), rb())


class Slotted:
    __slots__ = ("x",)


class Weakable:
    __slots__ = ("x", "__weakref__")


for thing in (5, "text", None, (1,), [], {}, Slotted()):
    try:
        weakref.ref(thing)
        print("fine")
    except TypeError as error:
        print(error)
print(weakref.ref(Weakable())() is None or True, weakref.ref(Node)() is Node, weakref.ref(len)() is len)
m = weakref.WeakMethod(n.method)
print(m()())


def finalizer():
    x = Node("finalized")
    weakref.finalize(x, print, "finalize ran", kind := "with", sep=" / ")


finalizer()
collect()
f = weakref.finalize(n, lambda a: a * 2, 21)
print(f.alive, f(), f.alive, f())
proxy = weakref.proxy(Node("short"))
collect()
try:
    proxy.name
except ReferenceError as error:
    print(error)
