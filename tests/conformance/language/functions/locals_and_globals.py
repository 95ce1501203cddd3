"""locals(), globals(), vars() and dir() see the right names."""

x = 1


def function(a, b=2):
    c = a + b
    snapshot = locals()
    d = 4
    return snapshot, sorted(locals())


snapshot, names = function(1)
print(snapshot, names)


def independent():
    v = 1
    locals()["v"] = 2
    locals()["new"] = 3
    return v, "new" in locals()


print(independent())


def with_closure():
    captured = "c"

    def inner():
        captured
        return locals()

    return inner(), sorted(locals())


inner_locals, outer = with_closure()
print(inner_locals, outer)


class Body:
    y = 5
    seen = sorted(k for k in locals() if not k.startswith("__"))
    locals()["injected"] = 7


print(Body.seen, Body.injected)
print(globals()["x"], globals() is vars(), locals() is globals())
globals()["made"] = "through globals()"
print(made)


def get_globals():
    return globals() is module_globals


module_globals = globals()
print(get_globals())


class Thing:
    cls_attr = 1

    def __init__(self):
        self.z = 1
        self.a = 2

    def method(self): ...


t = Thing()
print(vars(t), t.__dict__ is vars(t))
print([n for n in dir(t) if not n.startswith("__")])
vars(t)["added"] = 3
print(t.added)
del t.__dict__["z"]
print(hasattr(t, "z"))
t.__dict__ = {"replaced": True}
print(t.replaced, hasattr(t, "a"))


class Dir:
    def __dir__(self):
        return ["b", "a"]


print(dir(Dir()))
print(sorted(n for n in dir() if n in ("t", "x", "Body")))
print([sorted(locals()) for q in [1]][0][-3:])


def comprehension_locals():
    base = 10
    return [sorted(locals()) for i in [1]]


print(comprehension_locals())
print(eval("locals()", {}, {"l": 1}), sorted(eval("globals()", {"g": 1}))[-1])
