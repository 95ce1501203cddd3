"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__."""


class Fallback:
    known = 1

    def __init__(self):
        self.own = 2

    def __getattr__(self, name):
        if name.startswith("dyn_"):
            return name[4:]
        raise AttributeError(f"no {name} here", name=name, obj=self)


f = Fallback()
print(f.known, f.own, f.dyn_x, hasattr(f, "zzz"), getattr(f, "zzz", "default"))
try:
    f.other
except AttributeError as error:
    print(error, error.name, error.obj is f)


class Everything:
    def __getattribute__(self, name):
        print("getattribute", name)
        if name == "fail":
            raise AttributeError(name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        print("getattr", name)
        return 7

    def method(self):
        return self.data

    data = 5


e = Everything()
print(e.method())
print(e.fail)
print(e.missing)
# Implicit special method lookup goes round both.
print(len([e]), str(e)[:12])


class Guard:
    def __setattr__(self, name, value):
        if name.startswith("_"):
            raise AttributeError(f"{name} is private")
        print("set", name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)


g = Guard()
g.x = 1
g.x += 1
print(g.x, vars(g))
try:
    g._y = 2
except AttributeError as error:
    print(error)
del g.x
try:
    del g.x
except AttributeError as error:
    print(error)
setattr(g, "not an identifier", 3)
print(getattr(g, "not an identifier"))


class Frozen:
    __slots__ = ("a",)

    def __init__(self, a):
        object.__setattr__(self, "a", a)

    def __setattr__(self, name, value):
        raise AttributeError(f"cannot assign to field {name!r}")


z = Frozen(1)
try:
    z.a = 2
except AttributeError as error:
    print(error, z.a)


class Proxy:
    def __init__(self, target):
        self.__dict__["target"] = target

    def __getattr__(self, name):
        return getattr(self.target, name)

    def __setattr__(self, name, value):
        setattr(self.target, name, value)

    def __repr__(self):
        return f"Proxy({self.target!r})"


class Target:
    def __repr__(self):
        return f"Target{vars(self)}"


p = Proxy(Target())
p.a = 1
print(p, p.a, vars(p).keys())
p.a.__class__
try:
    p.nothing
except AttributeError as error:
    print(error)
try:
    getattr(p, 5)
except TypeError as error:
    print(error)
g.__class__.__getattr__ = lambda self, name: "added later"
print(g.whatever)
del Guard.__getattr__
print(hasattr(g, "whatever"))
