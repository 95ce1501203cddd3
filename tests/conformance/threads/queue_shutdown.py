"""Queue.shutdown: gently and at once, with waiters on both sides."""

import queue
import threading

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    q = kind()
    q.put(1)
    q.put(2)
    q.shutdown()
    attempt(q.put, 3)
    attempt(q.put_nowait, 3)
    print(kind.__name__, sorted([q.get(), q.get()]), q.is_shutdown)
    attempt(q.get)
    attempt(q.get_nowait)
    attempt(q.get, timeout=1)
    q.task_done()
    q.task_done()
    q.join()
q = queue.Queue()
q.put(1)
q.put(2)
q.shutdown(immediate=True)
print(q.qsize(), q.unfinished_tasks)
attempt(q.get)
q.join()
q.shutdown()
log = queue.SimpleQueue()


def getter(q):
    try:
        log.put(("got", q.get()))
    except queue.ShutDown:
        log.put("getter told")


def putter(q):
    try:
        q.put("more")
        log.put("put")
    except queue.ShutDown:
        log.put("putter told")


empty, full = queue.Queue(), queue.Queue(1)
full.put("first")
threads = [threading.Thread(target=getter, args=(empty,)) for _ in range(3)] + [threading.Thread(target=putter,
    args=(full,)) for _ in range(2)]
for t in threads:
    t.start()
empty.shutdown()
full.shutdown()
for t in threads:
    t.join()
print(sorted(log.get() for _ in range(5)), full.get(), full.qsize())
joined = []
q = queue.Queue()
q.put("never done")
t = threading.Thread(target=lambda: (q.join(), joined.append(True)))
t.start()
q.shutdown(immediate=True)
t.join()
print(joined, issubclass(queue.ShutDown, Exception), hasattr(queue.SimpleQueue, "shutdown"))
try:
    q.get()
except queue.ShutDown as error:
    print(repr(error), error.args)
