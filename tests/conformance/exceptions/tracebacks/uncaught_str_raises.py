"""An exception whose __str__ raises, and one whose text has several lines."""


class Bad(Exception):
    def __str__(self):
        raise ValueError("in __str__")


class Lines(Exception):
    pass


try:
    raise Lines("first line\n  second line\n")
except Lines:
    raise Bad("x")
