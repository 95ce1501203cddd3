"""Every method of set and frozenset."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = {3, 1, 2}
print(s == {1, 2, 3}, set(), set("aab") == {"a", "b"}, len(s), 2 in s, 9 not in s, sorted(s), bool(set()))
s.add(4)
s.add(1)
s.discard(99)
s.remove(2)
print(sorted(s), sorted(s | {9}), sorted(s & {1, 3}), sorted(s - {1}), sorted(s ^ {1, 50}))
print(sorted(s.union([7], (8,))), sorted(s.intersection([1, 4], {4})), sorted(s.difference([1], [3])),
    sorted(s.symmetric_difference([1, 100])), sorted(s.union()), s.copy() == s, s.copy() is s)
attempt(s.remove, 99)
attempt(s.add, [])
attempt(set().pop)
attempt(lambda: s | [1])
attempt(lambda: s - "a")
attempt(lambda: s + s)
attempt(lambda: s < [1])
attempt(set, 5)
attempt(set, 1, 2)
attempt(hash, s)
attempt(lambda: s[0])
attempt(s.union, 5)
attempt(s.remove, [])
attempt(lambda: [] in s)
print({1} in {frozenset([1])}, {1, 2} <= {1, 2, 3}, {1, 2} < {1, 2}, {1, 2} >= {1}, {1} > set(),
    {1}.issubset([1, 2]), {1, 2}.issuperset("a"), {1}.isdisjoint([2]), {1} == frozenset([1]), {1} != {2},
    {1} == [1])
s = set(range(5))
s.update([5], {6: 0})
s.intersection_update(range(2, 7))
s.difference_update([2], [3])
s.symmetric_difference_update([4, 9])
print(sorted(s))
s |= {1}
s &= {1, 5, 6}
s -= {5}
s ^= {7}
print(sorted(s), s.pop() in {1, 6, 7}, len(s))
s.clear()
print(s, {1}, {"x"}, frozenset(), frozenset([1]), {frozenset()}, repr({1: {2}}), set([1]).__repr__())
f = frozenset("abc")
print(sorted(f), sorted(f | set("d")), type(f | {1}), type({1} | f), type(f & {1}), f.copy() is f,
    frozenset(f) is f, hash(f) == hash(frozenset("cba")), {f: 1}[frozenset("abc")])
attempt(lambda: f.add("d"))
attempt(lambda: f.pop())
g = f
g |= {"z"}
print(sorted(f), sorted(g), f.isdisjoint("x"), f <= g, f.union("q") >= f, f.symmetric_difference("ab"),
    f.intersection("a", "a"))


class MySet(set):
    pass


m = MySet([1])
m.label = "kept"
print(m, type(m | {2}), type(m.copy()), m.label, MySet() == set(), isinstance(m, set), {1, 1.0, True},
    len({0, False, 0.0, -0.0}))
try:
    for x in m:
        m.add(x + 1)
except RuntimeError as error:
    print("RuntimeError:", error)
