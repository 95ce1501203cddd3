"""Iterators, generators and coroutines that several threads share."""
import itertools
import operator
from _stress import main, scenario, times


def drain(it, out):
    def body():
        for x in it:
            out.append(x)
    return body


def once(make):
    """Every item is given to one thread."""
    def round(rng):
        n = rng.randrange(50, 600)
        it, got = iter(make(n)), [[] for _ in range(4)]

        def check():
            all_of_them = [x for g in got for x in g]
            assert sorted(all_of_them) == sorted(make(n)), (len(all_of_them), n)
        return [drain(it, g) for g in got], check
    round.__name__ = f"once_{len(kinds)}"
    kinds.append(round)
    scenario()(round)


kinds = []
once(lambda n: list(range(n)))
once(lambda n: tuple(range(n)))
once(lambda n: range(n))
once(lambda n: range(5, 5 + 3 * n, 3))
once(lambda n: reversed(list(range(n))))
once(lambda n: {i: i for i in range(n)})
once(lambda n: {i: i for i in range(n)}.items())
once(lambda n: set(range(n)))
once(lambda n: itertools.repeat(7, n))
once(lambda n: map(int, range(n)))
once(lambda n: filter(None, range(1, n)))
once(lambda n: b"ab" * n)
once(lambda n: "ab" * n)


@scenario()
def count_gives_each_number_once(rng):
    n = rng.randrange(50, 400)
    it, got = itertools.count(), [[] for _ in range(4)]

    def check():
        assert sorted(x for g in got for x in g) == list(range(4 * n))
    return [times(n, lambda i, g=g: g.append(next(it))) for g in got], check


@scenario()
def a_running_generator_says_so(rng):
    """A generator runs in one thread at a time; the others learn that it is being executed. What it yields is given once."""
    n = rng.randrange(20, 200)

    def numbers():
        for i in range(n):
            yield i
    it, got = numbers(), [[] for _ in range(4)]

    def take(out):
        def body():
            while True:
                try:
                    out.append(next(it))
                except ValueError as e:
                    assert str(e) == "generator already executing"
                except StopIteration:
                    return
        return body

    def check():
        assert sorted(x for g in got for x in g) == list(range(n))
        assert all(g == sorted(g) for g in got)
    return [take(g) for g in got], check


@scenario()
def send_throw_close(rng):
    def echo():
        got = None
        while True:
            try:
                got = yield got
            except KeyError:
                got = "key"

    gens = [echo() for _ in range(3)]

    def body(k):
        def one(i):
            g = gens[i % 3]
            for f in (lambda: g.send(None), lambda: g.send(k), lambda: g.throw(KeyError(k)), lambda: next(g)):
                try:
                    r = f()
                    assert r in (None, "key", 0, 1, 2, 3)
                except (ValueError, TypeError, StopIteration, KeyError):
                    pass
            g.gi_frame, g.gi_running, g.gi_suspended, repr(g)
            if i % 10 == 9:
                try:
                    g.close()
                except ValueError:
                    pass
                gens[i % 3] = echo()
        return times(100, one)
    return [body(k) for k in range(4)]


@scenario()
def coroutines(rng):
    class Step:
        def __await__(self):
            yield 1

    async def work():
        for _ in range(5):
            await Step()
        return 5

    coros = [work() for _ in range(2)]

    def one(i):
        c = coros[i % 2]
        try:
            c.send(None)
        except StopIteration as e:
            assert e.value == 5
            coros[i % 2] = work()
        except (ValueError, RuntimeError) as e:
            assert "already" in str(e), e
            if "reuse" in str(e):
                coros[i % 2] = work()

    def check():
        for c in coros:
            c.close()
    return [times(150, one) for _ in range(4)], check


@scenario()
def every_kind_of_itertools(rng):
    """Shared between threads these may skip or repeat, but give only what was put in."""
    n = rng.randrange(20, 120)
    ints = lambda: list(range(n))
    a, b = itertools.tee(ints())
    shared = [
        itertools.cycle(ints()), itertools.accumulate(ints()), itertools.batched(ints(), 3), itertools.chain(ints(), ints()),
        itertools.combinations(range(6), 2), itertools.combinations_with_replacement(range(5), 2), itertools.permutations(range(5), 3),
        itertools.product(range(5), repeat=2), itertools.compress(ints(), itertools.cycle([1, 0])), itertools.dropwhile(lambda x: x < 5, ints()),
        itertools.takewhile(lambda x: x < n, ints()), itertools.filterfalse(lambda x: x % 2, ints()), itertools.pairwise(ints()),
        itertools.starmap(operator.add, zip(ints(), ints())), itertools.zip_longest(ints(), range(5)), itertools.islice(ints(), 2, n, 2),
        zip(ints(), ints()), enumerate(ints()), map(operator.add, ints(), ints()), itertools.groupby(ints(), lambda x: x // 7), a, b,
        itertools.chain.from_iterable([ints(), ints()]), iter(iter(ints()).__next__, n - 1), itertools.count(1.5, 0.5), iter(memoryview(bytes(n))),
    ]

    def take(i):
        for it in shared:
            try:
                next(it)
            except (StopIteration, RuntimeError):
                pass
            if i % 10 == 0:
                repr(it), operator.length_hint(it, 0)
    return [times(100, take) for _ in range(4)]


@scenario()
def iterating_over_a_changing_list(rng):
    items = list(range(50))

    def churn(i):
        items.append(i)
        if len(items) > 60:
            del items[:20]
        if i % 50 == 0:
            items.clear()

    def walk(i):
        for x in items:
            assert type(x) is int
        for i, x in enumerate(reversed(items)):
            assert type(x) is int
        for x, y in zip(items, items):
            assert type(x) is int is type(y)
        sum(items), max(items, default=0), [x + 1 for x in items], tuple(items)
    return [times(400, churn), times(400, churn), times(30, walk), times(30, walk)]


main()
