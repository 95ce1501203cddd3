"""weakref: ref, proxy, callbacks, finalize, weak collections."""

import gc
import weakref

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Thing:
    def __init__(self, name="thing"):
        self.name = name

    def greet(self):
        return f"I am {self.name}"

    def __repr__(self):
        return f"<Thing {self.name}>"


def collect():
    for _ in range(3):
        gc.collect()


log = []
t = Thing()
r = weakref.ref(t)
cb = weakref.ref(t, lambda ref: log.append("died"))
print(r() is t, r == weakref.ref(t), weakref.ref(t) is r, hash(r) == hash(t), weakref.getweakrefcount(t),
    len(weakref.getweakrefs(t)), cb.__callback__ is not None, r.__callback__, type(r))
p = weakref.proxy(t)
print(p.greet(), p.name, type(p).__name__)
p.name = "renamed"
print(t.name)
finalizer = weakref.finalize(t, log.append, "finalized")
print(finalizer.alive, finalizer.peek()[0] is t)
t = None
collect()
print(r(), cb(), sorted(log), finalizer.alive, finalizer.peek())
attempt(lambda: p.name)
attempt(lambda: p.greet())
for bad in (5, "s", [], {}, (), None, object()):
    attempt(weakref.ref, bad)
print([weakref.ref(x)() is x for x in (Thing, len, lambda: 0) if not (callable(x) and getattr(x, "__name__",
    "") == "<lambda>")])
key, value = Thing("key"), Thing("value")
wk, wv, ws = weakref.WeakKeyDictionary(), weakref.WeakValueDictionary(), weakref.WeakSet()
wk[key], wv["v"] = 1, value
ws.add(key)
ws.add(value)
print(len(wk), len(wv), len(ws), wk[key], wv["v"].name, key in wk, key in ws, wv.get("none"), list(wk.items()),
    sorted(t.name for t in ws), sorted(wv))
key = None
collect()
print(len(wk), len(wv), len(ws), list(ws))
value = None
collect()
print(len(wv), len(ws), "v" in wv)
attempt(lambda: wv["v"])
attempt(lambda: wk.__setitem__(5, 1))
t = Thing("method")
wm = weakref.WeakMethod(t.greet)
print(wm()(), wm == weakref.WeakMethod(t.greet))
bound = weakref.ref(t.greet)
collect()
print(bound())
del t
collect()
print(wm())
f = weakref.finalize(x := Thing(), log.append, "by hand")
print(f(), f(), log[-1], f.alive)
g = weakref.finalize(x, print, "detached")
print(g.detach()[1] is print, g.alive)


class Slotted:
    __slots__ = ()


class WithRef:
    __slots__ = ("__weakref__",)


attempt(weakref.ref, Slotted())
w = WithRef()
print(weakref.ref(w)() is w)
keep = Thing("alive at exit")
weakref.finalize(keep, print, "finalizer at exit")


class Sub(weakref.ref):
    pass


s = Sub(keep)
s.extra = 1
print(s() is keep, s.extra, s == weakref.ref(keep), isinstance(s, weakref.ReferenceType))
