"""Timer: firing, cancelling, arguments."""

import threading

log = []
t = threading.Timer(0.05, log.append, ["fired"])
print(t.is_alive(), t.interval, t.finished.is_set())
t.start()
t.join()
print(log, t.is_alive(), t.finished.is_set())
t = threading.Timer(30, log.append, args=["never"])
t.start()
print(t.is_alive())
t.cancel()
t.join()
print(log, t.finished.is_set())
t = threading.Timer(0.01, lambda *a, **k: log.append((a, k)), [1, 2], {"x": 3})
t.start()
t.join()
print(log[-1])
t.cancel()
try:
    t.start()
except RuntimeError as error:
    print("RuntimeError:", error)
order = []
timers = [threading.Timer(delay, order.append, [delay]) for delay in (0.45, 0.05, 0.25)]
for t in timers:
    t.start()
for t in timers:
    t.join()
print(order, isinstance(timers[0], threading.Thread), t.args, t.kwargs)
try:
    threading.Timer(1)
except TypeError as error:
    print("TypeError:", error)
done = threading.Event()


def again(n):
    log.append(n)
    if n:
        threading.Timer(0.01, again, [n - 1]).start()
    else:
        done.set()


again(3)
done.wait()
print(log[-4:])
