"""task_done and join: waiting until all work is done."""

import queue
import threading

q = queue.Queue()
done, log = [], []


def worker():
    while (item := q.get()) is not None:
        done.append(item * 2)
        q.task_done()
    q.task_done()


threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads:
    t.start()
for n in range(50):
    q.put(n)
q.join()
print(len(done), sum(done), q.unfinished_tasks, q.empty())
for _ in threads:
    q.put(None)
for t in threads:
    t.join()
q.join()
try:
    q.task_done()
except ValueError as error:
    print("ValueError:", error)
fresh = queue.Queue()
fresh.join()
fresh.put("item")
joined = threading.Event()
t = threading.Thread(target=lambda: (fresh.join(), joined.set()))
t.start()
print(joined.wait(0.02), fresh.get(), joined.wait(0.02), fresh.task_done(), joined.wait(20))
t.join()
for kind in (queue.LifoQueue, queue.PriorityQueue):
    q = kind(maxsize=2)
    got = []

    def drain():
        for _ in range(10):
            got.append(q.get())
            q.task_done()

    t = threading.Thread(target=drain)
    t.start()
    for n in range(10):
        q.put(n)
    q.join()
    t.join()
    print(kind.__name__, sorted(got), q.unfinished_tasks)
print(hasattr(queue.SimpleQueue(), "task_done"), hasattr(queue.SimpleQueue(), "join"),
    hasattr(queue.SimpleQueue(), "full"))
