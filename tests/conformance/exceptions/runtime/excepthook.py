"""sys.excepthook: replaced, called with the error, and failing hooks."""

import sys


def hook(kind, value, tb):
    print("hook:", kind.__name__, value, tb.tb_lineno if tb else None)
    print("frames:", frames(tb))


def frames(tb):
    names = []
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    return names


print(sys.excepthook is sys.__excepthook__)
sys.excepthook = hook


def outer():
    inner()


def inner():
    raise LookupError("nobody catches this")


outer()
