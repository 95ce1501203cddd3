"""Dictionaries whose keys all collide, or change, or compare strangely."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Same:
    compared = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 42

    def __eq__(self, other):
        Same.compared += 1
        return isinstance(other, Same) and self.n == other.n


keys = [Same(n) for n in range(300)]
d = {key: key.n for key in keys}
print(len(d), d[Same(299)], Same(300) in d, Same.compared > 300, sum(d.values()), [k.n for k in d][:5])
for key in keys[::2]:
    del d[key]
print(len(d), d.get(Same(0)), d.get(Same(1)), len({Same(1), Same(1), Same(2)}))


class Fails:
    def __init__(self, where):
        self.where = where

    def __hash__(self):
        if self.where == "hash":
            raise ValueError("no hash")
        return 7

    def __eq__(self, other):
        raise ValueError("no eq")


attempt(lambda: {Fails("hash"): 1})
attempt(lambda: {Fails("eq"): 1, Fails("eq"): 2})
f = Fails("eq")
print({f: 1}[f], f in {f}, f in [f], [f].index(f), (f,) == (f,))
attempt(lambda: Fails("eq") in [f])
attempt(lambda: [f] == [Fails("eq")])


class BadHash:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value


attempt(hash, BadHash("text"))
attempt(hash, BadHash(1.5))
attempt(lambda: {BadHash(None): 1})
print(hash(BadHash(2 ** 61)), hash(BadHash(-1)), hash(BadHash(2 ** 70)) == hash(2 ** 70), hash(BadHash(True)))


class Moving:
    def __init__(self):
        self.h = 1

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return self is other


m = Moving()
lost = {m: "found"}
m.h = 2
print(lost.get(m), m in lost, list(lost) == [m], len(lost))
m.h = 1
print(lost[m])


class Mutates:
    target = {}

    def __hash__(self):
        return 1

    def __eq__(self, other):
        Mutates.target.clear()
        return False


Mutates.target = {Mutates(): n for n in range(2)}
Mutates.target[Mutates()] = 1
print(len(Mutates.target) >= 1)


class NoHash:
    def __eq__(self, other):
        return True


class Explicit:
    __hash__ = None


attempt(hash, NoHash())
attempt(hash, Explicit())
attempt(lambda: {NoHash()})
collide = {n * 2 ** 20: n for n in range(2000)}
print(len(collide), collide[1999 * 2 ** 20], sum(collide), -1 in {-1, -2}, {-1: "a", -2: "b"},
    len({float(2 ** n) for n in range(200)}))
tuples = {(a, b): a * b for a in range(60) for b in range(60)}
print(len(tuples), tuples[59, 59], len({hash(t) for t in tuples}) > 3500,
    len({frozenset((a, b)) for a in range(30) for b in range(30)}))
