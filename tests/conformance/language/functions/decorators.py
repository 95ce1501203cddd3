"""Decorators: order, arguments, classes as decorators and decorated classes."""

import functools


def tag(name):
    print("make", name)

    def decorate(function):
        print("apply", name, "to", function.__name__)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return f"<{name}>{function(*args, **kwargs)}</{name}>"

        return wrapper

    return decorate


@tag("b")
@tag("i")
def hello(who="world"):
    """Greets."""
    return f"hello {who}"


print(hello(), hello("you"), hello.__name__, hello.__doc__, hello.__wrapped__.__wrapped__())


class Memo:
    def __init__(self, function):
        self.function, self.cache = function, {}

    def __call__(self, *args):
        if args not in self.cache:
            self.cache[args] = self.function(*args)
        return self.cache[args]

    def __get__(self, instance, owner):
        return self if instance is None else functools.partial(self, instance)


@Memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(50), len(fib.cache))


class Circle:
    def __init__(self, r):
        self.r = r

    @Memo
    def area(self):
        return 3 * self.r**2

    @staticmethod
    @tag("s")
    def static():
        return "static"


print(Circle(2).area(), Circle.static())


def register(registry):
    def decorate(cls):
        registry[cls.__name__] = cls
        cls.registered = True
        return cls

    return decorate


registry = {}


@register(registry)
class Plugin: ...


print(registry["Plugin"] is Plugin, Plugin.registered)


@lambda f: "replaced by a string"
def gone(): ...


print(gone)
handlers = [tag, print]


@handlers[0]("sub")
def sub():
    return 1


@(x := tag("walrus"))
def walrus():
    return 2


print(sub(), walrus())


@str
@list
@"-".join
@lambda f: f.__name__
def spelled(): ...


print(spelled)


@property
def odd(self): ...


print(type(odd).__name__)
try:

    @5
    def not_callable(): ...
except TypeError as error:
    print(error)
print("not_callable" in globals())
