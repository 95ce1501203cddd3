print("loading plain")
y = 5


def f():
    return y
