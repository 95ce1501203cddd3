"""CPU-bound and I/O-bound work, by one thread and by several.

Under a global interpreter lock one thread at a time runs Python code. A
thread that waits (for the network, a disk, a clock) lets go of the lock; a
thread that computes keeps it and is only made to share it.

What to look for in the output:
  * four waits of 0.2 s take 0.8 s one after the other, 0.2 s in threads;
  * four computations take as long in threads as one after the other when
    the lock is on; with the lock off (sys._is_gil_enabled() is False) they
    take as long as the machine's cores allow.
"""

import sys
import threading
import time

TASKS = 4


def wait_for_reply():
    time.sleep(0.2)                         # stands for a network answer


def compute():
    total = 0
    for number in range(1_500_000):
        total += number * number % 7
    return total


def one_after_the_other(task):
    for _ in range(TASKS):
        task()


def in_threads(task):
    threads = [threading.Thread(target=task) for _ in range(TASKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def seconds(run, task):
    started = time.perf_counter()
    run(task)
    return time.perf_counter() - started


gil = getattr(sys, "_is_gil_enabled", lambda: True)()
print("global interpreter lock:", "on" if gil else "off")
print(f"{TASKS} tasks          one thread   {TASKS} threads   speed-up")
for name, task in [("waiting  ", wait_for_reply), ("computing", compute)]:
    serial = seconds(one_after_the_other, task)
    threaded = seconds(in_threads, task)
    print(f"{name}        {serial:8.2f} s  {threaded:8.2f} s"
          f"      {serial / threaded:4.1f}x")
