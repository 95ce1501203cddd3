"""The same work with the GIL on and off.

What to look for: four threads that compute take four times as long as one while the GIL is on, and share the cores when it
is off. Waiting overlaps in both modes, because a thread that waits lets go of the GIL. A list that all threads append to is
complete in both modes: append() is atomic without the GIL too.

Under CPython the mode is fixed when it is built; there this shows the one mode it has.
"""

import os
import sys
import threading
import time

try:
    import gil
except ImportError:
    gil = None

THREADS = 4


def compute():
    total = 0
    for n in range(2_000_000):
        total += n * n % 7
    return total


def wait():
    time.sleep(0.1)


def seconds(work, count):
    """How long `count` threads take that each do the work once."""
    workers = [threading.Thread(target=work) for _ in range(count)]
    begin = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin


def show():
    enabled = sys._is_gil_enabled()
    print(f"GIL {'on' if enabled else 'off'}, {os.cpu_count()} cores")
    for work in compute, wait:
        alone, together = seconds(work, 1), seconds(work, THREADS)
        print(f"  {work.__name__:8} 1 thread {alone * 1000:6.1f} ms   {THREADS} threads {together * 1000:6.1f} ms"
              f"   {THREADS * alone / together:4.1f} times the work per second")
    items = []
    workers = [threading.Thread(target=lambda: [items.append(n) for n in range(10_000)]) for _ in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"  {len(items)} items appended by {THREADS} threads, {THREADS * 10_000 - len(items)} lost")


show()
if gil is not None:
    with gil.disabled() if gil.is_enabled() else gil.enabled():
        show()
