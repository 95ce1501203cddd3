"""An error in a class body: the class is a frame."""


class Outer:
    size = 3

    class Inner:
        values = [1, 2, 3]
        chosen = values[size]


print("never")
