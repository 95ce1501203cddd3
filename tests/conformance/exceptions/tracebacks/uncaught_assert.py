"""AssertionError without and with a message."""


def check(value):
    assert isinstance(value, int) and value > 0
    assert value < 10, f"{value} is too big"
    return value


print(check(5))
try:
    check(-1)
except AssertionError:
    check(
        50
    )
