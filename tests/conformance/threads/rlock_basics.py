"""RLock: recursion, ownership, error texts."""

import threading

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


lock = threading.RLock()
print(lock.acquire(), lock.acquire(), lock.acquire(blocking=False), lock.locked(), lock._is_owned(),
    lock._recursion_count())
print(repr(lock).split(" object")[0], "count=3" in repr(lock))
for _ in range(3):
    lock.release()
print(lock.locked(), lock._is_owned(), lock._recursion_count(), repr(lock).split(" object")[0],
    "owner=0 count=0" in repr(lock))
attempt(lock.release)
attempt(lock.acquire, False, 1)
attempt(lock.acquire, True, -2)
attempt(lock.__exit__, None, None, None)
results = []


def other():
    results.append(lock.acquire(blocking=False))
    results.append(lock.acquire(timeout=0.02))
    results.append(lock.locked())
    try:
        lock.release()
    except RuntimeError as error:
        results.append(str(error))


with lock:
    with lock as got:
        t = threading.Thread(target=other)
        t.start()
        t.join()
        print(got, results)
print(lock.locked())


def recursive(n):
    with lock:
        return 1 if n == 0 else n * recursive(n - 1)


print(recursive(10))
state = lock.acquire() and lock.acquire() and lock._release_save()
print(lock.locked(), state[0])
lock._acquire_restore(state)
print(lock._recursion_count(), lock._is_owned())
lock.release()
lock.release()
attempt(lock._release_save)
count = 0


def add():
    global count
    for _ in range(200):
        with lock:
            with lock:
                count += 1


threads = [threading.Thread(target=add) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(count, isinstance(lock, type(threading.RLock())))
