"""threading.local: separation, subclasses, attributes, cleanup."""

import gc
import threading
import weakref

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


local = threading.local()
local.x = 1
seen = []


def work(n):
    seen.append(hasattr(local, "x"))
    local.x = n
    local.extra = [n]
    barrier.wait()
    seen.append((local.x, vars(local)))


barrier = threading.Barrier(3)
threads = [threading.Thread(target=work, args=(n,)) for n in (10, 20, 30)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(seen[:3], sorted(seen[3:], key=str), local.x, local.__dict__)
attempt(lambda: local.extra)
del local.x
attempt(lambda: local.x)
attempt(delattr, local, "x")
attempt(threading.local, 5)


class Session(threading.local):
    kind = "shared"
    created = 0

    def __init__(self, user, *, level=0):
        Session.created += 1
        self.user = user
        self.level = level

    def greet(self):
        return f"{self.user} {self.level} {self.kind}"


session = Session("main", level=2)
session.level = 5
out = []


def other():
    out.append(session.greet())
    session.user = "changed"
    out.append(session.greet())


t = threading.Thread(target=other)
t.start()
t.join()
print(out, session.greet(), Session.created, sorted(vars(session)))


class Slots(threading.local):
    __slots__ = ("number",)


s = Slots()
s.number = 1


def shares():
    out.append(s.number)
    s.number = 99


t = threading.Thread(target=shares)
t.start()
t.join()
print(out[-1], s.number)


class Big:
    pass


refs = []


def holds():
    thing = Big()
    refs.append(weakref.ref(thing))
    local.thing = thing


t = threading.Thread(target=holds)
t.start()
t.join()
del t, threads
for _ in range(3):
    gc.collect()
print(refs[0]() is None, isinstance(session, threading.local), local.__dict__)
attempt(setattr, local, "__dict__", {})
nested = threading.local()
nested.inner = threading.local()
nested.inner.value = "deep"
print(nested.inner.value, type(nested).__name__)
