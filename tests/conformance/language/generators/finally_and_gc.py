"""Generators that are dropped run their finally blocks; with blocks inside generators."""

import gc


def resource(name):
    print("open", name)
    try:
        yield name
    finally:
        print("close", name)


g = resource("a")
next(g)
del g
gc.collect()
print("after del")


def user():
    for item in resource("b"):
        return item


used = user()
gc.collect()
print(used)


class Manager:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *exc):
        print("exit", exc[0] and exc[0].__name__)


def with_inside():
    with Manager():
        yield 1
        yield 2


for value in with_inside():
    print(value)
g = with_inside()
next(g)
g.close()
g = with_inside()
next(g)
try:
    g.throw(KeyError("x"))
except KeyError:
    print("propagated")


def nested_finally():
    try:
        try:
            yield 1
        finally:
            print("inner")
            yield 2
    finally:
        print("outer")


print(list(nested_finally()))


def loop_in_generator(items):
    for item in items:
        try:
            if item < 0:
                continue
            if item > 100:
                break
            yield item
        finally:
            print("done with", item)
    else:
        print("exhausted")


print(list(loop_in_generator([1, -1, 2])))
print(list(loop_in_generator([1, 101, 2])))


def exception_state():
    try:
        raise ValueError("inside")
    except ValueError:
        import sys

        yield sys.exception()
        yield sys.exception()


import sys

try:
    raise KeyError("outside")
except KeyError:
    g = exception_state()
    print(repr(next(g)), repr(sys.exception()), repr(next(g)))
print(sys.exception())


def never_started():
    print("never")
    yield


never_started()
gc.collect()
print("end")
