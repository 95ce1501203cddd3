"""RecursionError of a function that never ends."""

import sys

sys.setrecursionlimit(100)


def forever(n):
    return forever(n + 1)


forever(0)
