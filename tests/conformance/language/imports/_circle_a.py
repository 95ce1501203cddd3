value = "a's value"
import _circle_b


def from_b():
    return _circle_b.value
