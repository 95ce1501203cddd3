"""getattr, setattr, delattr, hasattr, vars, dir and their errors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Thing:
    shared = "class"

    def __init__(self):
        self.own = "instance"

    @property
    def computed(self):
        return 42

    @property
    def broken(self):
        raise ValueError("broken property")

    def method(self):
        return "called"


t = Thing()
print(getattr(t, "own"), getattr(t, "shared"), getattr(t, "computed"), getattr(t, "none", "default"),
    getattr(t, "method")(), getattr(Thing, "shared"), getattr(5, "real"), getattr("a", "upper")())
attempt(getattr, t, "none")
attempt(getattr, t, "broken")
attempt(getattr, t, "broken", "default")
attempt(getattr, t, 5)
attempt(getattr, t)
attempt(getattr, Thing, "own")
attempt(hasattr, t, "broken")
print(hasattr(t, "own"), hasattr(t, "none"), hasattr(t, "computed"), hasattr(5, "x"))
attempt(hasattr, t, 5)
setattr(t, "fresh", 1)
setattr(t, "not an identifier", 2)
print(t.fresh, getattr(t, "not an identifier"), vars(t))
delattr(t, "fresh")
attempt(delattr, t, "fresh")
attempt(delattr, t, "shared")
attempt(setattr, t, "computed", 1)
attempt(delattr, t, "computed")
attempt(setattr, t, 5, 1)
attempt(setattr, t, "x")
attempt(setattr, 5, "x", 1)
attempt(setattr, int, "x", 1)
attempt(delattr, int, "real")
attempt(setattr, None, "x", 1)
attempt(lambda: None.thing)
attempt(lambda: [].push)
attempt(lambda: t.methd)
attempt(lambda: "abc".uper())
attempt(lambda: Thing.shard)
attempt(lambda: (lambda: 0).nope)
attempt(lambda: vars(5))
attempt(lambda: vars(1, 2))
print(sorted(k for k in vars(Thing) if not k.startswith("__")), type(vars(Thing)), vars(t) is t.__dict__,
    vars(Thing) is Thing.__dict__)
attempt(lambda: vars(Thing).__setitem__("x", 1))
t.__dict__["direct"] = 3
print(t.direct, [n for n in dir(t) if not n.startswith("__")], [n for n in dir(Thing) if not n.startswith("__")],
    "real" in dir(5), dir(type("E", (), {"z": 1}))[-1])


class Dir:
    def __dir__(self):
        return ["b", "a"]


class BadDir:
    def __dir__(self):
        return 5


print(dir(Dir()))
attempt(dir, BadDir())
attempt(dir, 1, 2)
t.__dict__ = {"replaced": True}
print(vars(t), t.replaced)
attempt(setattr, t, "__dict__", 5)
attempt(setattr, t, "__class__", 5)
attempt(setattr, t, "__class__", int)


class Other:
    pass


t.__class__ = Other
print(type(t).__name__, t.replaced, isinstance(t, Other))
