"""Less known forms that a compiler must get right."""

# A conditional chain in a comprehension condition, and conditions over conditions.
print([x for x in range(20) if x % 2 if x % 3 if x % 5 != 4])
# else on every compound statement.
for x in ():
    pass
else:
    print("for else")
while False:
    pass
else:
    print("while else")
try:
    pass
except Exception:
    pass
else:
    print("try else")
# Assignment expression as a default, in a slice, in a lambda.
print((lambda a=(z := 5): a)(), z, [1, 2, 3][(i := 1) :], i)
# Stacked decorators on a class with a metaclass call.
print(type("X", (), dict(a=1, b=lambda self: self.a))().b())
# Nested functions with the same names.


def f(f):
    def f2(f):
        return f + 1

    return f2(f)


print(f(1))
# Chained assignment to subscripts from left to right.
l = [0, 0]
i = l[i] = 1 if i else 0
print(i, l)
a = [1, 2, 3]
i = 0
i, a[i] = 2, 9
print(i, a)
# Swaps through slices.
a[0], a[2] = a[2], a[0]
a[:2] = a[1::-1]
print(a)
# Loop variables reused in nested loops.
print([(x, y) for x in range(2) for x, y in [(x + 1, x)]])
# Strings and numbers with methods.
print(1 .__add__(2), 1.5.__add__(1), "%s".__mod__("x"), (5).__class__.__name__, 3..__class__.__name__)
# The value of a walrus in a while with break.
data = iter([3, 2, 0, 1])
while (n := next(data, None)) is not None:
    if not n:
        break
    print(n, end=" ")
else:
    print("never")
print("stopped at", n)
# Default values that see each other.


def defaults(a, b=None, *, c=(lambda: [])()):
    b = b if b is not None else a
    c.append(b)
    return c


print(defaults(1), defaults(2, 3))
# Exceptions in comprehension conditions; generators as arguments.
print(sum(1 for c in "hello" if c in "l"), "".join(c for c in "abc" if c != "b"))
print(*(x for x in "ab"), sep=",")
# Comparison chains with side effects and mixed operators.
print(1 < 2 > 1 != 3, 3 > 2 in [2] != [])
# Ellipsis and NotImplemented.
print(..., Ellipsis is ..., NotImplemented, type(...).__name__)
# A class as a namespace with a loop and conditionals.


class Config:
    for name in ("host", "port"):
        locals()[name] = name.upper()
    if host == "HOST":
        debug = True
    else:
        debug = False
    del name


print(Config.host, Config.port, Config.debug, hasattr(Config, "name"))
# Keyword-like names, soft keywords as names.
match = case = type = lazy = _ = 1
print(match + case + type + lazy + _)
# Return in a nested try inside a loop inside a with.


class CM:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        print("exit", end=" ")


def nested():
    with CM():
        for i in range(3):
            try:
                with CM():
                    if i == 1:
                        return i
            finally:
                print("finally", i, end=" ")


print(nested())
# Numbers that look like attributes, tuples without parentheses, trailing commas.
x = 1,
print(x, (1,)[0], [1, ][0], {1, }, {1: 1, }, (lambda *a, : a)(1, ))
# Deleting inside a comprehension's source, unpacking with nested stars.
(a, *b), *c = [[1, 2, 3], 4, 5]
print(a, b, c)
for a, (b, *c) in zip("xy", ([1, 2], [3])):
    print(a, b, c, end="; ")
print()
