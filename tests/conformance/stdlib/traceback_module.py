"""traceback: formatting exceptions as text."""

import traceback


def inner(n):
    return 10 / n


def outer(n):
    return inner(n) + 1


def clean(text):
    return text.replace(__file__, "FILE")


try:
    outer(0)
except ZeroDivisionError as error:
    print(clean(traceback.format_exc()))
    print(traceback.format_exception_only(error), traceback.format_exception_only(type(error), error))
    frames = traceback.extract_tb(error.__traceback__)
    print([(frame.name, frame.lineno, frame.line) for frame in frames],
        len(traceback.format_tb(error.__traceback__)))
    print(clean("".join(traceback.format_exception(error, limit=1))))
try:
    try:
        {}["missing"]
    except KeyError as error:
        raise ValueError("outer") from error
except ValueError as error:
    print(clean("".join(traceback.format_exception(error))))
    print(clean("".join(traceback.format_exception(error, chain=False))))
try:
    try:
        [][1]
    except IndexError:
        int("x")
except ValueError as error:
    print(clean("".join(traceback.format_exception(error))))
    error.add_note("a note")
    print(traceback.format_exception_only(error), error.__notes__, error.__suppress_context__,
        type(error.__context__).__name__)
try:
    raise ExceptionGroup("group", [ValueError(1), ExceptionGroup("nested", [KeyError("k")])])
except ExceptionGroup as group:
    print(clean("".join(traceback.format_exception(group))))
try:
    exec("x = (1 +\n  2 3)", {})
except SyntaxError as error:
    print("".join(traceback.format_exception_only(error)), error.lineno, error.offset, error.msg)
te = traceback.TracebackException.from_exception(ValueError("built"))
print(list(te.format()), te.exc_type_str, str(te))


def stack():
    return [frame.name for frame in traceback.extract_stack()]


def deep():
    return stack()


print(deep())


def recurse(n):
    return recurse(n - 1) if n else 1 / 0


try:
    recurse(10)
except ZeroDivisionError:
    print(clean(traceback.format_exc()))
try:
    None.attribute
except AttributeError as error:
    print(error, error.name, error.obj)
try:
    undefined_name
except NameError as error:
    print(error, error.name, clean(traceback.format_exc()).splitlines()[-1])
