"""What import_forms.py imports."""

__all__ = ["add", "mul", "public"]
LIMIT = 10
public = "exported"
_private = "hidden"
not_in_all = 1


def add(a, b):
    return a + b


def mul(a, b):
    return a * b


class Shape: ...
