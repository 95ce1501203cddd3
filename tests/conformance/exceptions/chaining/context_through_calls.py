"""Context comes from the error that is being handled anywhere up the stack."""

import sys


def helper():
    raise KeyError("from the helper")


try:
    try:
        raise ValueError("outer")
    except ValueError:
        helper()
except KeyError as error:
    print(repr(error.__context__))


def generator():
    try:
        yield 1
    except ValueError:
        yield "caught"
    raise TypeError("from the generator")


g = generator()
next(g)
print(g.throw(ValueError("thrown")))
try:
    try:
        raise OSError("handled while the generator runs")
    except OSError:
        next(g)
except TypeError as error:
    print(repr(error.__context__))


def current():
    return repr(sys.exception())


print(current())
try:
    raise ValueError("one")
except ValueError:
    print(current())
    try:
        raise KeyError("two")
    except KeyError:
        print(current())
    print(current())

    def nested():
        try:
            raise IndexError("three")
        except IndexError:
            return current()

    print(nested(), current())
print(current())


class Descriptor:
    def __get__(self, instance, owner):
        raise LookupError("descriptor")


class Uses:
    attr = Descriptor()

    def __del__(self): ...

    def __getattr__(self, name):
        return current()


print(Uses().missing)
try:
    1 / 0
except ZeroDivisionError:
    try:
        Uses().attr
    except LookupError as error:
        print(repr(error.__context__))
    print(current())


def early_return():
    try:
        raise ValueError
    except ValueError:
        return current()


print(early_return(), current())


def loop():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError:
            if i == 1:
                continue
            if i == 2:
                break
    return current()


print(loop())
try:
    try:
        raise ValueError("v")
    except ValueError as error:
        error_saved = error
        raise
except ValueError as again:
    print(again is error_saved, again.__context__)
