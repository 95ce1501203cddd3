"""Chained comparisons evaluate each operand once and stop at the first false link."""


def seen(label, value):
    print("eval", label, end="; ")
    return value


print(seen("a", 1) < seen("b", 2) < seen("c", 3))
print(seen("a", 3) < seen("b", 2) < seen("c", 3))
print(seen("a", 1) == seen("b", 1) != seen("c", 2) >= seen("d", 2))

x = 5
print(1 < x < 10, 10 < x < 20, x > 3 < 7, 1 < 3 > 2)
two = [1, 2]
print(1 in two == True)
print((1 in [1, 2]) == True)
print(None is None is not False)


class Loud:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        print(f"{self.value} < {other.value}")
        return self.value < other.value


class Vague:
    """Comparisons that give something other than a bool."""

    def __lt__(self, other):
        return "lt" if other else ""

    def __gt__(self, other):
        return ["gt"]


print(Loud(1) < Loud(2) < Loud(0) < Loud(9))
print(Vague() < 1 < 2)
print(repr(Vague() < 0 < 2))
print(repr(1 < Vague() > 2))
print(not Vague() < 0)

# A falsy link is the value of the whole chain.
print([] < [1] > [2])
print(1 < 2 == 2.0 in [2])
print("a" < "b" < "c", "a" <= "a" > "A", "ab" not in "abc" in ["abc"])
