"""An exception group with nesting, causes and notes."""


def fail(kind, text):
    raise kind(text)


def collect(*tasks):
    errors = []
    for kind, text in tasks:
        try:
            fail(kind, text)
        except Exception as error:
            errors.append(error)
    return errors


def inner():
    group = ExceptionGroup("inner problems", collect((KeyError, "k"), (OSError, "o")))
    group.add_note("a note on the group")
    raise group


def main():
    errors = collect((ValueError, "first"), (TypeError, "second\nwith two lines"))
    try:
        inner()
    except ExceptionGroup as group:
        errors.append(group)
    errors.append(IndexError("never raised"))
    raise ExceptionGroup("several things failed", errors) from RuntimeError("the cause")


main()
