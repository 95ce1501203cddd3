"""Event: set, clear, wait, timeouts, many waiters."""

import threading

e = threading.Event()
print(e.is_set(), e.wait(0.02), e.wait(timeout=0), repr(e).endswith(": unset>"))
e.set()
print(e.is_set(), e.wait(), e.wait(5), repr(e).endswith(": set>"), repr(e).startswith("<threading.Event at 0x"))
e.clear()
print(e.is_set(), e.set(), e.set(), e.clear(), e.clear())
woken = []


def wait(n):
    woken.append((n, e.wait()))


threads = [threading.Thread(target=wait, args=(n,)) for n in range(6)]
for t in threads:
    t.start()
print(woken)
e.set()
for t in threads:
    t.join()
print(sorted(woken))
ping, pong = threading.Event(), threading.Event()
log = []


def player():
    for n in range(5):
        ping.wait()
        ping.clear()
        log.append(f"pong {n}")
        pong.set()


t = threading.Thread(target=player)
t.start()
for n in range(5):
    log.append(f"ping {n}")
    ping.set()
    pong.wait()
    pong.clear()
t.join()
print(log)
late = threading.Event()
timer = threading.Timer(0.05, late.set)
timer.start()
print(late.wait(20), late.is_set())
timer.join()
