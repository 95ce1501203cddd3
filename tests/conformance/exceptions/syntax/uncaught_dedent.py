"""A dedent to a level that was never open."""


def f():
        x = 1
    return x
