"""Transfers between accounts with ordered locks keep the total."""

import random
import threading


class Account:
    def __init__(self, number, balance):
        self.number, self.balance = number, balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise ValueError("insufficient funds")
            self.balance -= amount


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda a: a.number)
    with first.lock, second.lock:
        source.withdraw(amount)
        target.deposit(amount)


accounts = [Account(n, 100) for n in range(6)]
refused = []


def client(seed):
    rng = random.Random(seed)
    for _ in range(150):
        source, target = rng.sample(accounts, 2)
        try:
            transfer(source, target, rng.randint(1, 60))
        except ValueError as error:
            refused.append(str(error))


threads = [threading.Thread(target=client, args=(seed,)) for seed in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sum(a.balance for a in accounts), all(a.balance >= 0 for a in accounts),
    set(refused) <= {"insufficient funds"}, [a.lock.locked() for a in accounts])
audits = []
stop = threading.Event()


def audit():
    while not stop.is_set():
        for a in accounts:
            a.lock.acquire()
        audits.append(sum(a.balance for a in accounts))
        for a in reversed(accounts):
            a.lock.release()


auditor = threading.Thread(target=audit)
auditor.start()
threads = [threading.Thread(target=client, args=(seed,)) for seed in range(10, 13)]
for t in threads:
    t.start()
for t in threads:
    t.join()
stop.set()
auditor.join()
print(set(audits) <= {600}, sum(a.balance for a in accounts))
try:
    accounts[0].withdraw(10 ** 6)
except ValueError as error:
    print(error, accounts[0].lock.locked())
