"""tuple: construction, methods, comparison, immutability."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


t = (1, 2, 3, 2)
print(t, (), (1,), tuple(), tuple("ab"), tuple([1]), t.count(2), t.index(2), t.index(2, 2), t.count("x"), len(t),
    t + (5,), t * 2, 2 * t, () * 5)
attempt(t.index, 9)
attempt(t.index, 2, 4)
attempt(tuple, 5)
attempt(tuple, 1, 2)
attempt(lambda: t + [1])
attempt(lambda: t[9])
attempt(lambda: t * "a")
attempt(t.__setitem__ if hasattr(t, "__setitem__") else lambda: exec("t[0] = 1"))
attempt(lambda: exec("del t[0]"))
attempt(setattr, t, "x", 1)
print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), (2,) > (1, 9), () < (1,), (1, "a") == (1, "a"), (1,) != (2,),
    (1, 2) == [1, 2], 2 in t)
attempt(lambda: (1,) < ("a",))
attempt(lambda: (1,) < [1])
u = t
u += (9,)
print(t, u, t is tuple(t), t[:] == t, hash(t) == hash((1, 2, 3, 2)), {t: "v"}[1, 2, 3, 2], t[1:], t[::-1])
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
for make in [lambda: exec("a, b = 1"), lambda: exec("a, b = 1, 2, 3"), lambda: exec("a, b, c = 'xy'"),
        lambda: exec("a, *b, c = [1]"), lambda: exec("a, b = None"), lambda: exec("(a, b), c = 1, 2"),
        lambda: exec("a, b = {1: 2}.items()"), lambda: exec("a, = []"), lambda: exec("a, b = iter('abc')")]:
    attempt(make)
holder = ([1], 2)
holder[0].append(5)
print(holder)
try:
    holder[0] += [6]
except TypeError as error:
    print("TypeError:", error, holder)


class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]


p = Point(3, 4)
print(p, p.x, p == (3, 4), type(p + (1,)), isinstance(p, tuple), p._asdict if hasattr(p, "_asdict") else "plain",
    Point.__mro__)
