"""Errors that cannot propagate go to sys.unraisablehook."""

import gc
import sys


def hook(info):
    print("unraisable:", info.exc_type.__name__, info.exc_value, info.err_msg.split(" at 0x")[0], info.object is not None)


sys.unraisablehook = hook


class Noisy:
    def __del__(self):
        raise ValueError("in __del__")


n = Noisy()
del n
gc.collect()
print("after")


def generator():
    try:
        yield
    finally:
        raise KeyError("in a generator's finally")


g = generator()
next(g)
del g
gc.collect()
print("end")
import weakref


class Target: ...


t = Target()
ref = weakref.ref(t, lambda r: 1 / 0)
del t
gc.collect()
print(ref())
