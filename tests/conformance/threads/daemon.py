"""Daemon threads: inheritance, errors, and that they do not hold up the exit."""

import threading
import time

seen = []


def child():
    inner = threading.Thread(target=lambda: None)
    seen.append(inner.daemon)


for flag in (True, False, None):
    t = threading.Thread(target=child, daemon=flag)
    t.start()
    t.join()
    print(flag, t.daemon, seen[-1])
t = threading.Thread(target=child)
t.daemon = 5
print(t.daemon, bool(t.daemon))
t.start()
t.join()
print(seen[-1], "daemon" in repr(t))
try:
    t.daemon = False
except RuntimeError as error:
    print("RuntimeError:", error)


def forever():
    while True:
        time.sleep(0.05)


background = threading.Thread(target=forever, daemon=True)
background.start()
print(background.is_alive(), background.join(timeout=0.05), background.is_alive())
late = threading.Thread(target=lambda: (time.sleep(0.1), print("a thread that is no daemon is waited for")))
late.start()
print("end of the main thread")
