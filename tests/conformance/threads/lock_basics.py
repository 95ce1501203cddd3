"""Lock: acquire, release, locked, context manager, error texts."""

import threading

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False),
    lock.acquire(timeout=0.01), lock.acquire(True, 0.01))
print(repr(lock).split(" object")[0], lock.release(), lock.locked(), repr(lock).split(" object")[0])
attempt(lock.release)
attempt(lock.acquire, False, 1)
attempt(lock.acquire, True, -2)
attempt(lock.acquire, timeout=-0.5)
attempt(lock.acquire, timeout="soon")
attempt(lock.acquire, timeout=1e20)
attempt(lock.acquire, 1, 2, 3)
attempt(lock.acquire, block=True)
print(lock.locked(), lock.acquire(timeout=-1), lock.release(), lock.acquire(timeout=0), lock.release())
with lock as got:
    print(got, lock.locked())
print(lock.locked())
try:
    with lock:
        raise KeyError("inside")
except KeyError:
    print("free again:", not lock.locked())
print(lock.__enter__(), lock.__exit__(None, None, None), lock.locked())
attempt(lock.__exit__, None, None, None)


def unlock_elsewhere():
    lock.release()


lock.acquire()
t = threading.Thread(target=unlock_elsewhere)
t.start()
t.join()
print("released by another thread:", not lock.locked())
order = []
lock.acquire()


def waiter():
    order.append("waiting")
    started.set()
    with lock:
        order.append("got it")


started = threading.Event()
t = threading.Thread(target=waiter)
t.start()
started.wait()
order.append("main releases")
lock.release()
t.join()
print(order)
attempt(threading.Lock, 5)
attempt(setattr, lock, "x", 1)
print(type(lock).__name__, type(lock).__module__, isinstance(lock, threading.Lock),
    lock.acquire_lock() if hasattr(lock, "acquire_lock") else True,
    lock.locked_lock() if hasattr(lock, "locked_lock") else True)
