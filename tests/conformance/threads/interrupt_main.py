"""Ctrl-C ends a busy loop and every kind of wait of the main thread."""

import _thread
import os
import signal
import threading
import time


def poke():
    time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGINT)


def interrupted(wait):
    t = threading.Thread(target=poke)
    t.start()
    try:
        wait()
        return "not interrupted"
    except KeyboardInterrupt:
        return "KeyboardInterrupt"
    finally:
        t.join()


def busy():
    n = 0
    while True:
        n += 1


def empty_loop():
    while True:
        pass


import queue

lock = threading.Lock()
lock.acquire()
condition = threading.Condition()


def on_condition():
    with condition:
        condition.wait(20)


for wait in (busy, empty_loop, lambda: time.sleep(20), lambda: lock.acquire(timeout=20), on_condition,
    lambda: queue.Queue().get(timeout=20), lambda: queue.SimpleQueue().get(timeout=20),
             lambda: threading.Barrier(2).wait(20), lambda: threading.Semaphore(0).acquire(timeout=20),
             lambda: sum(1 for _ in iter(int, 1))):
    print(interrupted(wait))
print(condition.acquire(blocking=False), lock.locked())
condition.release()
seen = []
old = signal.signal(signal.SIGINT, lambda number, frame: seen.append(number))
_thread.interrupt_main()
print(seen == [signal.SIGINT])
signal.signal(signal.SIGINT, old)
try:
    _thread.interrupt_main(0)
except (ValueError, OSError) as error:
    print(f"{type(error).__name__}: {error}")
