"""A vector class with every operator that suits it."""

import math


class Vector:
    __match_args__ = ("x", "y")

    def __init__(self, x=0.0, y=0.0):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Vector({self.x!r}, {self.y!r})"

    def __eq__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, k):
        if isinstance(k, Vector):
            return self.x * k.x + self.y * k.y
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __truediv__(self, k):
        return Vector(self.x / k, self.y / k)

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __abs__(self):
        return math.hypot(self.x, self.y)

    def __bool__(self):
        return bool(self.x or self.y)

    def __iter__(self):
        return iter((self.x, self.y))

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __len__(self):
        return 2

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __format__(self, spec):
        return f"({', '.join(format(c, spec) for c in self)})"

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self


a, b = Vector(3, 4), Vector(1, -2)
print(a + b, a - b, a * 2, 2 * a, a * b, a / 2, -a, abs(a), bool(Vector()), list(a), a[0], a[-1], len(a))
print(a == Vector(3, 4), a == (3, 4), a != b, {a: 1}[Vector(3, 4)], sorted([a, b, Vector(0, 1)]), max(a, b),
    f"{a:.2f} {b:+d}", "{:>5}".format(b))
c = a
c += b
print(a, c is a, sum([Vector(1, 1), Vector(2, 2)], Vector()))
x, y = b
print(x, y, tuple(b), [*b], dict(zip("xy", b)), 4 in a)
match b:
    case Vector(1, y):
        print("matched with y =", y)
for bad in (lambda: a + 5, lambda: a / 0, lambda: a[2], lambda: a < 5, lambda: a ** 2):
    try:
        print(bad())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
