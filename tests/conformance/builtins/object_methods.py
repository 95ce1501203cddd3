"""The methods that every object has, and how types override them."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Plain:
    pass


p = Plain()
print(repr(p).startswith("<__main__.Plain object at 0x"), str(p) == repr(p), p == p, p == Plain(), p != Plain(),
    hash(p) == hash(p), bool(p), p.__class__, p.__doc__, p.__module__, p.__dict__)
print(object().__eq__(5), p.__eq__(5), p.__ne__(p), p.__lt__(5), (5).__eq__("s"), p.__format__("") == str(p),
    p.__sizeof__() > 0, p.__dir__() == dir(p) or sorted(p.__dir__()) == dir(p), p.__init__(), p.__str__() == str(p))
attempt(p.__format__, "x")
attempt(lambda: p < p)
attempt(lambda: object().x)
attempt(setattr, object(), "x", 1)
attempt(p.__getattribute__, "nope")
print(p.__setattr__("a", 1), p.a, p.__getattribute__("a"), p.__delattr__("a"), vars(p),
    object.__new__(Plain).__class__, Plain.__new__(Plain) is not p, p.__init_subclass__(),
    Plain.__subclasshook__(int), p.__reduce_ex__(2)[1][0] is Plain, p.__getstate__())


class Full:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return f"Full({self.v})"

    def __str__(self):
        return f"<{self.v}>"

    def __eq__(self, other):
        return NotImplemented if not isinstance(other, Full) else self.v == other.v

    def __hash__(self):
        return hash(self.v)

    def __lt__(self, other):
        return self.v < other.v

    def __bool__(self):
        return self.v > 0

    def __getattr__(self, name):
        return f"no {name}"

    def __format__(self, spec):
        return f"{spec}{self.v}"

    def __len__(self):
        return 7

    def __contains__(self, x):
        return x == self.v

    def __call__(self, *args):
        return args

    def __enter__(self):
        return "entered"

    def __exit__(self, *exc):
        return True

    def __int__(self):
        return self.v

    def __float__(self):
        return self.v + 0.5

    def __index__(self):
        return self.v

    def __neg__(self):
        return Full(-self.v)

    def __round__(self, n=None):
        return ("rounded", n)

    def __matmul__(self, other):
        return "matmul"

    def __rsub__(self, other):
        return ("rsub", other)

    def __iadd__(self, other):
        self.v += other
        return self

    def __dir__(self):
        return ["z", "a"]

    def __reversed__(self):
        return iter("reversed")

    def __length_hint__(self):
        return 3

    def __sizeof__(self):
        return 100

    def __instancecheck__(self, x):
        return x == 1


f = Full(3)
print(repr(f), str(f), f"{f!r} {f} {f:>>}", [f], f == Full(3), f != Full(4), f == 3, f < Full(9), f > Full(1),
    bool(Full(0)), f.anything, len(f), 3 in f, f(1, 2), int(f), float(f), hex(f), [0, 1, 2, "three"][f], -f,
    round(f), round(f, 2), f @ 1, 10 - f, dir(f), "".join(reversed(f)), max(Full(1), Full(5)), {f: 1}[Full(3)],
    isinstance(1, f))
f += 4
with f as word:
    print(word, f.v)
    raise ValueError("swallowed")
attempt(lambda: f - 1)
attempt(lambda: f + 1)
attempt(lambda: f >= 5)
attempt(lambda: f[0])
attempt(lambda: iter(f))
