"""Insertion order is kept through every kind of change."""

d = {}
for n in range(20):
    d[n * 7 % 20] = n
print(list(d))
for n in (7, 14, 0):
    del d[n]
d[0] = "back"
d[8] = "overwritten"
print(list(d), d[8])
print(list(reversed(d.keys())), list(d)[:3], next(iter(d)), d.popitem(), list(d)[-1])
for n in list(d):
    if n % 2:
        d.pop(n)
print(d)
first = {"x": 1, "y": 2}
first.update({"y": 20, "w": 4, "x": 10})
print(first, {**{"b": 1, "a": 2}, **{"a": 3, "c": 4}}, {"b": 1} | {"a": 2, "b": 3}, dict(b=1, a=2),
    dict([("b", 1), ("a", 2), ("b", 3)]))
big = {str(n): n for n in range(1000)}
for n in range(0, 1000, 3):
    del big[str(n)]
for n in range(0, 1000, 6):
    big[str(n)] = -n
print(len(big), list(big)[:5], list(big)[-3:], list(big.items())[660:670])
churn = {}
for n in range(10000):
    churn[n] = n
    if n >= 5:
        del churn[n - 5]
print(churn)


def kw(**kwargs):
    return list(kwargs)


class Body:
    z = 1
    y = 2

    def x(self):
        pass

    w = 3


print(kw(z=1, a=2, m=3), [name for name in Body.__dict__ if not name.startswith("__")],
    {k: v for v, k in enumerate("hello")})
obj = Body()
obj.second, obj.first = 1, 2
del obj.second
obj.second = 3
print(vars(obj), list(globals())[-3:])
