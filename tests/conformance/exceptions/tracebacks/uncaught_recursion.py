"""Repeated frames are folded."""


def descend(n):
    return descend(n - 1) if n else 1 / 0


descend(20)
