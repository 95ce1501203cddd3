"""A small program: vectors and matrices with every operator a user would overload."""


class Vector:
    __slots__ = ("_v",)
    __match_args__ = ("x", "y")

    def __init__(self, *values):
        self._v = tuple(values)

    x = property(lambda self: self._v[0])
    y = property(lambda self: self._v[1])

    def __repr__(self):
        return f"Vector({', '.join(map(repr, self._v))})"

    def __format__(self, spec):
        return "<" + ", ".join(format(v, spec) for v in self._v) + ">"

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self._v, other._v, strict=True)))

    def __neg__(self):
        return Vector(*(-a for a in self._v))

    def __sub__(self, other):
        return self + -other

    def __mul__(self, k):
        return Vector(*(a * k for a in self._v))

    __rmul__ = __mul__

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self._v, other._v, strict=True))

    def __abs__(self):
        return (self @ self) ** 0.5

    def __bool__(self):
        return any(self._v)

    def __eq__(self, other):
        return isinstance(other, Vector) and self._v == other._v

    def __hash__(self):
        return hash(self._v)

    def __getitem__(self, i):
        return Vector(*self._v[i]) if isinstance(i, slice) else self._v[i]

    def __len__(self):
        return len(self._v)

    def __round__(self, n=None):
        return Vector(*(round(a, n) for a in self._v))


class Matrix:
    def __init__(self, rows):
        self.rows = [Vector(*row) for row in rows]

    def __getitem__(self, key):
        match key:
            case (int(r), int(c)):
                return self.rows[r][c]
            case (slice() as rs, int(c)):
                return [row[c] for row in self.rows[rs]]
            case int(r):
                return self.rows[r]
            case _:
                raise TypeError(f"bad index {key!r}")

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def __matmul__(self, other):
        if isinstance(other, Vector):
            return Vector(*(row @ other for row in self.rows))
        return Matrix([[row @ col for col in other.T.rows] for row in self.rows])

    def __pow__(self, n):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1:
                result @= base
            base, n = base @ base, n >> 1
        return result

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __repr__(self):
        return "\n".join(" ".join(f"{v:>4}" for v in row) for row in self.rows)


a, b = Vector(3, 4), Vector(1, -2)
print(a + b, a - b, a * 2, 2 * a, a @ b, abs(a), -a, bool(Vector(0, 0)), a[0], Vector(1, 2, 3)[1:])
print(f"{a:.2f} {b:+d}", {a: 1}[Vector(3, 4)], round(Vector(1.234, 2.345), 1), len(a), list(a), 3 in a)
for bad in lambda: a + 1, lambda: a + Vector(1), lambda: "x" + a, lambda: a @ Vector(1):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
m = Matrix([[1, 1], [1, 0]])
print(m**10)
print(m.T[0], (m @ Vector(2, 3)), m[0, 1], m[:, 0], m[1])
try:
    m["x"]
except TypeError as error:
    print(error)
match a:
    case Vector(x=0):
        print("on the axis")
    case Vector(x, y) if x < y:
        print("steep", x, y)
