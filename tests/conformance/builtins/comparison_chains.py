"""Chained comparisons, identity, membership and evaluation order."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


log = []


def note(x):
    log.append(x)
    return x


print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 == 1, 1 < 2 > 1 != 3, 5 == 5.0 == True + 4, "a" < "b" <= "b" != "c",
    1 in [1] == True, (1 in [1]) == True, not 1 < 2 < 1, 1 < 2 in [2], None is None is not log)
print(note(1) < note(3) < note(2) < note(9), log)
log.clear()
print(note(5) < note(1) < note(7), log)
log.clear()
print(note(1) == note(1) != note(2) in [note(2), 3], log)


class Odd:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        log.append(f"{self.name} < {getattr(other, 'name', other)}")
        return []

    def __gt__(self, other):
        log.append(f"{self.name} > {getattr(other, 'name', other)}")
        return "truthy"

    def __eq__(self, other):
        log.append(f"{self.name} == {getattr(other, 'name', other)}")
        return NotImplemented


class Sub(Odd):
    def __gt__(self, other):
        log.append("reflected first")
        return "from the subclass"


log.clear()
a, b = Odd("a"), Odd("b")
print(a < b, a > b, a > b > a, a < b < a, a == b, a == a, a != b, 5 > a, 5 < a, a < Sub("s"), log)
print([1, 2] < [1, 2, 3], [2] > [1, 9, 9], (1, "a") < (1, "b"), [1, [2, 3]] == [1, [2, 3]], {1: [2]} == {1: [2]},
    "abc" < "abd", b"a" < b"b", {1} < {1, 2}, range(3) == range(3), [nan := float("nan")] == [nan], nan == nan,
    (nan,) == (float("nan"),))
print([] is [], a is a, a is not b, "x" in "xyz", 1 not in (2, 3), None in [0, None], [] in [[]], 1.0 in [1],
    True in {1: 2})
attempt(lambda: 1 < "a" < 2)
attempt(lambda: 1 > 2 < "a")
attempt(lambda: 2 > 1 < "a")
attempt(lambda: [1, "a"] < [1, 2])
attempt(lambda: [1, "a"] < [2, 2])
attempt(lambda: max(1, "a"))
x = 5
print(0 < x < 10, 0 < x > 10, x == x == 5, 1 < x and x < 10 or "no", not x == 5, (not x) == 5)
