"""Augmented assignment: the target is evaluated once, in-place methods win, fallbacks follow."""

trace = []


class Vec:
    def __init__(self, *values):
        self.values = list(values)

    def __add__(self, other):
        trace.append("add")
        return Vec(*self.values, *other.values)

    def __iadd__(self, other):
        trace.append("iadd")
        self.values += other.values
        return self

    def __imul__(self, n):
        return NotImplemented

    def __mul__(self, n):
        trace.append("mul")
        return Vec(*self.values * n)

    def __repr__(self):
        return f"Vec{tuple(self.values)}"


v = w = Vec(1)
v += Vec(2)
print(v, v is w, trace)
v *= 2
print(v, v is w, trace)


def index():
    trace.append("index")
    return 0


def container():
    trace.append("container")
    return box


trace.clear()
box = [Vec(5)]
container()[index()] += Vec(6)
print(box, trace)

x = 17
x += 5; print(x)
x -= 2; print(x)
x *= 3; print(x)
x //= 4; print(x)
x **= 2; print(x)
x %= 100; print(x)
x <<= 3; print(x)
x >>= 1; print(x)
x |= 7; print(x)
x &= 60; print(x)
x ^= 21; print(x)
x /= 2; print(x)

t = ([1], 2)
try:
    t[0] += [3]
except TypeError as error:
    print(error, t)

s = alias = {1}
s |= {2}
print(alias)
text = alias2 = "a"
text += "b"
print(text, alias2)
l = m = [1]
l += (2, 3)
l += "x"
l *= 2
print(m)
try:
    l += 5
except TypeError as error:
    print(error)
n = None
try:
    n += 1
except TypeError as error:
    print(error)
