"""raise: classes, instances, from, and what may not be raised."""


class Custom(Exception):
    def __init__(self, *args, code=7):
        super().__init__(*args)
        self.code = code


def attempt(action):
    try:
        action()
    except BaseException as error:
        print(type(error).__name__, error.args, repr(error.__cause__), repr(error.__context__), error.__suppress_context__)


def raise_it(value):
    raise value


def raise_from(value, cause):
    raise value from cause


attempt(lambda: raise_it(Custom))
attempt(lambda: raise_it(Custom("text", 2, code=3)))
attempt(lambda: raise_it(5))
attempt(lambda: raise_it("text"))
attempt(lambda: raise_it(None))
attempt(lambda: raise_it(object))
attempt(lambda: raise_it(int))
attempt(lambda: raise_from(Custom("x"), KeyError("cause")))
attempt(lambda: raise_from(Custom("x"), KeyError))
attempt(lambda: raise_from(Custom("x"), None))
attempt(lambda: raise_from(Custom("x"), 5))
attempt(lambda: raise_from(Custom, ValueError("v")))


def bare():
    raise


attempt(bare)


def reraise():
    try:
        raise KeyError("original")
    except KeyError:
        bare()


attempt(reraise)


class NeedsArgument(Exception):
    def __init__(self, required):
        self.required = required


attempt(lambda: raise_it(NeedsArgument))


class Strange(Exception):
    def __new__(cls):
        return 42


attempt(lambda: raise_it(Strange))


class Factory(type):
    def __call__(cls, *args):
        print("metaclass call", args)
        return super().__call__(*args)


class Built(Exception, metaclass=Factory):
    pass


attempt(lambda: raise_it(Built))
error = ValueError("again")
attempt(lambda: raise_it(error))
attempt(lambda: raise_it(error))
