"""Shared counters under locks of every kind come out exact."""

import threading

THREADS, ROUNDS = 4, 500


def run(function):
    threads = [threading.Thread(target=function) for _ in range(THREADS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


for guard in (threading.Lock(), threading.RLock(), threading.Semaphore(1), threading.BoundedSemaphore(1),
        threading.Condition()):
    count = 0

    def add():
        global count
        for _ in range(ROUNDS):
            with guard:
                seen = count
                count = seen + 1

    run(add)
    print(type(guard).__name__, count)

items = []
run(lambda: [items.append(n) for n in range(ROUNDS)])
print(len(items), sum(items))
table = {}
run(lambda: [table.setdefault(n, threading.get_ident()) for n in range(ROUNDS)])
print(len(table))
numbers = iter(range(THREADS * ROUNDS))
taken = []
run(lambda: [taken.append(next(numbers)) for _ in range(ROUNDS)])
print(sorted(taken) == list(range(THREADS * ROUNDS)), next(numbers, "exhausted"))
stack = list(range(THREADS * ROUNDS))
popped = []
run(lambda: [popped.append(stack.pop()) for _ in range(ROUNDS)])
print(stack, sorted(popped) == list(range(THREADS * ROUNDS)))
pool = {n: n for n in range(THREADS * ROUNDS)}
won = []


def claim():
    for n in range(THREADS * ROUNDS):
        if pool.pop(n, None) is not None:
            won.append(n)


run(claim)
print(pool, sorted(won) == list(range(THREADS * ROUNDS)))
members = set()
run(lambda: [members.add(n) for n in range(ROUNDS)])
print(len(members))
import collections
import itertools

deque, counter = collections.deque(), itertools.count()
run(lambda: [deque.append(next(counter)) for _ in range(ROUNDS)])
print(len(deque), sorted(deque) == list(range(THREADS * ROUNDS)))
