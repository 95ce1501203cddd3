"""Carets under operators, calls, subscripts, attributes and statements of every kind, shown by the excepthook."""

import sys


def binary(a, b):
    return (a + 1) * (a / b) - 1


def subscript(data):
    return data["outer"][0]["missing"]["deeper"]


def attribute(value):
    return value.real.numerator.nothing.more


def call(function):
    return max(1, 2) + function(1, 2, key="value") + 3


def multi_line(a, b):
    return (
        a
        + b
        + "text".join(
            [1, 2]
        )
    )


def long_call(f):
    return f(
        1,
        2,
        3,
    )


def unicode_before(a):
    return "äöü中文" + a + "ß"


def comparison(a, b):
    if a == 1 and a < b < 3:
        return True


def unary(a):
    return 1 + -a


def in_string(a):
    return f"value: {a / 0:.2f} end"


def unpack(a):
    x, y = y, x = a
    return x


def augmented(a):
    a.x += 1
    return a


def for_loop(a):
    for i in a.b:
        pass


def with_block(a):
    with a as b, open(b):
        pass


def assertion(a):
    assert a > 1 and a < 2, "out of range"


def delete(a):
    del a["x"], a["y"]


def comprehension(a):
    return {k: v / 0 for k, v in a.items() if v}


cases = [(binary, 1, 0), (subscript, {"outer": [{}]}), (attribute, 1), (call, len), (multi_line, "a", "b"), (long_call, abs), (unicode_before, 1), (comparison, 1, "x"), (unary, "x"), (in_string, 1), (unpack, 5), (augmented, 1), (for_loop, {}), (with_block, 3), (assertion, 5), (delete, {"x": 1}), (comprehension, {"k": 1})]
sys.stderr = sys.stdout
for function, *args in cases:
    try:
        function(*args)
    except Exception as error:
        print("--", function.__name__)
        sys.excepthook(type(error), error, error.__traceback__)
