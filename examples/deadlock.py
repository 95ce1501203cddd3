"""A deadlock, and its three cures.

Ann pays Bob while Bob pays Ann. Each transfer locks the payer's account,
then the receiver's. Each thread holds the lock that the other one wants, and
without a time limit both would wait for ever. Here the wait ends after half
a second, so that the program can tell of it. Then the same happens without
a limit, in a process of its own, which pyish tells of and we end.

What to look for in the output:
  * deadlock: both transfers got their first lock and neither its second;
  * no time limit: who holds what and waits for what, and the cycle (other
    Pythons would hang in silence, so this part is left out there);
  * cure 1, lock order: everybody locks the account with the smaller number
    first, so a circle of waiters cannot close;
  * cure 2, timeout: who cannot get the second lock gives the first one back
    and tries again a little later;
  * cure 3, hierarchy: locks have ranks and may only be taken upwards; a
    mistake is an error at once, in every run, and not a rare standstill.
"""

import random
import subprocess
import sys
import threading
import time


class Account:
    def __init__(self, number, owner, balance):
        self.number = number
        self.owner = owner
        self.balance = balance
        self.lock = threading.Lock()


def both_ways(transfer):
    """Runs transfer(ann, bob) and transfer(bob, ann) at the same time."""
    ann, bob = Account(1, "Ann", 100), Account(2, "Bob", 100)
    threads = [threading.Thread(target=transfer, args=(ann, bob, 30)),
               threading.Thread(target=transfer, args=(bob, ann, 50))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"  Ann has {ann.balance}, Bob has {bob.balance}")


def move(payer, receiver, amount):
    payer.balance -= amount
    receiver.balance += amount


# The deadlock. The barrier makes certain what would otherwise be bad luck:
# both hold their first lock before either asks for its second.
everyone_holds_one = threading.Barrier(2)
everyone_gave_up = threading.Barrier(2)
stuck = []


def careless(payer, receiver, amount):
    with payer.lock:
        everyone_holds_one.wait()
        if receiver.lock.acquire(timeout=0.5):
            move(payer, receiver, amount)
            receiver.lock.release()
        else:
            stuck.append(payer.owner)
        everyone_gave_up.wait()


def endless(payer, receiver, amount):
    with payer.lock:
        everyone_holds_one.wait()
        with receiver.lock:
            move(payer, receiver, amount)


if sys.argv[1:] == ["without a limit"]:
    both_ways(endless)

print("deadlock:")
both_ways(careless)
print("  waited in vain:", " and ".join(sorted(stuck)))

if sys.implementation.name == "pyish":
    print("no time limit:", flush=True)
    hanging = subprocess.Popen([sys.executable, __file__, "without a limit"],
                               stderr=subprocess.PIPE, text=True)
    for line in hanging.stderr:
        print("  |", line, end="")
        if line.startswith("The program waits on"):
            break
    hanging.kill()
    hanging.wait()
    hanging.stderr.close()


def ordered(payer, receiver, amount):
    first, second = sorted([payer, receiver], key=lambda each: each.number)
    with first.lock:
        time.sleep(0.01)
        with second.lock:
            move(payer, receiver, amount)


print("cure 1, lock order:")
both_ways(ordered)


def patient(payer, receiver, amount):
    while True:
        with payer.lock:
            time.sleep(0.01)
            if receiver.lock.acquire(timeout=0.02):
                move(payer, receiver, amount)
                receiver.lock.release()
                return
        time.sleep(random.uniform(0, 0.05))     # not both again at once


print("cure 2, timeout and another try:")
both_ways(patient)


class RankedLock:
    """A lock that may only be taken while all locks held rank below it."""

    held = threading.local()

    def __init__(self, rank):
        self.rank = rank
        self.lock = threading.Lock()

    def __enter__(self):
        ranks = self.held.__dict__.setdefault("ranks", [])
        if ranks and ranks[-1] >= self.rank:
            raise RuntimeError(
                f"lock of rank {self.rank} wanted while holding {ranks[-1]}")
        self.lock.acquire()
        ranks.append(self.rank)

    def __exit__(self, *exc_info):
        self.held.ranks.pop()
        self.lock.release()


print("cure 3, hierarchy:")
bank, branch = RankedLock(1), RankedLock(2)
with bank, branch:
    print("  bank, then branch: fine")
try:
    with branch, bank:
        print("  never reached")
except RuntimeError as error:
    print("  branch, then bank:", error)
