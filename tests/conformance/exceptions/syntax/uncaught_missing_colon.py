"""An uncaught SyntaxError in the file itself: nothing of it runs."""

print("never printed")


def f(x)
    return x
