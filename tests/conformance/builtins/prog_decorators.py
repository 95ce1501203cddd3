"""Decorators with and without arguments, stacked, as classes, on methods."""

import functools

log = []


def traced(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        log.append(f"{function.__name__}{args}{kwargs or ''}")
        result = function(*args, **kwargs)
        log.append(f"-> {result}")
        return result
    return wrapper


def repeat(times, *, collect=list):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            return collect(function(*args) for _ in range(times))
        return wrapper
    return decorate


class CountCalls:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, obj, owner=None):
        return self if obj is None else functools.partial(self, obj)


@traced
@repeat(3, collect=tuple)
def hello(name="you"):
    """greets"""
    return f"hello {name}"


@CountCalls
def square(n):
    return n * n


class Account:
    def __init__(self, balance):
        self.balance = balance

    @traced
    def deposit(self, amount):
        self.balance += amount
        return self.balance

    @CountCalls
    def peek(self):
        return self.balance

    def __repr__(self):
        return "acc"

    @property
    @traced
    def doubled(self):
        return self.balance * 2

    @staticmethod
    @repeat(2)
    def zero():
        return 0

    @classmethod
    @traced
    def open(cls, n):
        return cls(n)


print(hello(), hello("Ann"), hello.__name__, hello.__doc__, [square(n) for n in range(4)], square.calls,
    square.__name__)
acc = Account(10)
print(acc.deposit(5), acc.peek(), acc.peek(), Account.peek.calls, acc.doubled, Account.zero(),
    Account.open(3).balance)
print(*log, sep="\n")
registry = {}


def register(key):
    def decorate(thing):
        registry[key] = thing
        return thing
    return decorate


@register("f")
def f(): return "f called"


@register("C")
class C:
    pass


def retry(times):
    def decorate(function):
        def wrapper(*args):
            for attempt in range(1, times + 1):
                try:
                    return f"{function(*args)} at attempt {attempt}"
                except ValueError as error:
                    last = error
            raise RuntimeError("gave up") from last
        return wrapper
    return decorate


failures = [ValueError("1"), ValueError("2"), None]


@retry(3)
def flaky():
    if error := failures.pop(0):
        raise error
    return "worked"


print(registry["f"](), registry["C"] is C, flaky())
failures[:] = [ValueError(str(n)) for n in range(5)]
try:
    flaky()
except RuntimeError as error:
    print(error, "because of", repr(error.__cause__))
order = []
mark = lambda name: order.append(f"made {name}") or (lambda fn: order.append(f"applied {name}") or fn)


@mark("outer")
@mark("inner")
def target(): pass


print(order)
@(lambda fn: fn())
def result(): return "replaced by its own result"
print(result)
