"""Iterators of itertools shared by threads: those that run no Python give each item to one thread."""

import itertools
import threading

THREADS = 4


def share(iterator, limit=None):
    """All items that the threads got."""
    parts = [[] for _ in range(THREADS)]
    start = threading.Barrier(THREADS)

    def work(mine):
        start.wait()
        for item in iterator:
            mine.append(item)
            if limit is not None and len(mine) == limit:
                break

    threads = [threading.Thread(target=work, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [item for part in parts for item in part]


print(sorted(share(itertools.count(), 2000)) == list(range(2000 * THREADS)))
print(sorted(share(itertools.count(5, 3), 500)) == list(range(5, 5 + 3 * 500 * THREADS, 3)))
print(sorted(share(itertools.count(2 ** 62 - 100), 200)) == list(range(2 ** 62 - 100, 2 ** 62 - 100 + 200 * THREADS)))
print(len(share(itertools.repeat("x", 4321))))
print(sorted(share(itertools.product(range(12), repeat=3))) == list(itertools.product(range(12), repeat=3)))
print(sorted(share(itertools.combinations(range(14), 4))) == list(itertools.combinations(range(14), 4)))
print(sorted(share(itertools.combinations_with_replacement(range(9), 4)))
    == list(itertools.combinations_with_replacement(range(9), 4)))
print(sorted(share(itertools.permutations(range(6)))) == list(itertools.permutations(range(6))))

# Those that call others only have to stay sane.
for make in (lambda: itertools.cycle(range(50)), lambda: itertools.chain(range(300), range(300)),
        lambda: itertools.islice(itertools.count(), 1000), lambda: itertools.accumulate(range(1000)),
        lambda: itertools.batched(range(1000), 7), lambda: itertools.pairwise(range(1000)),
        lambda: itertools.zip_longest(range(500), range(700)), lambda: itertools.compress(range(1000), itertools.cycle([1, 0])),
        lambda: itertools.takewhile(lambda n: n < 900, range(1000)), lambda: itertools.starmap(divmod, zip(range(900), range(1, 901)))):
    items = share(make(), 400)
    print(type(make()).__name__, 0 < len(items) <= 400 * THREADS)

# Each branch of a tee has a thread of its own; one of them may find another reading on.
branches = itertools.tee(iter(range(5000)), THREADS)
sums = []


def total(branch):
    amount = 0
    while True:
        try:
            amount += next(branch)
        except RuntimeError:
            continue
        except StopIteration:
            break
    sums.append(amount)


threads = [threading.Thread(target=total, args=(branch,)) for branch in branches]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sums == [sum(range(5000))] * THREADS)
