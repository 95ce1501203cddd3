"""The order in which __del__ and weak references' callbacks run when several objects die together."""

import gc
import sys
import weakref


class D:
    def __init__(self, name, *parts):
        self.name = name
        self.parts = parts

    def __del__(self):
        print("del", self.name)


def collect():
    for _ in range(3):
        gc.collect()


def chain():
    D(1, D(2, D(3, D(4))))


def cycle():
    a, b, c = D("a"), D("b"), D("c")
    a.parts, b.parts, c.parts = (b,), (c,), (a,)


def cycle_with_tail():
    a = D("ring")
    a.parts = (a, D("tail"))


def callback_after():
    d = D("target")
    callback_after.ref = weakref.ref(d, lambda r: print("callback", r()))


def resurrect():
    class Phoenix:
        def __init__(self):
            self.deaths = 0

        def __del__(self):
            self.deaths += 1
            print("burned", self.deaths)
            kept.append(self)

    kept = []
    Phoenix()
    return kept


def generators():
    def count():
        try:
            yield 1
            yield 2
        finally:
            print("closed")

    g = count()
    next(g)
    unstarted = count()
    finished = count()
    list(finished)


def failing():
    class Broken:
        def __del__(self):
            raise ValueError("in del")

    def hook(info):
        print("unraisable", type(info.exc_value).__name__, info.exc_value, info.err_msg.split(" <")[0], info.object)

    sys.unraisablehook = hook
    Broken()
    broken_callback = weakref.ref(D("x"), lambda r: 1 / 0)
    return broken_callback


def late():
    class Late:
        pass

    x = Late()
    Late.__del__ = lambda self: print("late del")
    Late()


for scene in (chain, cycle, cycle_with_tail, callback_after):
    print("--", scene.__name__)
    scene()
    collect()
print("-- resurrect")
kept = resurrect()
collect()
print(len(kept), gc.is_finalized(kept[0]), gc.is_finalized(D))
kept.clear()
collect()
for scene in (generators, failing, late):
    print("--", scene.__name__)
    result = scene()
    collect()
sys.unraisablehook = sys.__unraisablehook__
print("-- end")
at_exit = D("module global")
