"""Lambdas: parameters of every kind, closures, defaults, names."""

print((lambda: 42)())
print((lambda x, y=2, *args, k=3, **kw: (x, y, args, k, kw))(1, 5, 6, k=7, z=8))
print((lambda a, /, b, *, c: (a, b, c))(1, b=2, c=3))
print((lambda *, k: k)(k=1))
print((lambda *a, **k: (a, k))(1, x=2))

f = lambda x: lambda y: lambda z: x + y + z
print(f(1)(2)(3))
late = [lambda: i for i in range(3)]
print([g() for g in late])
early = [lambda i=i: i for i in range(3)]
print([g() for g in early])

fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(20))
print(sorted(["bb", "a", "ccc"], key=lambda s: (-len(s), s)))
print((lambda x: (yield x))(1).send(None))
print(f.__name__, f.__qualname__, f.__doc__, f.__module__)
print(late[0].__qualname__)


def holder():
    return lambda: None


print(holder().__qualname__)
print((lambda x=(lambda: 5)(): x)())
pick = (lambda x: x if x else "none")
print(pick(0), pick(1))
print([*map(lambda p: p[0] * p[1], zip([1, 2], [3, 4]))])
print((lambda: (lambda: (lambda: "deep")())())())
print((lambda x: x)(x=1), (lambda *x: x)(), (lambda **x: x)())

try:
    (lambda x, y: None)(1)
except TypeError as error:
    print(error)
try:
    (lambda: None)(1)
except TypeError as error:
    print(error)
print((lambda x: [x for x in range(x)])(3))
y = 1
print((lambda: [y := 2, y])(), y)
