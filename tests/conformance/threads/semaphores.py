"""Semaphore and BoundedSemaphore."""

import threading

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(blocking=False), s.acquire(timeout=0.02), s.release(), s.release(),
    s.acquire(False))
print(repr(s).split(":")[-1], repr(s).startswith("<threading.Semaphore at 0x"), s.release(3),
    repr(s).split(":")[-1])
attempt(threading.Semaphore, -1)
attempt(threading.Semaphore, "x")
attempt(s.acquire, blocking=False, timeout=1)
attempt(s.release, 0)
attempt(s.release, -1)
b = threading.BoundedSemaphore(2)
attempt(b.release)
b.acquire()
attempt(b.release, 2)
print(repr(b).split(":")[-1], b.release())
attempt(b.release)
with b:
    with b as got:
        print(got, b.acquire(blocking=False), repr(b).split(":")[-1])
zero = threading.Semaphore(0)
print(zero.acquire(blocking=False), threading.Semaphore().acquire(blocking=False))
got = []


def wait(n):
    zero.acquire()
    got.append(n)


threads = [threading.Thread(target=wait, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
print(got)
zero.release(2)
while len(got) < 2:
    pass
print(len(got))
zero.release(n=2)
for t in threads:
    t.join()
print(sorted(got), zero.acquire(timeout=0))
inside, most = 0, 0
guard, limit = threading.Lock(), threading.BoundedSemaphore(3)


def visit():
    global inside, most
    for _ in range(20):
        with limit:
            with guard:
                inside += 1
                most = max(most, inside)
            with guard:
                inside -= 1


threads = [threading.Thread(target=visit) for _ in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(inside, most <= 3)
