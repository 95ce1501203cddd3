"""Condition: wait, notify, wait_for, timeouts, errors, own locks."""

import threading

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


c = threading.Condition()
attempt(c.wait)
attempt(c.notify)
attempt(c.notify_all)
attempt(c.release)
with c:
    print(c.wait(timeout=0.02), c.wait(0), c.wait_for(lambda: False, timeout=0.02), c.wait_for(lambda: "truthy"),
        c.notify(), c.notify_all(), c.locked())
print(repr(c).startswith("<Condition(<"), ", 0)>" in repr(c), c.acquire(), c.acquire(False), c.release(),
    c.release())
box, log = [], []
ready = threading.Semaphore(0)


def consumer(n):
    with c:
        ready.release()
        while not box:
            c.wait()
        log.append(box.pop())


threads = [threading.Thread(target=consumer, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for _ in threads:
    ready.acquire()
with c:
    print(", 3)>" in repr(c))
    box.append("one")
    c.notify()
while len(log) < 1:
    pass
with c:
    box.extend(["two", "three"])
    c.notify(2)
for t in threads:
    t.join()
print(sorted(log), box)
with c:
    attempt(c.notify, 0)
    attempt(c.notify, 100)
lock = threading.Lock()
shared = threading.Condition(lock)
with shared:
    print(lock.locked(), shared.wait(0.01), lock.locked(), shared.acquire(False))
print(lock.locked())
attempt(shared.wait)
attempt(threading.Condition, 5)
turn, sequence = 0, []
baton = threading.Condition()


def player(n):
    global turn
    for _ in range(3):
        with baton:
            baton.wait_for(lambda: turn % 3 == n)
            sequence.append(n)
            turn += 1
            baton.notify_all()


threads = [threading.Thread(target=player, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sequence)
with c, c, c:
    print(c.wait(0.01))
    c.notify()
