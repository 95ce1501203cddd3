"""A sys.excepthook that raises: both errors are shown."""

import sys


def hook(kind, value, tb):
    raise RuntimeError("the hook failed")


sys.excepthook = hook
{}["original"]
