"""Rich comparison: reflection, NotImplemented, default equality, hash."""


class Version:
    def __init__(self, text):
        self.parts = tuple(int(p) for p in text.split("."))

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts == other.parts

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts < other.parts

    def __hash__(self):
        return hash(self.parts)

    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))


a, b = Version("1.2"), Version("1.10")
print(a < b, a > b, a == Version("1.2"), a != b, sorted([b, a]), max(a, b))
print(a == 1, a != 1, 1 == a)
for attempt in lambda: a < 1, lambda: 1 > a, lambda: a <= b, lambda: a >= b:
    try:
        print(attempt())
    except TypeError as error:
        print(error)
print({a: "x"}[Version("1.2")], len({a, Version("1.2"), b}))


class EqOnly:
    def __eq__(self, other):
        return True


try:
    hash(EqOnly())
except TypeError as error:
    print(error)
print(EqOnly.__hash__, EqOnly() != 1, EqOnly() == None)
try:
    {EqOnly(): 1}
except TypeError as error:
    print(error)


class Tracer:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        print(f"{self.name}.eq", end=" ")
        return NotImplemented

    def __ne__(self, other):
        print(f"{self.name}.ne", end=" ")
        return NotImplemented

    def __lt__(self, other):
        print(f"{self.name}.lt", end=" ")
        return NotImplemented

    def __gt__(self, other):
        print(f"{self.name}.gt", end=" ")
        return NotImplemented


class SubTracer(Tracer):
    def __gt__(self, other):
        print("sub.gt", end=" ")
        return "sub wins"


x, y = Tracer("x"), Tracer("y")
print(x == y)
print(x != y)
print(x == x, x != x)
print(x < SubTracer("z"))
try:
    x < y
except TypeError as error:
    print(error)

# Containers use identity before equality.
nan = float("nan")
print(nan == nan, [nan] == [nan], nan in [nan], (nan,) == (nan,), [nan].index(nan), [nan].count(nan))
print([1, 2] < [1, 3], [1] < [1, 0], (1, "a") < (2, 3), [] < [0], "a" < "b", b"a" < b"b", {1} < {1, 2}, {1} <= {1})
print(1 == 1.0 == True, 0.0 == -0.0, 1j == 1j, (1).__eq__("a"), (1).__lt__(2.5), "a".__lt__(1))
for pair in ((1, "a"), ([], ()), ({}, {}), (None, None), (1j, 2j), (object(), 1), ({1}, [1]), (b"", ""), (range(2), range(3)), (len, abs)):
    try:
        pair[0] < pair[1]
    except TypeError as error:
        print(error)
print(range(0) == range(2, 2), range(0, 4, 2) == range(0, 3, 2), slice(1, 2) == slice(1, 2), slice(1) < slice(2))
print([1, [2, (3,)]] == [1, [2, (3,)]], {"a": [1]} == {"a": [1]}, {1: 2} != {1: 3}, frozenset("a") == {"a"})
