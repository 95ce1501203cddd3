"""Five philosophers, three ways not to starve."""

import threading

SEATS, MEALS = 5, 20


def dine(make):
    forks = [threading.Lock() for _ in range(SEATS)]
    meals = [0] * SEATS
    eat = make(forks)

    def philosopher(n):
        for _ in range(MEALS):
            eat(n, lambda: meals.__setitem__(n, meals[n] + 1))

    threads = [threading.Thread(target=philosopher, args=(n,)) for n in range(SEATS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return meals, [fork.locked() for fork in forks]


def ordered(forks):
    def eat(n, bite):
        first, second = sorted((n, (n + 1) % SEATS))
        with forks[first], forks[second]:
            bite()
    return eat


def waiter(forks):
    room = threading.Semaphore(SEATS - 1)

    def eat(n, bite):
        with room, forks[n], forks[(n + 1) % SEATS]:
            bite()
    return eat


def trying(forks):
    def eat(n, bite):
        while True:
            with forks[n]:
                if forks[(n + 1) % SEATS].acquire(timeout=0.001 * (n + 1)):
                    bite()
                    forks[(n + 1) % SEATS].release()
                    return
    return eat


for strategy in (ordered, waiter, trying):
    print(strategy.__name__, *dine(strategy))
