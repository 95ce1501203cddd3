"""Dicts and sets that several threads change."""
import random
from _stress import main, scenario, times


@scenario()
def distinct_keys_are_kept(rng):
    n, d, s = rng.randrange(50, 400), {}, set()
    key = rng.choice([lambda k, i: (k, i), lambda k, i: f"{k}/{i}", lambda k, i: k * n + i])

    def put(k):
        def one(i):
            d[key(k, i)] = i
            s.add(key(k, i))
            assert d[key(k, i)] == i and key(k, i) in s
        return times(n, one)

    def check():
        assert len(d) == len(s) == 4 * n == sum(1 for _ in d)
        assert all(d[key(k, i)] == i and key(k, i) in s for k in range(4) for i in range(n))
    return [put(k) for k in range(4)], check


@scenario()
def setdefault_has_one_winner(rng):
    n, d, seen = rng.randrange(20, 200), {}, [[] for _ in range(4)]

    def check():
        assert seen[0] == seen[1] == seen[2] == seen[3]
        assert all(d[i] == seen[0][i] for i in range(n))
    return [times(n, lambda i, k=k: seen[k].append(d.setdefault(i, (k, i)))) for k in range(4)], check


@scenario()
def pop_and_popitem_give_each_entry_once(rng):
    n = rng.randrange(50, 500)
    d, s, got, taken = {i: -i for i in range(n)}, set(range(n)), [[] for _ in range(4)], [[] for _ in range(4)]

    def take(k):
        def body():
            for i in range(n):
                if k % 2:
                    if (v := d.pop(i, None)) is not None:
                        got[k].append((i, v))
                else:
                    try:
                        got[k].append(d.popitem())
                    except KeyError:
                        pass
                try:
                    taken[k].append(s.pop())
                except KeyError:
                    pass
        return body

    def check():
        assert not d and not s
        assert sorted(x for g in got for x in g) == [(i, -i) for i in range(n)]
        assert sorted(x for g in taken for x in g) == list(range(n))
    return [take(k) for k in range(4)], check


@scenario()
def copies_and_updates_of_one_moment(rng):
    """Keys that stay are in every copy, however much else comes and goes."""
    stay = {f"k{i}": i for i in range(rng.randrange(1, 30))}
    d, s = dict(stay), set(stay)

    def churn(i):
        for j in range(i % 40):
            d[j] = j
            s.add(j)
        for j in range(i % 40):
            d.pop(j, None)
            s.discard(j)

    def keywords(**named):
        return named

    def look(i):
        for copy in (d.copy(), dict(d), {} | d, {**d}, dict(list(d.items())), dict.fromkeys(list(d)) and d.copy()):
            assert stay.items() <= copy.items(), copy
        e = {}
        e.update(d)
        e |= d
        assert stay.items() <= e.items()
        for copy in (set(s), s.copy(), s | set(), s & s.copy(), frozenset(s), {*s}, set(list(s))):
            assert stay.keys() <= copy
        f = set()
        f.update(s)
        assert stay.keys() <= f
    return [times(100, churn), times(100, churn), times(15, look), times(15, look)]


@scenario(RuntimeError)
def iteration(rng):
    """Iterating over what changes size raises or ends; what it gives was there."""
    d, s = {i: str(i) for i in range(50)}, set(range(50))

    def churn(i):
        d[50 + i % 100] = str(50 + i % 100)
        d.pop(50 + i * 7 % 100, None)
        s.add(50 + i % 100)
        s.discard(50 + i * 7 % 100)

    def walk(i):
        for f in (lambda: [k for k in d], lambda: [v for v in d.values()], lambda: [e for e in s],
                  lambda: [f"{k}{v}" for k, v in d.items()], lambda: list(reversed(d)), lambda: max(d)):
            try:
                f()
            except RuntimeError as e:
                assert "changed" in str(e)
        for k, v in list(d.items()):
            assert str(k) == v
    return [times(300, churn), times(300, churn), times(30, walk), times(30, walk)]


@scenario()
def call_with_a_changing_dict(rng):
    d = {"a": 1, "b": 2}

    def f(a=0, b=0, **more):
        assert a == 1 and b in (0, 2) and all(v == 3 for v in more.values())

    def churn(i):
        d[f"c{i % 9}"] = 3
        d.pop(f"c{i * 5 % 9}", None)

    def call(i):
        try:
            f(**d)
        except RuntimeError as e:
            assert "changed" in str(e) or "mutated" in str(e)
        "{a} {b}".format(**d.copy())
    return [times(300, churn), times(100, call), times(100, call)]


class Key:
    """Compares in Python, and gives way while it does."""
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 4

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n


@scenario()
def keys_that_run_python(rng):
    n, d, s = rng.randrange(10, 40), {}, set()

    def put(k):
        def one(i):
            d[Key(k * n + i)] = i
            s.add(Key(k * n + i))
            d.setdefault(Key(-1), k)
            if i % 3 == 0:
                assert d.pop(Key(k * n + i)) == i
                s.remove(Key(k * n + i))
        return times(n, one)

    def check():
        want = {k * n + i for k in range(3) for i in range(n) if i % 3}
        assert {k.n for k in d} == want | {-1} and {k.n for k in s} == want
        assert len(d) == len(want) + 1 and len(s) == len(want)
    return [put(k) for k in range(3)], check


@scenario()
def everything_at_once(rng):
    d, s = {}, set()
    seeds = [rng.random() for _ in range(5)]

    def body(seed):
        def run():
            r = random.Random(seed)
            for _ in range(200):
                k = r.randrange(40)
                try:
                    match r.randrange(16):
                        case 0: d[k] = (k, r.random()); s.add(k)
                        case 1: del d[k]; s.remove(k)
                        case 2: d.pop(k, None); s.discard(k)
                        case 3: d.popitem(); s.pop()
                        case 4: d.update({i: (i, 0) for i in range(k)}); s.update(range(k))
                        case 5: d.clear(); s.clear()
                        case 6: assert d.get(k, (k,))[0] == k and d[k][0] == k
                        case 7: d.setdefault(k, (k, 1)); k in s
                        case 8: d.__ior__({k: (k, 2)}); s.__ior__({k})
                        case 9: assert all(v[0] == i for i, v in d.copy().items()); s - {1, 2}
                        case 10: s.__iand__(set(range(k))); s.__isub__({k}); s.__ixor__({k})
                        case 11: repr(d), repr(s), d == d.copy(), s == s.copy()
                        case 12: s.intersection_update(range(30)), s.difference_update([k]), s.isdisjoint(range(5))
                        case 13: list(d.items()), list(d.values()), s <= {1, 2}, len(d), len(s)
                        case 14: d.keys() & {1, 2, 3}, d.items() - {(1, 2)}
                        case 15: s.symmetric_difference_update([k]), sorted(s), d | {k: (k, 0)}
                except (KeyError, RuntimeError):
                    pass
        return run

    def check():
        assert len(d) == len(list(d)) == len(d.copy()) and all(v[0] == k for k, v in d.items())
        assert len(s) == len(list(s)) == len(s.copy()) and all(x in s for x in s)
    return [body(x) for x in seeds], check


main()
