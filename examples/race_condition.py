"""A race condition: updates that get lost, and two ways to keep them.

`counter += 1` is three steps: read, add, write. When two threads read the
same old value, both write the same new one, and one increment is gone. A
global interpreter lock does not help: it may change hands between the steps.

The window between read and write is usually nanoseconds wide; time.sleep(0)
opens it here, so that the loss shows every time and not once a month.

What to look for in the output:
  * without a lock the counter ends below 4000 (how far below differs);
  * with a lock it ends at 4000, and so it does without shared state, where
    each thread counts for itself and the sums are added at the end.
"""

import threading
import time

THREADS = 4
ROUNDS = 1000


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def unsafe_increment(self):
        seen = self.value                   # read
        time.sleep(0)                       # ... another thread's turn ...
        self.value = seen + 1               # write, over whatever came since

    def safe_increment(self):
        with self.lock:
            self.unsafe_increment()


def in_threads(function):
    threads = [threading.Thread(target=function) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def count_with(increment):
    def run():
        for _ in range(ROUNDS):
            increment()
    in_threads(run)


expected = THREADS * ROUNDS
print("expected:", expected)

counter = Counter()
count_with(counter.unsafe_increment)
lost = expected - counter.value
print(f"no lock : {counter.value} ({lost} updates lost)")
print("updates were lost:", lost > 0)

counter = Counter()
count_with(counter.safe_increment)
print("lock    :", counter.value)

sums = []


def count_alone():
    mine = 0                                # nobody else can see it
    for _ in range(ROUNDS):
        seen = mine
        time.sleep(0)
        mine = seen + 1
    sums.append(mine)


in_threads(count_alone)
print("unshared:", sum(sums), "=", " + ".join(map(str, sums)))
