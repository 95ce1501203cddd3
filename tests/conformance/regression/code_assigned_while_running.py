# A call goes on with the code it began with when its function gets another; so do suspended generators.
def small():
    return "small"


def large(first=True):
    a, b, c, d, e, f = range(6)
    if first:
        large.__code__ = small.__code__
    found = [max(i, a, b, c) for i in range(5)]
    try:
        raise KeyError("inside")
    except KeyError as error:
        found.append(error.args[0])
    return a, b, c, d, e, f, found


print(large())
print(large())


def numbers():
    a, b, c = range(3)
    yield a
    yield a, b, c, max(3, *[4, 5, 6])


def letters():
    yield "a"


suspended = numbers()
print(next(suspended))
numbers.__code__ = letters.__code__
print(next(suspended), list(suspended), list(numbers()))
