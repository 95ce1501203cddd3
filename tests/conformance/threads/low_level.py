"""The _thread module."""

import _thread
import threading
import time

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


lock = _thread.allocate_lock()
print(lock.acquire(), lock.locked(), lock.acquire(False), lock.release(), lock.locked(),
    type(lock) is _thread.LockType, _thread.LockType is type(threading.Lock()))
done = _thread.allocate_lock()
done.acquire()
results = []


def work(a, b, *, c=0):
    results.append((a, b, c, _thread.get_ident() != main))
    done.release()


main = _thread.get_ident()
ident = _thread.start_new_thread(work, (1, 2), {"c": 3})
done.acquire()
print(isinstance(ident, int), results)
_thread.start_new_thread(work, (4, 5))
done.acquire()
print(results[-1][:3])
attempt(_thread.start_new_thread, 5, ())
attempt(_thread.start_new_thread, work, [])
attempt(_thread.start_new_thread, work, (), [])
attempt(_thread.start_new_thread, work)
attempt(lock.release)
print(_thread.error is RuntimeError, _thread.TIMEOUT_MAX > 1e6, threading.TIMEOUT_MAX == _thread.TIMEOUT_MAX,
    isinstance(_thread.get_native_id(), int), _thread._count() >= 0)


def leaves():
    results.append("before exit")
    try:
        _thread.exit()
    finally:
        results.append("finally")
        done.release()


_thread.start_new_thread(leaves, ())
done.acquire()
print(results[-2:])
for size in (-1, 100):
    try:
        _thread.stack_size(size)
    except ValueError:
        print("ValueError")
print(_thread.stack_size(), _thread.stack_size(1 << 20), _thread.stack_size(0), threading.stack_size())
try:
    _thread.exit()
except SystemExit as error:
    print("SystemExit", error.args)
r = _thread.RLock()
print(r.acquire(), r.acquire(), r.release(), r.release(), type(r).__name__)
attempt(r.release)
local = _thread._local()
local.a = 1
print(local.a, _thread._local is threading.local)
counter, guard = 0, _thread.allocate_lock()


def count():
    global counter
    for _ in range(100):
        with guard:
            counter += 1
    finished.release()


finished = threading.Semaphore(0)
for _ in range(5):
    _thread.start_new_thread(count, ())
for _ in range(5):
    finished.acquire()
print(counter)
try:
    lock.acquire(True, 5, 6)
except TypeError as error:
    print("TypeError:", error)
attempt(_thread.interrupt_main, 1000)
handle = _thread.start_joinable_thread(lambda: results.append("joinable"))
handle.join()
print(handle.is_done(), results[-1], handle.ident != main)
