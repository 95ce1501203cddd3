"""SystemExit with an object that is not an int: its text goes to stderr."""


class Reason:
    def __str__(self):
        return "a reason of its own"


print("before")
raise SystemExit(Reason())
