"""Traceback objects walked by hand: tb_frame, tb_lineno, tb_next; building and changing them."""

import sys
import types


def level1(x):
    local_one = x * 2
    return level2(local_one)


def level2(y):
    local_two = "two"
    raise ValueError(y)


def walk(tb):
    first = walk.__code__.co_firstlineno
    while tb:
        frame = tb.tb_frame
        print("  ", frame.f_code.co_name, tb.tb_lineno - first, frame.f_lineno - first, sorted(k for k in frame.f_locals if not k.startswith("__"))[:3], tb.tb_lasti >= 0)
        tb = tb.tb_next


try:
    level1(5)
except ValueError as error:
    tb = error.__traceback__
    walk(tb)
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is error, sys.exc_info()[2] is tb, sys.exception() is error)
    inner = tb.tb_next.tb_next
    print(inner.tb_frame.f_locals["local_two"], inner.tb_frame.f_back is tb.tb_next.tb_frame, inner.tb_next)
    print(inner.tb_frame.f_globals is globals(), tb.tb_next.tb_frame.f_locals["local_one"])
print(sys.exc_info(), sys.exception())

tb2 = types.TracebackType(None, tb.tb_frame, 0, 99)
print(tb2.tb_lineno, tb2.tb_next, tb2.tb_lasti)
tb2.tb_next = tb
print(tb2.tb_next is tb)
for value in (5, tb2):
    try:
        tb2.tb_next = value
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    tb.tb_next.tb_next = tb2
except ValueError as error:
    print(error)
for name in "tb_frame", "tb_lineno", "tb_lasti":
    try:
        setattr(tb, name, None)
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
e = ValueError("fresh")
print(e.__traceback__)
same = e.with_traceback(tb.tb_next)
print(same is e, e.__traceback__ is tb.tb_next)
try:
    raise e
except ValueError as error:
    walk(error.__traceback__)
try:
    e.with_traceback(5)
except TypeError as error:
    print(error)
e.__traceback__ = None
print(e.__traceback__, dir(tb))


def reraised():
    try:
        level1(1)
    except ValueError as error:
        raise


try:
    reraised()
except ValueError as error:
    walk(error.__traceback__)


def generator():
    yield
    level2(3)


try:
    list(generator())
except ValueError as error:
    walk(error.__traceback__)
