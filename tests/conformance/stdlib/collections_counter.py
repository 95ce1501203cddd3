"""collections.Counter."""

from collections import Counter

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


c = Counter("abracadabra")
print(c, c["a"], c["z"], c.most_common(2), c.most_common(), c.total(), sorted(c.elements()), len(c), dict(c),
    list(c))
print(Counter(), Counter(a=2, b=1), Counter({"x": 3}), Counter(["a", "b", "a"]), Counter([1, 1.0, True]),
    Counter(None))
c.update("aab")
c.update({"z": 5})
c.update(q=2)
c.subtract("aaa")
c.subtract({"z": 10})
print(c, c["z"], c.most_common()[-1])
a, b = Counter("aabbc"), Counter("abbbd")
print(a + b, a - b, a & b, a | b, -b, +Counter(x=1, y=-1), a == b, a <= b, Counter("ab") < Counter("aabb"), a != b,
    Counter(a=0) == Counter())
a += b
print(a)
a -= Counter("b" * 10)
print(a)
a &= Counter("ad")
a |= Counter("zz")
print(a, a.copy(), type(a.copy()), a.pop("z"), "z" in a)
del a["nothing"]
a["new"] += 1
print(a, hasattr(Counter, "fromkeys"))
attempt(Counter.fromkeys, "ab")
attempt(Counter, 5)
attempt(Counter, [[]])
attempt(lambda: Counter() + {})
attempt(Counter, 1, 2)
print(Counter(a=1, b=1, c=1).most_common(2), Counter(n % 3 for n in range(10)), Counter("hello world".split()),
    Counter({"b": 2, "a": 2}))


class Bag(Counter):
    pass


print(Bag("aa"), type(Bag("a") + Bag("b")), isinstance(Bag(), dict), Counter("aabb") ^ Counter("ab"))
