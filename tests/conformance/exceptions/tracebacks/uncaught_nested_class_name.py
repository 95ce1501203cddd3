"""The qualified name of an exception class is shown, with its module unless that is __main__."""


class Errors:
    class Timeout(Exception):
        """Nested."""


def make():
    class Local(Errors.Timeout): ...

    return Local


try:
    raise Errors.Timeout
except Errors.Timeout:
    Other = type("Other", (Exception,), {"__module__": "some.module"})
    try:
        raise Other("from elsewhere")
    except Other:
        raise make()()
