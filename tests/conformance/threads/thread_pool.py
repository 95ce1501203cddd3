"""A small thread pool with futures, written by hand."""

import queue
import threading


class Future:
    def __init__(self):
        self.finished = threading.Event()
        self.value = self.error = None

    def result(self, timeout=None):
        if not self.finished.wait(timeout):
            raise TimeoutError("not yet")
        if self.error:
            raise self.error
        return self.value


class Pool:
    def __init__(self, size):
        self.jobs = queue.Queue()
        self.threads = [threading.Thread(target=self.work) for _ in range(size)]
        for t in self.threads:
            t.start()

    def work(self):
        while True:
            try:
                future, function, args = self.jobs.get()
            except queue.ShutDown:
                return
            try:
                future.value = function(*args)
            except Exception as error:
                future.error = error
            future.finished.set()

    def submit(self, function, *args):
        future = Future()
        self.jobs.put((future, function, args))
        return future

    def map(self, function, *iterables):
        futures = [self.submit(function, *args) for args in zip(*iterables)]
        for future in futures:
            yield future.result()

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.jobs.shutdown()
        for t in self.threads:
            t.join()


with Pool(4) as pool:
    print(list(pool.map(lambda n: n * n, range(20))))
    print(list(pool.map(pow, [2, 3, 4], [5, 4, 3])))
    bad = pool.submit(int, "not a number")
    try:
        bad.result()
    except ValueError as error:
        print("ValueError:", error)
    gate = threading.Event()
    slow = pool.submit(gate.wait)
    try:
        slow.result(timeout=0.02)
    except TimeoutError as error:
        print("TimeoutError:", error)
    gate.set()
    print(slow.result(), pool.submit(sum, range(1000)).result())
    nested = pool.submit(lambda: pool.submit(lambda: "inner").result())
    print(nested.result())
print([t.is_alive() for t in pool.threads])
