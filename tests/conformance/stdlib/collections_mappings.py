"""defaultdict, OrderedDict, ChainMap."""

from collections import ChainMap, OrderedDict, defaultdict

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


d = defaultdict(list)
d["a"].append(1)
d["a"].append(2)
print(d, d["b"], d, d.get("c"), "c" in d, d.default_factory, dict(d), d == {"a": [1, 2], "b": []})
n = defaultdict(int, {"x": 5}, y=6)
n["x"] += 1
n["z"] += 1
print(n, n.copy(), type(n.copy()), n | {"q": 1}, type(n | {}), defaultdict(None, a=1), defaultdict())
attempt(lambda: defaultdict()["missing"])
attempt(lambda: defaultdict(lambda: 1 / 0)["x"])
attempt(defaultdict, 5)
n.default_factory = lambda: "new"
print(n["fresh"], n.__missing__("direct"), len(n))
tree = lambda: defaultdict(tree)
t = tree()
t["a"]["b"]["c"] = 1
print(t["a"]["b"]["c"], list(t), list(t["a"]))
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
print(o, list(o), o.popitem(), o.popitem(last=False), o)
o.update(x=1, y=2)
o.move_to_end("y", last=False)
print(o, list(reversed(o)), o == OrderedDict(b=2, y=2),
    OrderedDict([("a", 1), ("b", 2)]) == OrderedDict([("b", 2), ("a", 1)]), OrderedDict(a=1) == {"a": 1},
    o | {"n": 0}, o.copy(), o.pop("y"), o.pop("none", 0), OrderedDict.fromkeys("ab"), o.setdefault("s", 9))
attempt(o.move_to_end, "nope")
attempt(OrderedDict().popitem)
attempt(o.pop, "nope")
print(repr(OrderedDict()), OrderedDict({1: OrderedDict()}), list(OrderedDict(a=1).items()),
    type(reversed(OrderedDict().keys())).__name__)
base, top = {"a": 1, "b": 2}, {"b": 20}
c = ChainMap(top, base)
print(c, c["a"], c["b"], len(c), sorted(c), dict(c), c.maps, c.get("z"), "a" in c, bool(ChainMap()))
c["new"] = 1
child = c.new_child({"a": 100})
print(top, child["a"], child.parents["a"], c.new_child(z=5)["z"], list(child), ChainMap({"x": 1}) | {"y": 2},
    c == {"a": 1, "b": 20, "new": 1})
attempt(lambda: c["zz"])
attempt(lambda: c.__delitem__("a"))
attempt(lambda: ChainMap().popitem())
attempt(lambda: c.pop("a"))
print(c.pop("new"), c.maps[0], c.setdefault("k", 7), top)
