"""sys.setswitchinterval, and that busy threads give way."""

import sys
import threading
import time


print(sys.getswitchinterval())
for value in (0.001, 1e-6, 0.5, 2):
    sys.setswitchinterval(value)
    print(sys.getswitchinterval())
for bad in (0, -1, "x", None):
    try:
        sys.setswitchinterval(bad)
    except (ValueError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")
sys.setswitchinterval(0.005)
stop = False
spins = 0


def spin():
    global spins
    while not stop:
        spins += 1


t = threading.Thread(target=spin)
t.start()
while spins == 0:
    pass
before = spins
while spins == before:
    pass
stop = True
t.join()
print(spins > before > 0)
turns, flag = [], 0


def alternate(me, other):
    global flag
    for _ in range(5):
        while flag != me:
            pass
        turns.append(me)
        flag = other


sys.setswitchinterval(1e-5)
threads = [threading.Thread(target=alternate, args=pair) for pair in ((0, 1), (1, 0))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(turns)
