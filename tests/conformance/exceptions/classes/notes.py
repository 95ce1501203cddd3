"""add_note and __notes__."""

e = ValueError("base")
print(hasattr(e, "__notes__"))
e.add_note("first")
e.add_note("second")
print(e.__notes__, e, repr(e))
for bad in 5, None, b"bytes":
    try:
        e.add_note(bad)
    except TypeError as error:
        print(error)
e.__notes__ = ["replaced"]
e.add_note("added")
print(e.__notes__)
e.__notes__ = "not a list"
try:
    e.add_note("x")
except TypeError as error:
    print(error)
del e.__notes__
print(hasattr(e, "__notes__"))
e.add_note("again")


class Custom(Exception):
    def add_note(self, note):
        super().add_note(note.upper())


c = Custom()
c.add_note("shout")
print(c.__notes__)

group = ExceptionGroup("g", [ValueError(1), TypeError(2)])
group.add_note("on the group")
match_, rest = group.split(ValueError)
print(match_.__notes__, rest.__notes__, match_.__notes__ is rest.__notes__)
sub = group.subgroup(TypeError)
sub.add_note("only on the part")
print(sub.__notes__, group.__notes__)
derived = group.derive([ValueError(3)])
print(hasattr(derived, "__notes__"))


def enrich(n):
    try:
        return 1 / n
    except ZeroDivisionError as error:
        error.add_note(f"n was {n}")
        raise


try:
    enrich(0)
except ZeroDivisionError as error:
    print(error, error.__notes__)
e = ValueError("copy")
e.add_note("n")
print(vars(e))
import copy

print(copy.copy(e).__notes__)
