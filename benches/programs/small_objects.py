"""Many small objects: instances, tuples, lists and dicts, made and dropped."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Linked:
    def __init__(self, value, rest=None):
        self.value = value
        self.rest = rest


def kept(size):
    points = [Point(n, n + 1) for n in range(size)]
    slotted = [Slotted(n, -n) for n in range(size)]
    return sum(p.x for p in points) + sum(s.y for s in slotted)


def dropped(size):
    total = 0
    for n in range(size):
        pair = (n, [n, {"n": n}])
        point = Point(pair[0], pair[1][1]["n"])
        total += point.x - point.y + len(pair)
    return total


def chain(size):
    node = None
    for n in range(size):
        node = Linked(n, node)
    length = 0
    while node:
        length += 1
        node = node.rest
    return length


def cycles(size):
    count = 0
    for n in range(size):
        a, b = Linked(n), Linked(n)
        a.rest, b.rest = b, a
        count += a.rest.rest is a
    return count


result = kept(250_000), dropped(500_000), chain(300_000), cycles(250_000)
print("small_objects", *result)
assert result == (0, 1_000_000, 300_000, 250_000)
