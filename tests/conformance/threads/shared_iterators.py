"""next() on one iterator by several threads: every item comes once."""

import itertools
import threading

N = 4000
ITERATORS = {
    "range": lambda: iter(range(N)),
    "range backwards": lambda: reversed(range(N)),
    "list": lambda: iter(list(range(N))),
    "list backwards": lambda: reversed(list(range(N))),
    "tuple": lambda: iter(tuple(range(N))),
    "dict": lambda: iter(dict.fromkeys(range(N))),
    "dict items": lambda: iter(dict.fromkeys(range(N)).items()),
    "set": lambda: iter(set(range(N))),
    "str": lambda: iter("".join(map(chr, range(N)))),
    "bytearray": lambda: iter(bytearray(N)),
    "enumerate": lambda: enumerate(range(N)),
    "zip": lambda: zip(range(N), itertools.repeat(0)),
    "map": lambda: map(str, range(N)),
    "filter": lambda: filter(None, range(1, N + 1)),
    "count": itertools.count,
}


def items(make, threads=4):
    iterator, taken = make(), []

    def take():
        own = []
        for _ in range(N // threads):
            own.append(next(iterator))
        taken.extend(own)

    workers = [threading.Thread(target=take) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return taken


for name, make in ITERATORS.items():
    taken = items(make)
    if name == "enumerate":
        print(name, len(set(i for i, _ in taken)), len(set(x for _, x in taken)))
    else:
        print(name, len(taken), len(set(taken)))
