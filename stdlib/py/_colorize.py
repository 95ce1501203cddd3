"""Whether output to a terminal may be coloured."""

import sys


def can_colorize(*, file=None):
    """May text for this file (by default stdout) carry colours?"""
    import os
    environ = os.environ
    if not sys.flags.ignore_environment:
        if environ.get("PYTHON_COLORS") == "0":
            return False
        if environ.get("PYTHON_COLORS") == "1":
            return True
        if environ.get("NO_COLOR"):
            return False
        if environ.get("FORCE_COLOR"):
            return True
        if environ.get("TERM") == "dumb":
            return False
    if file is None:
        file = sys.stdout
    if not hasattr(file, "fileno"):
        return False
    try:
        return os.isatty(file.fileno())
    except Exception:
        return hasattr(file, 'isatty') and file.isatty()
