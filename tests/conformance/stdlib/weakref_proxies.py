"""weakref proxies: what they forward, what they refuse, what is left when the object dies."""

import gc
import weakref


def attempt(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Number:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return ("add", self.n, getattr(other, "n", other))

    def __radd__(self, other):
        return ("radd", other, self.n)

    def __iadd__(self, other):
        self.n += other
        return self

    def __neg__(self):
        return -self.n

    def __abs__(self):
        return abs(self.n)

    def __int__(self):
        return self.n

    def __index__(self):
        return self.n

    def __float__(self):
        return float(self.n)

    def __bool__(self):
        return self.n != 0

    def __pow__(self, other, modulus=None):
        return ("pow", self.n, other, modulus)

    def __divmod__(self, other):
        return divmod(self.n, other)

    def __lt__(self, other):
        return self.n < getattr(other, "n", other)

    def __eq__(self, other):
        return self.n == getattr(other, "n", other)

    def __hash__(self):
        return hash(self.n)

    def __str__(self):
        return f"number {self.n}"

    def __bytes__(self):
        return b"bytes"


class Box:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, key):
        return self.items[key]

    def __setitem__(self, key, value):
        self.items[key] = value

    def __delitem__(self, key):
        del self.items[key]

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __reversed__(self):
        return reversed(self.items)


def numbers():
    n, m = Number(-7), Number(3)
    p, q = weakref.proxy(n), weakref.proxy(m)
    print(p + 1, p + q, 1 + p, -p, abs(p), int(p), float(p), bool(p), [10, 20, 30, 40][q], divmod(p, 2))
    print(p ** 2, pow(p, 2, 5), p < q, q < p, p == n, p != q, p == q, str(p), f"{p}", bytes(p))
    r = q
    r += 4
    print(type(r) is Number, m.n, r is m)
    attempt(lambda: p - 1)
    attempt(lambda: ~p)
    attempt(lambda: hash(p))
    attempt(lambda: p())
    attempt(lambda: len(p))
    attempt(lambda: next(p))
    attempt(lambda: p[0])


def containers():
    box = Box(1, 2, 3)
    p = weakref.proxy(box)
    p[0] = "first"
    del p[1]
    print(len(p), p[0], list(p), 3 in p, 4 in p, list(reversed(p)), isinstance(p, Box), p.__class__, type(p))
    p.extra = 5
    print(box.extra, vars(box) == p.__dict__)
    del p.extra
    attempt(lambda: p.extra)
    iterator = (i for i in range(3))
    pi = weakref.proxy(iterator)
    print(next(pi), next(pi), list(pi))


def callables():
    def greet(name, *, mark="!"):
        return f"hello {name}{mark}"

    p = weakref.proxy(greet)
    print(p("you"), p("me", mark="?"), p.__name__, type(p))


def order():
    class Target:
        pass

    t = Target()
    first = weakref.ref(t, print)
    shared = weakref.ref(t)
    proxy = weakref.proxy(t)
    second = weakref.ref(t, print)
    print(weakref.getweakrefs(t) == [shared, proxy, second, first], weakref.getweakrefcount(t))
    print(weakref.ref(t) is shared, weakref.ref(t, None) is shared, weakref.proxy(t) is proxy)
    print([type(r).__name__ for r in weakref.getweakrefs(t)])
    print(weakref.getweakrefcount(5), weakref.getweakrefs("text"))


def dead():
    said = []
    p = weakref.proxy(Box(), lambda p: said.append("proxy"))
    r = weakref.ref(Box(1), lambda r: said.append(("ref", r())))
    for _ in range(3):
        gc.collect()
    print(sorted(said, key=str), r(), r.__callback__, "dead" in repr(r), "dead" in repr(p))
    attempt(lambda: hash(r))
    attempt(lambda: p.items)
    attempt(lambda: len(p))
    attempt(lambda: str(p))
    attempt(lambda: p + 1)
    attempt(lambda: setattr(p, "x", 1))
    print(r == r, r == weakref.ref(print), r != weakref.ref(print))


def refused():
    for value in (1, 1.5, "s", b"", (), [], {}, None, True, object(), 10 ** 30):
        attempt(lambda: weakref.ref(value))
    attempt(lambda: weakref.proxy(1))
    attempt(lambda: weakref.ProxyType())
    r = weakref.ref(Box)
    attempt(lambda: r(1))
    attempt(lambda: r < r)

    class Slotted:
        __slots__ = ("a",)

    class Weak:
        __slots__ = ("a", "__weakref__")

    attempt(lambda: weakref.ref(Slotted()))
    w = Weak()
    print(weakref.ref(w)() is w)


class Tagged(weakref.ref):
    __slots__ = ("tag",)

    def __new__(cls, target, callback=None, tag=None):
        self = super().__new__(cls, target, callback)
        self.tag = tag
        return self

    def __init__(self, target, callback=None, tag=None):
        super().__init__(target, callback)


def subclass():
    n = Number(5)
    a, b = Tagged(n, tag="a"), Tagged(n, None, "b")
    print(a is b, a == b, hash(a) == hash(n), a().n, a.tag, b.tag, isinstance(a, weakref.ref))


numbers()
containers()
callables()
order()
dead()
refused()
subclass()
