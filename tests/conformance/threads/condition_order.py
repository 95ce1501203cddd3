"""notify wakes the longest waiting first; recursion is given back by wait."""

import threading

c = threading.Condition()
entered, woken = [], []
step = threading.Semaphore(0)


def waiter(n):
    with c:
        entered.append(n)
        step.release()
        c.wait()
        woken.append(n)
        step.release()


threads = []
for n in range(5):
    t = threading.Thread(target=waiter, args=(n,))
    t.start()
    step.acquire()
    threads.append(t)
for _ in range(3):
    with c:
        c.notify()
    step.acquire()
print(entered, woken)
with c:
    c.notify_all()
for t in threads:
    t.join()
print(sorted(woken), woken[:3])

deep = threading.Condition(threading.RLock())
log = []


def nested():
    with deep:
        with deep:
            with deep:
                step2.release()
                log.append("waits")
                deep.wait()
                log.append(("woken with the depth", deep._lock._recursion_count()))


step2 = threading.Semaphore(0)
t = threading.Thread(target=nested)
t.start()
step2.acquire()
with deep:
    log.append("the lock is free while the other waits")
    deep.notify()
t.join()
print(log)

sleeper = threading.Condition()
answers = []


def timed(seconds):
    with sleeper:
        answers.append((seconds, sleeper.wait(seconds)))


threads = [threading.Thread(target=timed, args=(s,)) for s in (0.3, 0.1, 0.2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print([done for _, done in answers], sorted(s for s, _ in answers))
try:
    with sleeper:
        sleeper.wait_for(lambda: 1 / 0)
except ZeroDivisionError as error:
    print("from the predicate:", error)
print(sleeper.acquire(blocking=False), sleeper.release())
