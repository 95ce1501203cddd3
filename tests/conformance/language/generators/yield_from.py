"""yield from: delegation of values, sends, throws, close and return values."""


def inner():
    try:
        received = yield "first"
        print("inner received", received)
        received = yield "second"
        print("inner received", received)
    except ValueError as error:
        print("inner caught", error)
        yield "after the error"
    finally:
        print("inner finally")
    return "inner result"


def outer():
    result = yield from inner()
    print("outer got", result)
    yield "outer end"
    return "outer result"


o = outer()
print(next(o), o.gi_yieldfrom.__name__)
print(o.send("A"))
print(o.send("B"))
try:
    next(o)
except StopIteration as stop:
    print(stop.value)

o = outer()
next(o)
print(o.throw(ValueError("into inner")))
print(list(o))
o = outer()
next(o)
o.close()


def flatten(nested):
    for item in nested:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, [3, [], 4]], 5])))


def over_iterables():
    got = yield from "ab"
    print("strings return", got)
    yield from [1, 2]
    yield from {"k": 1}
    yield from range(2)
    yield from ()


print(list(over_iterables()))


def send_to_list():
    yield from [1, 2, 3]


s = send_to_list()
next(s)
print(s.send(None))
try:
    s.send(5)
except AttributeError as error:
    print(error)


class Custom:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 3:
            raise StopIteration("custom value")
        return self.n

    def send(self, value):
        print("custom send", value)
        return self.__next__()

    def throw(self, *args):
        print("custom throw", args)
        return "thrown"

    def close(self):
        print("custom close")


def delegate():
    value = yield from Custom()
    return value


d = delegate()
print(next(d), d.send("x"), d.throw(KeyError("k")))
try:
    next(d)
except StopIteration as stop:
    print(stop.value)
d = delegate()
next(d)
d.close()


def chain(n):
    if n:
        return (yield from chain(n - 1)) + 1
    yield "bottom"
    return 0


c = chain(50)
print(next(c))
try:
    next(c)
except StopIteration as stop:
    print(stop.value)


def bad():
    yield from 5


try:
    next(bad())
except TypeError as error:
    print(error)
