"""Barrier: parties, actions, reset, abort, timeouts, broken state."""

import threading

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


b = threading.Barrier(3, action=lambda: log.append("action"))
log, order = [], []
print(b.parties, b.n_waiting, b.broken, repr(b).split(": ")[-1], repr(b).startswith("<threading.Barrier at 0x"))


def work():
    for _ in range(2):
        order.append(b.wait())


threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(order), log)
attempt(threading.Barrier, 0)
attempt(threading.Barrier)
print(threading.Barrier(1).wait())
attempt(b.wait, timeout=0.02)
print(b.broken, repr(b).split(": ")[-1])
attempt(b.wait)
b.reset()
print(b.broken, b.n_waiting)
results = []


def waits(barrier):
    try:
        results.append(barrier.wait())
    except threading.BrokenBarrierError as error:
        results.append(("broken", str(error)))


for step in ("abort", "reset"):
    results.clear()
    b = threading.Barrier(3)
    threads = [threading.Thread(target=waits, args=(b,)) for _ in range(2)]
    for t in threads:
        t.start()
    while b.n_waiting < 2:
        pass
    getattr(b, step)()
    for t in threads:
        t.join()
    print(step, results, b.broken, b.n_waiting)


def failing():
    raise ValueError("action failed")


b = threading.Barrier(2, failing)
results.clear()


def guarded():
    try:
        b.wait()
    except (ValueError, threading.BrokenBarrierError) as error:
        results.append(type(error).__name__)


threads = [threading.Thread(target=guarded) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), b.broken, issubclass(threading.BrokenBarrierError, RuntimeError))
b = threading.Barrier(2, timeout=0.02)
attempt(b.wait)
total, phases = [0] * 4, threading.Barrier(4)


def phased(n):
    for phase in range(3):
        total[n] += 1
        phases.wait()
        assert total == [phase + 1] * 4
        phases.wait()


threads = [threading.Thread(target=phased, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total)
