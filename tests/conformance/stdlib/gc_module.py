"""The functions of gc."""

import gc


def attempt(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Node:
    pass


def collect():
    for _ in range(3):
        gc.collect()


def counted():
    collect()
    n = Node()
    n.itself = n
    del n
    print(gc.collect())
    items = []
    items.append(items)
    del items
    print(gc.collect())
    a, b = [], {}
    a.append(b)
    b["a"] = a
    del a, b
    print(gc.collect(), gc.collect())


def settings():
    for call in (
        lambda: gc.get_threshold(),
        lambda: gc.set_threshold(700, 5),
        lambda: gc.get_threshold(),
        lambda: gc.set_threshold(2000, 10, 10),
        lambda: gc.set_threshold(),
        lambda: gc.set_threshold("a"),
        lambda: gc.collect(3),
        lambda: gc.collect(-1),
        lambda: gc.collect("x"),
        lambda: gc.get_objects(3),
        lambda: gc.get_debug(),
        lambda: (gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled()),
        lambda: (gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK),
        lambda: (len(gc.get_count()), len(gc.get_stats()), sorted(gc.get_stats()[0])),
        lambda: (gc.garbage, gc.callbacks, gc.get_freeze_count()),
    ):
        attempt(call)


def looking():
    n = Node()
    n.a, n.b = [1], {"k": "v"}
    print(gc.is_tracked(n), gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("s"), gc.is_tracked(()), gc.is_tracked((n,)))
    print(any(o is n for o in gc.get_objects()))
    print(gc.get_referents([1, "a"]), gc.get_referents((n.a, 2)) == [2, n.a], gc.get_referents(5))
    referents = gc.get_referents(n)
    print(any(o is Node for o in referents), any(o is n.a for o in referents), any(o is n.b for o in referents))
    holder, other = [n], {"n": n}
    referrers = gc.get_referrers(n)
    print(any(o is holder for o in referrers), any(o is other for o in referrers), any(o is n.a for o in referrers))


def callbacks():
    seen = []
    gc.callbacks.append(lambda phase, info: seen.append((phase, info["generation"], sorted(info))))
    gc.collect()
    gc.callbacks.clear()
    print(seen)


def saving():
    collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    n = Node()
    n.itself = n
    del n
    gc.collect()
    gc.set_debug(0)
    print([type(o).__name__ for o in gc.garbage], gc.garbage[0].itself is gc.garbage[0])
    gc.garbage.clear()
    collect()


def freezing():
    gc.freeze()
    print(gc.get_freeze_count() > 0)
    gc.unfreeze()
    print(gc.get_freeze_count())


counted()
settings()
looking()
callbacks()
saving()
freezing()
