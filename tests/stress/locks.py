"""Locks, conditions, queues and the life of threads."""
import queue
import threading
import time
from _stress import main, scenario, times


@scenario()
def mutual_exclusion(rng):
    for_all = [threading.Lock(), threading.RLock(), threading.Semaphore(1), threading.BoundedSemaphore(1), threading.Condition()]
    lock, n = rng.choice(for_all), rng.randrange(50, 200)
    count = [0]
    inside = []

    def one(i):
        with lock:
            inside.append(1)
            assert len(inside) == 1
            count[0] += 1
            inside.pop()
        if i % 10 == 0 and lock.acquire(timeout=0.00001):
            count[0] += 0
            lock.release()

    def check():
        assert count[0] == 4 * n
    return [times(n, one) for _ in range(4)], check


@scenario()
def queues(rng):
    n = rng.randrange(20, 120)
    q = rng.choice([queue.Queue, queue.LifoQueue, queue.PriorityQueue])(rng.choice([0, 1, 5]))
    simple, got = queue.SimpleQueue(), [[], []]

    def put(k):
        def one(i):
            q.put(k * n + i)
            simple.put(k * n + i)
        return times(n, one)

    def take(k):
        def one(i):
            a, b = q.get(), simple.get()
            got[k].append(a)
            got[k].append(b)
            q.task_done()
        return times(n, one)

    def check():
        assert sorted(got[0] + got[1]) == sorted(list(range(2 * n)) * 2)
        assert q.empty() and simple.empty()
        q.join()
    return [put(0), put(1), take(0), take(1)], check


@scenario()
def conditions_and_events(rng):
    n = rng.randrange(10, 60)
    cond, turn = threading.Condition(), [0]

    def take_turns(k):
        def one(i):
            with cond:
                while turn[0] % 3 != k:
                    cond.wait(0.5)
                turn[0] += 1
                cond.notify_all()
        return times(n, one)

    def check():
        assert turn[0] == 3 * n
    return [take_turns(k) for k in range(3)], check


@scenario()
def threads_that_come_and_go(rng):
    done = []

    def spawn(i):
        local = threading.local()

        def run():
            local.x = i
            done.append(local.x)
        threads = [threading.Thread(target=run, daemon=bool(j % 2)) for j in range(3)]
        for t in threads:
            t.start()
        for t in threads:
            t.join(60)
            assert not t.is_alive()
        threading.enumerate(), threading.active_count()

    def check():
        assert len(done) == 3 * 3 * 8
    return [times(8, spawn) for _ in range(3)], check


@scenario()
def barriers(rng):
    n, barrier, rounds = rng.randrange(5, 20), threading.Barrier(3), [0, 0, 0]

    def body(k):
        def one(i):
            rounds[k] += 1
            barrier.wait()
            assert rounds == [i + 1] * 3, rounds
            barrier.wait()
        return times(n, one)
    return [body(k) for k in range(3)]


@scenario()
def one_lock_many_ways(rng):
    lock = threading.Lock()

    def body():
        for i in range(60):
            if lock.acquire(blocking=i % 2 == 0):
                if i % 5 == 0:
                    time.sleep(0)
                assert lock.locked()
                lock.release()
            elif lock.acquire(timeout=0.0001 * (i % 4)):
                lock.release()

    def check():
        assert not lock.locked()
    return [body for _ in range(5)], check


main()
