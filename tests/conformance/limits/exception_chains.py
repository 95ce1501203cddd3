"""Very long chains of exceptions, causes and tracebacks."""

import traceback


def chain(n):
    error = None
    for i in range(n):
        try:
            try:
                if error:
                    raise error
                raise ValueError(0)
            except ValueError as caught:
                raise ValueError(i + 1) from caught
        except ValueError as caught:
            error = caught
    return error


error, depth = chain(200), 0
while error.__cause__ is not None:
    error = error.__cause__
    depth += 1
print(depth >= 200, error.args)
context = None
for n in range(5000):
    try:
        raise KeyError(n)
    except KeyError as caught:
        caught.__context__ = context
        context = caught
length = 0
while context:
    context, length = context.__context__, length + 1
print(length)


def deep(n):
    if n == 0:
        raise ValueError("bottom")
    deep(n - 1)


try:
    deep(800)
except ValueError as error:
    frames = traceback.extract_tb(error.__traceback__)
    print(len(frames), frames[-1].name, len(traceback.format_exception(error)))
a, b = ValueError("a"), ValueError("b")
a.__cause__, b.__cause__ = b, a
text = "".join(traceback.format_exception(a))
print(text.count("ValueError: a"), text.count("ValueError: b"))
try:
    raise a from a
except ValueError as error:
    print(error.__cause__ is error, "".join(traceback.format_exception(error)).count("ValueError"))
groups = ValueError("leaf")
for n in range(50):
    groups = ExceptionGroup(f"level {n}", [groups])
lines = "".join(traceback.format_exception(groups)).splitlines()
print(len(lines), "..." in "\n".join(lines), groups.split(ValueError)[0] is not None, groups.subgroup(KeyError))
many = ExceptionGroup("many", [ValueError(n) for n in range(1000)])
print(len(many.exceptions), "and 985 more exceptions" in "".join(traceback.format_exception(many)), many)
try:
    raise RecursionError("made by hand")
except RecursionError as error:
    print(error, RecursionError.__mro__[1].__name__)
caught = 0
for n in range(20000):
    try:
        {}[n]
    except KeyError:
        caught += 1
    finally:
        caught += 1
print(caught)
