"""The arguments and the result of __exit__ in every way of leaving a with block."""


class Spy:
    def __init__(self, result=None, log=None):
        self.result, self.log = result, log

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print("exit", kind.__name__ if kind else None, value, type(tb).__name__)
        return self.result


def leave_by_return():
    with Spy():
        return "returned"


def leave_by_break():
    for i in range(3):
        with Spy():
            break
    return i


def leave_by_continue():
    for i in range(2):
        with Spy():
            continue
    return i


def leave_by_yield():
    with Spy():
        yield 1


print(leave_by_return(), leave_by_break(), leave_by_continue(), list(leave_by_yield()))
for result in None, False, 0, "", [], True, 1, "yes", [0]:
    try:
        with Spy(result):
            raise ValueError(repr(result))
        print("suppressed by", repr(result))
    except ValueError as error:
        print("propagated", error)


class BadTruth:
    def __bool__(self):
        raise LookupError("truth of the result")


try:
    with Spy(BadTruth()):
        raise ValueError("x")
except LookupError as error:
    print(error, repr(error.__context__))
with Spy(BadTruth()):
    pass


def return_in_nested():
    with Spy() as a, Spy(True) as b:
        with Spy():
            raise KeyError("inner")
    return "after suppression"


print(return_in_nested())


class Reentrant:
    depth = 0

    def __enter__(self):
        self.depth += 1
        return self.depth

    def __exit__(self, *exc):
        self.depth -= 1


r = Reentrant()
with r as one, r as two:
    with r as three:
        print(one, two, three)
print(r.depth)


class Logged:
    @property
    def __enter__(self):
        print("looking up enter")
        return lambda: "value"

    @property
    def __exit__(self):
        print("looking up exit")
        return lambda *exc: print("exit called", len(exc))


with Logged() as value:
    print(value)


class Static:
    __enter__ = staticmethod(lambda: "static enter")
    __exit__ = staticmethod(lambda *exc: len(exc))


with Static() as value:
    print(value)


class Once:
    def __enter__(self):
        raise StopIteration("from enter")

    def __exit__(self, *exc):
        print("never")


try:
    with Once():
        pass
except StopIteration as stop:
    print("plain error", stop)
try:
    with Spy() as (a, b):
        pass
except TypeError as error:
    print(error)
