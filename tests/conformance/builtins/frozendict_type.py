"""frozendict: the immutable mapping of Python 3.15."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


f = frozendict({"a": 1, "b": 2})
print(f, frozendict(), frozendict(x=1), frozendict([("k", 1)]), frozendict({"a": 1}, b=2), type(f),
    frozendict.__mro__, len(f), bool(frozendict()))
print(f["a"], f.get("q"), f.get("q", 0), "a" in f, list(f), list(f.keys()), list(f.values()), list(f.items()),
    list(reversed(f)), f.keys() & {"a"})
print(f == {"a": 1, "b": 2}, {"b": 2, "a": 1} == f, f == frozendict(b=2, a=1), f != {},
    hash(f) == hash(frozendict(b=2, a=1)), {f: "key"}[frozendict(a=1, b=2)], isinstance(f, dict))
for change in ["f['a'] = 2", "del f['a']", "f.update(a=1)", "f.clear()", "f.pop('a')", "f.popitem()",
        "f.setdefault('q', 1)", "f.x = 1"]:
    try:
        exec(change)
        print("done", change)
    except (TypeError, AttributeError) as error:
        print(f"{type(error).__name__}: {error}")
attempt(lambda: f["missing"])
attempt(hash, frozendict(a=[]))
attempt(frozendict, 5)
attempt(frozendict, [1])
print(f | {"c": 3}, type(f | {"c": 3}), {"z": 0} | f, type({"z": 0} | f), frozendict.fromkeys("ab", 0),
    f.copy() is f, frozendict(f) is f)
g = f
g |= {"c": 3}
print(f, g, {**f, "d": 4}, dict(f), dict(f) == f, repr(frozendict({1: frozendict()})), f"{f}", sorted(f))


def shown(**kwargs):
    return kwargs


print(shown(**f), set(frozendict(q=1)), [*f], max(f), f.__contains__("b"), f.__len__(), f.__getitem__("a"))
match f:
    case {"a": one, **rest}:
        print("matched", one, rest)


class Config(frozendict):
    def doubled(self):
        return Config({k: v * 2 for k, v in self.items()})


print(Config(a=1).doubled(), Config(a=1) == frozendict(a=1), type(Config(a=1) | {"b": 2}))
