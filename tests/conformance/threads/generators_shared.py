"""A generator that runs in one thread cannot be entered by another."""

import threading


def slow():
    inside.set()
    go_on.wait()
    yield 1
    yield 2


inside, go_on = threading.Event(), threading.Event()
g = slow()
results = []
t = threading.Thread(target=lambda: results.append(next(g)))
t.start()
inside.wait()
for action in (lambda: next(g), lambda: g.send(None), lambda: g.throw(ValueError), lambda: g.close(),
        lambda: list(g)):
    try:
        action()
    except ValueError as error:
        print("ValueError:", error)
print(g.gi_running)
go_on.set()
t.join()
print(results, next(g), next(g, "end"), g.gi_running)


def itself():
    try:
        next(me)
    except ValueError as error:
        yield str(error)


me = itself()
print(next(me))


def numbers():
    n = 0
    while n < 1000:
        yield n
        n += 1


class Safe:
    def __init__(self, iterator):
        self.iterator = iterator
        self.lock = threading.Lock()

    def __iter__(self):
        return self

    def __next__(self):
        with self.lock:
            return next(self.iterator)


shared, taken = Safe(numbers()), [[] for _ in range(4)]
threads = [threading.Thread(target=mine.extend, args=(shared,)) for mine in taken]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(sum(taken, [])) == list(range(1000)))


def started_here():
    received = yield threading.current_thread().name
    yield received, threading.current_thread().name


g = started_here()
print(next(g))
t = threading.Thread(target=lambda: results.append(g.send("sent")), name="other")
t.start()
t.join()
print(results[-1])
def cleanup():
    try:
        yield
    finally:
        results.append(("closed in", threading.current_thread().name))
g = cleanup()
next(g)
t = threading.Thread(target=g.close, name="closer")
t.start()
t.join()
print(results[-1])
