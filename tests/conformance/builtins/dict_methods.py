"""Every method of dict."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


d = {"a": 1, "b": 2}
print(d, dict(), dict(a=1), dict([("x", 1), ("y", 2)]), dict({"k": 1}, z=2), dict(zip("ab", [1, 2])), {**d, "c": 3},
    dict(["ab", "cd"]), dict.fromkeys("xyz"), dict.fromkeys([1, 2], 0))
print(d["a"], d.get("a"), d.get("q"), d.get("q", 5), d.setdefault("c", 3), d.setdefault("a", 9), "a" in d,
    "q" not in d, len(d))
print(d.pop("c"), d.pop("zz", None), d.popitem(), d)
attempt(d.pop, "zz")
attempt({}.popitem)
attempt(lambda: d["missing"])
attempt(lambda: d[[]])
attempt(d.get, [])
attempt(d.get)
attempt(dict, 5)
attempt(dict, [1])
attempt(dict, ["abc"])
attempt(dict, [(1, 2, 3)])
attempt(dict, 1, 2)
attempt(d.update, 5)
attempt(d.update, [(1,)])
attempt(dict.fromkeys, 5)
attempt(lambda: {[]: 1})
attempt(lambda: {(1, []): 1})
attempt(lambda: {**5})
attempt(lambda: d.__delitem__("nope"))
attempt(lambda: {} < {})
attempt(lambda: d + d)
d.update({"b": 20}, e=5)
d.update([("f", 6)])
d.update()
print(d, d.copy() == d, d.copy() is d, d == {"f": 6, "e": 5, "b": 20, "a": 1}, d != {}, list(d), list(reversed(d)),
    list(d.items())[0])
print(d | {"a": 0, "g": 7}, {"z": 0} | d)
d |= {"h": 8}
d |= [("i", 9)]
attempt(lambda: d | [("i", 9)])
attempt(lambda: d | 5)
del d["a"]
d["a"] = "again"
print(d)
d.clear()
print(d, bool(d))


class Counting(dict):
    def __missing__(self, key):
        self[key] = value = len(self)
        return value


c = Counting()
print(c["x"], c["y"], c["x"], c, c.get("z"), "z" in c, Counting.fromkeys("ab"), type(Counting.fromkeys("ab")),
    c.copy(), type(c.copy()))
keyed = {1: "int", "1": "str", 1.5: "float", None: "none", (1, 2): "tuple", True: "bool", frozenset([1]): "fs",
    int: "type"}
print(keyed, keyed[1], keyed[1.0], keyed[None], keyed[int])
