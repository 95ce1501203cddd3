import _circle_a

value = "b saw " + _circle_a.value


def from_a():
    return _circle_a.from_b()
