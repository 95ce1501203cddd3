"""Locks: one thread at a time in the critical section.

Four cashiers serve customers from one till. Taking money out of it is two
steps (look, then write), so the two steps are put under a lock.

What to look for in the output:
  * `with lock:` is acquire and release in one; the lock is free afterwards,
    even when the block raises;
  * acquire() with a timeout gives up and returns False instead of waiting;
  * an RLock may be taken again by the thread that holds it, a Lock may not;
  * the till ends at exactly zero: nobody's withdrawal was lost.
"""

import threading
import time


class Till:
    def __init__(self, money):
        self.money = money
        self.lock = threading.Lock()

    def take(self, amount):
        with self.lock:                     # look and write: one step
            seen = self.money
            time.sleep(0.001)               # plenty of time to be overtaken
            self.money = seen - amount


def four_cashiers():
    till = Till(200)

    def cashier():
        for _ in range(50):
            till.take(1)

    cashiers = [threading.Thread(target=cashier) for _ in range(4)]
    for thread in cashiers:
        thread.start()
    for thread in cashiers:
        thread.join()
    print("four cashiers took 50 each; left in the till:", till.money)


def released_by_an_exception():
    lock = threading.Lock()
    try:
        with lock:
            print("inside the block, locked:", lock.locked())
            raise ValueError("something went wrong")
    except ValueError as error:
        print("after the exception, locked:", lock.locked(), "--", error)


def giving_up():
    lock = threading.Lock()
    lock.acquire()
    print("acquire, not waiting:", lock.acquire(blocking=False))
    print("acquire, 0.1 s at most:", lock.acquire(timeout=0.1))
    lock.release()
    print("acquire, now free:", lock.acquire())
    lock.release()


def taken_twice():
    lock = threading.RLock()
    with lock:
        with lock:
            print("an RLock is held twice by its own thread")

        answers = []
        other = threading.Thread(
            target=lambda: answers.append(lock.acquire(blocking=False)))
        other.start()
        other.join()
        print("another thread gets it meanwhile:", answers[0])


four_cashiers()
released_by_an_exception()
giving_up()
taken_twice()
