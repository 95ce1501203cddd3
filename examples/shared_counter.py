"""One counter and several threads: what is atomic, what is not, and what each way to count costs.

What to look for: `counter += 1` is a read, an addition and a write, and loses updates when threads run between them; with the
GIL off many more of them, since threads really run at the same time. The GIL does not protect it either: it only makes the loss
rare. A lock mends it. itertools.count and list.append are atomic in both modes. A count per thread that is summed at the end
needs no agreement at all, and is the fastest.
"""

import itertools
import sys
import threading
import time

try:
    import gil
except ImportError:
    gil = None

THREADS, ROUNDS = 4, 100_000


def unprotected():
    counter = 0

    def work():
        nonlocal counter
        for _ in range(ROUNDS):
            seen = counter
            counter = seen + 1

    return work, lambda: counter


def with_a_lock():
    counter, lock = 0, threading.Lock()

    def work():
        nonlocal counter
        for _ in range(ROUNDS):
            with lock:
                counter += 1

    return work, lambda: counter


def itertools_count():
    numbers = itertools.count()

    def work():
        for _ in range(ROUNDS):
            next(numbers)

    return work, lambda: next(numbers)


def list_append():
    items = []

    def work():
        for _ in range(ROUNDS):
            items.append(None)

    return work, lambda: len(items)


def one_per_thread():
    sums = []

    def work():
        own = 0
        for _ in range(ROUNDS):
            own += 1
        sums.append(own)

    return work, lambda: sum(sums)


def show():
    print(f"GIL {'on' if sys._is_gil_enabled() else 'off'}: {THREADS} threads count to {ROUNDS} each")
    for way in unprotected, with_a_lock, itertools_count, list_append, one_per_thread:
        work, result = way()
        together = threading.Barrier(THREADS + 1)
        workers = [threading.Thread(target=lambda: (together.wait(), work())) for _ in range(THREADS)]
        for worker in workers:
            worker.start()
        together.wait()
        begin = time.perf_counter()
        for worker in workers:
            worker.join()
        took = time.perf_counter() - begin
        count = result()
        print(f"  {way.__name__.replace('_', ' '):16} {count:6}   lost {THREADS * ROUNDS - count:6}"
              f"   {took * 1e9 / (THREADS * ROUNDS):6.0f} ns each")


show()
if gil is not None:
    with gil.disabled() if gil.is_enabled() else gil.enabled():
        show()
