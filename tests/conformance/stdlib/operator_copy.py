"""operator, copy and heapq, bisect: what other modules stand on."""

import bisect
import copy
import heapq
import operator

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(operator.add(1, 2), operator.mul("a", 3), operator.truediv(1, 4), operator.floordiv(7, 2), operator.mod(7, 3),
    operator.neg(5), operator.not_(0), operator.contains([1], 1), operator.getitem("abc", 1),
    operator.concat([1], [2]), operator.countOf("aab", "a"), operator.indexOf("abc", "c"), operator.is_(None, None),
    operator.truth([]), operator.index(True), operator.length_hint([1, 2]), operator.matmul.__name__,
    operator.is_none(None), operator.pow(2, 5), operator.xor(6, 3), operator.inv(5), operator.lshift(1, 4))
print(operator.itemgetter(1)("abc"), operator.itemgetter(0, 2)("abc"), operator.itemgetter("k")({"k": 5}),
    operator.attrgetter("real")(5), operator.attrgetter("real", "imag")(5),
    operator.attrgetter("__class__.__name__")(5), operator.methodcaller("upper")("x"),
    operator.methodcaller("split", ",", maxsplit=1)("a,b,c"), repr(operator.itemgetter(1, 2)),
    repr(operator.attrgetter("a.b")), repr(operator.methodcaller("m", 1, k=2)), operator.call(max, 1, 2))
attempt(operator.itemgetter(5), "abc")
attempt(operator.attrgetter("nope"), 5)
attempt(operator.itemgetter)
attempt(operator.attrgetter, 5)
attempt(operator.indexOf, "abc", "z")
attempt(operator.index, 1.5)
attempt(operator.add, 1)
items = [1]
print(operator.iadd(items, [2]), items, operator.imul(3, 4))
nested = [1, [2, 3], {"k": [4]}]
shallow, deep = copy.copy(nested), copy.deepcopy(nested)
nested[1].append("changed")
print(shallow, deep, shallow[1] is nested[1], deep[1] is nested[1], copy.copy((1, [2])), copy.deepcopy("s"),
    copy.copy({1}), copy.deepcopy({"a": (1, [2])}))
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin, twin[1] is twin, twin is loop)


class P:
    def __init__(self, x):
        self.x = x

    def __copy__(self):
        return P(("copied", self.x))

    def __deepcopy__(self, memo):
        return P(("deep", copy.deepcopy(self.x, memo)))


class Q:
    def __init__(self, y):
        self.y = y

    def __replace__(self, **changes):
        return Q(changes.get("y", self.y))


print(copy.copy(P(1)).x, copy.deepcopy(P([1])).x, copy.deepcopy(Q([P(2)])).y[0].x, copy.copy(Q(3)).y,
    copy.replace(Q(1), y=2).y)
attempt(copy.replace, 5)
h = []
for n in (5, 1, 8, 3, 9, 2):
    heapq.heappush(h, n)
print(h, heapq.heappop(h), h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 7), h, heapq.nlargest(2, h),
    heapq.nsmallest(2, h, key=lambda n: -n), [heapq.heappop(h) for _ in range(len(h))])
g = [5, 4, 3, 2, 1]
heapq.heapify(g)
print(g, list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ca", "db", reverse=True)),
    heapq.nlargest(3, "hello"), heapq.nsmallest(0, [1]))
attempt(heapq.heappop, [])
attempt(heapq.heappush, (), 1)
attempt(heapq.heappush, [1], "a")
a = [1, 2, 2, 3, 5]
print(bisect.bisect_left(a, 2), bisect.bisect_right(a, 2), bisect.bisect(a, 9), bisect.bisect_left(a, 0),
    bisect.insort(a, 4), a, bisect.bisect_left(["a", "bb", "ccc"], 2, key=len), bisect.bisect(a, 2, 3, 5),
    bisect.insort_left(a, 2), a)
attempt(bisect.bisect, a, "x")
attempt(bisect.bisect, a, 1, -1)
