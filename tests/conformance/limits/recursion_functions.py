"""Deep recursion of several kinds ends in RecursionError, never in a crash."""


def plain(n):
    return plain(n + 1)


def mutual_a(n):
    return mutual_b(n)


def mutual_b(n):
    return mutual_a(n)


class Deep:
    def __init__(self, n=0):
        self.inner = Deep(n + 1)


class Attr:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    @property
    def prop(self):
        return self.prop


class Ops:
    def __add__(self, other):
        return self + other

    def __eq__(self, other):
        return self == other

    def __repr__(self):
        return f"{self!r}"

    def __len__(self):
        return len(self)

    def __bool__(self):
        return bool(self)

    def __getitem__(self, i):
        return self[i]

    def __contains__(self, x):
        return x in self

    def __call__(self):
        return self()

    def __hash__(self):
        return hash(self)

    def __iter__(self):
        return iter(self)

    def __format__(self, spec):
        return format(self, spec)

    def __lt__(self, other):
        return self < other

    def __index__(self):
        return int(self)


def gen():
    yield from gen()


def comp(n):
    return [comp(n) for _ in range(1)]


def keyed(x):
    return sorted([1, 2], key=keyed)


def mapped(x):
    return list(map(mapped, [x]))


def with_try(n):
    try:
        return with_try(n + 1)
    finally:
        n += 1


o = Ops()
for action in [lambda: plain(0), lambda: mutual_a(0), Deep, lambda: Attr().name, lambda: Attr().prop, lambda: o + 1,
    lambda: o == 1, lambda: repr(o), lambda: len(o), lambda: bool(o), lambda: o[0], lambda: 1 in o, o,
    lambda: hash(o), lambda: iter(o), lambda: format(o, "x"),
               lambda: o < 1, lambda: int(o), lambda: next(gen()), lambda: comp(0), lambda: keyed(1),
               lambda: mapped(1), lambda: with_try(0), lambda: str(o), lambda: (lambda f: f(f))(lambda f: f(f)),
               lambda: eval("plain(0)"), lambda: max([1], key=plain)]:
    try:
        action()
        print("no error")
    except RecursionError as error:
        print("RecursionError:", str(error)[:32])
print("still here")
