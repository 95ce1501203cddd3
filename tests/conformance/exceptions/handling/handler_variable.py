"""The name of an except clause is deleted at its end, whatever happens."""

e = "before"
try:
    raise ValueError
except ValueError as e:
    pass
try:
    e
except NameError as error:
    print(error)


def in_function():
    e = 1
    try:
        raise KeyError
    except KeyError as e:
        e = 5
        print(e)
    try:
        return e
    except UnboundLocalError as error:
        return str(error)


print(in_function())


def deleted_inside():
    try:
        raise KeyError
    except KeyError as e:
        del e
    return "e" in locals()


print(deleted_inside())


def closure():
    try:
        raise ValueError("captured")
    except ValueError as error:
        get = lambda: error
        print(get())
    try:
        get()
    except NameError as gone:
        print(gone)


closure()


def returned():
    try:
        raise ValueError("returned")
    except ValueError as error:
        return error


print(repr(returned()))


def loop():
    for i in range(2):
        try:
            raise ValueError(i)
        except ValueError as error:
            if i == 0:
                continue
            break
    return "error" in locals()


print(loop())


class Body:
    try:
        raise ValueError("class")
    except ValueError as problem:
        text = str(problem)


print(Body.text, hasattr(Body, "problem"))


def global_name():
    global g
    try:
        raise ValueError("g")
    except ValueError as g:
        print(g)


global_name()
print("g" in globals())
try:
    raise ExceptionGroup("eg", [ValueError(1)])
except* ValueError as group:
    print(group.exceptions)
print("group" in globals())


def raise_inside():
    try:
        try:
            raise ValueError("first")
        except ValueError as error:
            raise KeyError("second")
    except KeyError as other:
        return "error" in locals(), "other" in locals()


print(raise_inside())
