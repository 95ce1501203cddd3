"""join with timeouts, from several threads, on finished ones."""

import threading
import time

gate = threading.Event()
t = threading.Thread(target=gate.wait)
t.start()
for timeout in (0, 0.02, -1):
    print(timeout, t.join(timeout), t.is_alive())
joined = []


def joiner(n):
    t.join()
    joined.append(n)


others = [threading.Thread(target=joiner, args=(n,)) for n in range(4)]
for other in others:
    other.start()
print(joined)
gate.set()
for other in others:
    other.join(timeout=20)
print(sorted(joined), t.is_alive(), t.join(0), t.join(None))


def chain(n, log):
    if n:
        inner = threading.Thread(target=chain, args=(n - 1, log))
        inner.start()
        inner.join()
    log.append(n)


log = []
t = threading.Thread(target=chain, args=(5, log))
t.start()
t.join()
print(log)


def self_join():
    try:
        threading.current_thread().join()
    except RuntimeError as error:
        log.append(str(error))


t = threading.Thread(target=self_join)
t.start()
t.join()
print(log[-1])
started = time.monotonic()
slow = threading.Thread(target=time.sleep, args=(1.5,))
slow.start()
slow.join(0.1)
print(slow.is_alive(), time.monotonic() - started < 1.4)
slow.join()
print(slow.is_alive(), time.monotonic() - started >= 1.5)
many = [threading.Thread(target=lambda: None) for _ in range(100)]
for t in many:
    t.start()
for t in reversed(many):
    t.join()
print(sum(t.is_alive() for t in many), threading.active_count())
