"""collections.deque."""

from collections import deque

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
d.extend([5, 6])
d.extendleft([-1, -2])
print(d, len(d), d.pop(), d.popleft(), d[0], d[-1], d[2], 3 in d, d.index(3), d.count(3), list(reversed(d)))
d.rotate(2)
print(d)
d.rotate(-3)
d.insert(2, "in")
d.remove("in")
d.reverse()
d[1] = "set"
del d[0]
print(d, d.copy() == d, d.maxlen, bool(deque()))
for f, args in [(deque().pop, ()), (deque().popleft, ()), (d.index, ("no",)), (d.remove, ("no",)),
        (d.__getitem__, (100,)), (d.__getitem__, ("a",)), (d.__getitem__, (slice(0, 1),)), (deque, (5,)),
        (deque, ([], -1)), (deque, ([], "a")), (d.rotate, ("x",)), (d.__delitem__, (50,))]:
    attempt(f, *args)
m = deque(range(10), maxlen=3)
print(m, m.maxlen, m.append(10), m, m.appendleft("x"), m, m.extend("ab"), m, deque([1], 0))
attempt(m.insert, 0, "z")
attempt(setattr, m, "maxlen", 5)
attempt(hash, d)
print(deque("ab") + deque("cd"), deque([1, 2]) * 2, deque([1]) == deque([1]), deque([1]) == [1],
    deque([1, 2]) < deque([1, 3]), deque("abc", 5), deque(deque("x")))
attempt(lambda: deque() + [1])
e = deque([1])
e += (2, 3)
e *= 2
print(e, e.clear(), e, deque("aXbXc").index("X", 2), deque([3, 1, 2]).__contains__(9), sorted(deque([3, 1, 2])),
    max(deque([1, 5])))
loop = deque([1, 2, 3])
try:
    for x in loop:
        loop.append(x)
except RuntimeError as error:
    print("RuntimeError:", error)
it = iter(deque("abc"))
print(next(it), it.__length_hint__(), list(it), list(deque(maxlen=2)), repr(deque([deque()])), str(deque([], 4)))


class Window(deque):
    def mean(self):
        return sum(self) / len(self)


w = Window([1, 2, 3, 4], maxlen=2)
print(w, w.mean(), type(w.copy()), isinstance(w, deque))
big = deque()
for n in range(10000):
    big.append(n)
    if n % 3 == 0:
        big.popleft()
print(len(big), big[0], big[-1], big[3000], sum(big))
