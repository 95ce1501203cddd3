"""Two functions that call each other: frames alternate and are not folded."""


def even(n):
    if n == 0:
        raise ValueError("reached zero")
    return odd(n - 1)


def odd(n):
    return even(n - 1)


even(6)
