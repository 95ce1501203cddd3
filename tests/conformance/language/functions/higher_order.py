"""Functions over functions: partial application, composition, currying, trampolines, Y combinator."""

import functools
import itertools
import operator


def compose(*functions):
    return functools.reduce(lambda f, g: lambda *a, **k: f(g(*a, **k)), functions)


inc = lambda x: x + 1
double = lambda x: x * 2
print(compose(inc, double)(5), compose(double, inc)(5), compose(str, inc, double, len)("abc"))


def curry(f):
    arity = f.__code__.co_argcount

    def collect(*args):
        return f(*args) if len(args) >= arity else lambda *more: collect(*args, *more)

    return collect


@curry
def volume(a, b, c):
    return a * b * c


print(volume(1)(2)(3), volume(1, 2)(3), volume(1)(2, 3), [*map(volume(2, 3), [1, 2])])
Y = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))
print(Y(lambda self: lambda n: 1 if n < 2 else n * self(n - 1))(10))


def trampoline(f):
    def run(*args):
        result = f(*args)
        while callable(result):
            result = result()
        return result

    return run


@trampoline
def count_down(n):
    return "done" if n == 0 else lambda: count_down.__wrapped__(n - 1)


count_down.__wrapped__ = lambda n: "done" if n == 0 else lambda: count_down.__wrapped__(n - 1)
print(count_down(10000))
p = functools.partial(print, "partial", sep="-")
p(1, 2, end="!\n")
print(p.func is print, p.args, p.keywords, functools.partial(p, 3).args)
print(functools.partial(functools.partial(operator.sub, 10), 3)())
print(sorted([(1, "b"), (1, "a"), (0, "z")], key=operator.itemgetter(0)), list(map(operator.attrgetter("real"), [1, 2.5])))
print(operator.methodcaller("upper")("x"), functools.reduce(operator.mul, range(1, 6)), list(itertools.accumulate([1, 2, 3], operator.mul)))
pipeline = [str.strip, str.title, lambda s: s.replace(" ", "")]
print(functools.reduce(lambda v, f: f(v), pipeline, "  hello big world "))


def memoize(f):
    cache = {}

    @functools.wraps(f)
    def wrapper(*args):
        return cache[args] if args in cache else cache.setdefault(args, f(*args))

    wrapper.cache = cache
    return wrapper


@memoize
def ackermann(m, n):
    """Grows fast."""
    return n + 1 if m == 0 else ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 3), len(ackermann.cache), ackermann.__name__, ackermann.__doc__)
print([f(3) for f in [lambda x, n=n: x**n for n in range(4)]], (lambda f, *a: f(*a))(max, 1, 5, 3))
dispatch = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def rpn(text):
    stack = []
    for token in text.split():
        if token in dispatch:
            b, a = stack.pop(), stack.pop()
            stack.append(dispatch[token](a, b))
        else:
            stack.append(float(token))
    return stack


print(rpn("3 4 + 2 *"), rpn("5 1 2 + 4 * + 3 -"))
try:
    rpn("1 +")
except IndexError as error:
    print(error)
