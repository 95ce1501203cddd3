"""Parameters of all kinds, defaults, and how arguments reach them."""


def everything(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(everything(1, d=4))
print(everything(1, 20, 30, 40, 50, d=4, e=6, f=7))
print(everything(1, c=9, d=4, a=10, b=11))
print(everything(*[1, 2], *[3, 4], d=0, **{"x": 1}, **{"y": 2}))


def keyword_only(*, first, second="s"):
    return first, second


print(keyword_only(first=1), keyword_only(second=2, first=1))


def positional_only(x, y=0, /):
    return x - y


print(positional_only(5), positional_only(5, 3))


def star_then_kw(*args, sep):
    return sep.join(args)


print(star_then_kw("a", "b", sep="+"))


def mutable_default(value, into=[]):
    into.append(value)
    return into


print(mutable_default(1), mutable_default(2), mutable_default(3, []))

n = 10


def evaluated_at_definition(value=n):
    return value


n = 20
print(evaluated_at_definition())
print(everything.__defaults__, everything.__kwdefaults__)
everything.__defaults__ = (100,)
everything.__kwdefaults__ = {"d": "D"}
print(everything(1, 2, e=0))
everything.__defaults__ = None
try:
    everything(1, d=1, e=1)
except TypeError as error:
    print(error)
code = everything.__code__
print(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames)


def collects(*args, **kwargs):
    args += (1,)
    kwargs["self"] = "mine"
    return args, kwargs


given = {"self": "yours"}
print(collects(**given), given)
print((lambda *a: a)(*"xyz", *(), *range(2)))


def order(a, b):
    return a, b


print(order(b=1, a=2), order(*[1], b=2), order(b=2, *[1]), order(**{"b": 1, "a": 0}))
print(dict(**{"not an identifier": 1, "": 2}, ok=3))
