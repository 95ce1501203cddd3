"""Lists that several threads change."""
from _stress import main, scenario, times


@scenario()
def append_loses_nothing(rng):
    items, n = [], rng.randrange(50, 400)
    bodies = [times(n, lambda i, k=k: items.append((k, i))) for k in range(4)]

    def check():
        assert len(items) == 4 * n
        for k in range(4):
            assert [i for who, i in items if who == k] == list(range(n))
    return bodies, check


@scenario()
def pop_gives_each_item_once(rng):
    n = rng.randrange(100, 800)
    items, got = list(range(n)), [[] for _ in range(4)]
    where = rng.choice([(), (0,), (-1,)])

    def take(k):
        def body():
            while True:
                try:
                    got[k].append(items.pop(*where))
                except IndexError:
                    return
        return body

    def check():
        assert not items
        assert sorted(x for g in got for x in g) == list(range(n))
    return [take(k) for k in range(4)], check


@scenario()
def append_and_pop_conserve(rng):
    n, items, got = rng.randrange(50, 300), [], []

    def consume():
        while len(got) < 2 * n:
            try:
                got.append(items.pop())
            except IndexError:
                pass
    bodies = [times(n, lambda i, k=k: items.append(k * n + i)) for k in range(2)] + [consume]

    def check():
        assert sorted(got) == list(range(2 * n))
    return bodies, check


@scenario()
def in_place_operations_lose_nothing(rng):
    """Sorting, reversing, slices and multiplication by one leave what others append."""
    items, n = [], rng.randrange(50, 200)
    appenders = [times(n, lambda i, k=k: items.append(k * n + i)) for k in range(2)]

    def turn(i):
        items.sort(reverse=i % 2 == 0)
        items.reverse()
        items[0:0] = ()
        items.insert(0, -1)
        items.remove(-1)
        items.__imul__(1)
        items.extend(())
        del items[5:5:2]

    def check():
        assert sorted(items) == list(range(2 * n)), (len(items), 2 * n)
    return [times(n, turn), *appenders], check


@scenario()
def copies_are_of_one_moment(rng):
    """A list that always holds the same items in some rotation never shows others."""
    n = rng.randrange(3, 40)
    items = list(range(n))
    whole = list(range(n))

    def rotate(_):
        items.insert(0, items[-1])
        items.pop()

    def look(i):
        for copy in (items[:], list(items), items.copy(), [*items], items + [], sorted(items), items * 1):
            copy = sorted(copy)
            assert sorted(set(copy)) == whole and len(copy) <= n + 1, copy
    return [times(300, rotate), times(30, look), times(30, look)]


@scenario()
def everything_at_once(rng):
    items, seeds = list(range(20)), [rng.random() for _ in range(5)]
    import random

    def body(seed):
        def run():
            r = random.Random(seed)
            for _ in range(150):
                k = r.randrange(18)
                try:
                    match k:
                        case 0: items.append(r.randrange(100))
                        case 1: items.pop(r.randrange(-5, 5))
                        case 2: items.insert(r.randrange(-5, 50), r.randrange(100))
                        case 3: items.extend(range(r.randrange(30)))
                        case 4: items.sort(key=lambda x: -x)
                        case 5: items.reverse()
                        case 6: items[r.randrange(5):r.randrange(40)] = range(r.randrange(20))
                        case 7: items[::2] = items[::2]
                        case 8: del items[r.randrange(10)::r.choice([1, 2, 3, -1, -2])]
                        case 9: assert all(type(x) is int for x in items)
                        case 10: items.clear()
                        case 11: items[r.randrange(-3, 3)] = 5
                        case 12: items.remove(r.randrange(100))
                        case 13: items.index(r.randrange(100))
                        case 14: items.__iadd__(items[:50])
                        case 15:
                            if len(items) < 1000:
                                items.__imul__(r.randrange(3))
                        case 16: assert items[r.randrange(5)] >= 0
                        case 17: repr(items), items == list(items), 3 in items, items.count(3), list(reversed(items))
                except (IndexError, ValueError):
                    pass
                if len(items) > 5000:
                    items.clear()
        return run

    def check():
        n = len(items)
        assert n == len(list(items)) == sum(1 for _ in items)
        assert all(type(x) is int for x in items)
    return [body(s) for s in seeds], check


@scenario()
def sort_with_keys(rng):
    """Sorting that runs Python either sorts or says that the list was changed."""
    items = list(range(100))

    def sort(i):
        try:
            items.sort(key=lambda x: (x * 7919) % 101)
        except ValueError as e:
            assert str(e) == "list modified during sort"

    def change(i):
        items.append(i)
        try:
            items.pop()
        except IndexError:
            pass
    return [times(30, sort), times(300, change), times(20, sort)]


main()
