"""Queue: put, get, sizes, timeouts, exceptions."""

import queue

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


q = queue.Queue()
print(q.empty(), q.full(), q.qsize(), q.maxsize)
for item in (1, "two", None, [4]):
    q.put(item)
print(q.qsize(), q.empty(), q.get(), q.get(), q.get(), q.get(), q.empty())
attempt(q.get, block=False)
attempt(q.get_nowait)
attempt(q.get, timeout=0.02)
attempt(q.get, True, 0.02)
attempt(q.get, timeout=-1)
small = queue.Queue(2)
small.put(1)
small.put_nowait(2)
print(small.full(), small.qsize())
attempt(small.put, 3, block=False)
attempt(small.put_nowait, 3)
attempt(small.put, 3, timeout=0.02)
attempt(small.put, 3, timeout=-1)
print(small.get(), small.put(3), small.get(), small.get())
for kind in (queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    q = kind()
    for item in (3, 1, 2):
        q.put(item)
    print(kind.__name__, q.qsize(), [q.get() for _ in range(3)], q.empty())
    attempt(q.get_nowait)
    attempt(q.get, timeout=0.01)
p = queue.PriorityQueue(3)
for entry in ((2, "b"), (1, "z"), (2, "a")):
    p.put(entry)
print(p.full(), p.get(), p.get(), p.get())
p.put(1)
attempt(p.put, "text")
s = queue.SimpleQueue()
print(s.put("x", block=False, timeout=0.1), s.put_nowait("y"), s.qsize(), s.get(block=True, timeout=1),
    s.get(False))
attempt(s.get, timeout=-1)
attempt(queue.SimpleQueue, 5)
print(issubclass(queue.Empty, Exception), queue.Empty.__name__, queue.Full.__name__, queue.Empty.__mro__[1],
    queue.ShutDown.__mro__[1], queue.Queue(-5).full(), queue.Queue(maxsize=0).maxsize)


class Sorted(queue.Queue):
    def _init(self, maxsize):
        self.queue = []

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)
        self.queue.sort()

    def _get(self):
        return self.queue.pop()


own = Sorted()
for n in (5, 9, 7):
    own.put(n)
print(own.get(), own.get(), own.qsize(), own.queue)
