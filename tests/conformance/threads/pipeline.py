"""Producers, consumers and stages joined by queues."""

import queue
import threading


def stage(function, source, target):
    try:
        while True:
            target.put(function(source.get()))
    except queue.ShutDown:
        target.shutdown()


numbers, squares, texts = queue.Queue(4), queue.Queue(4), queue.Queue()
threads = [threading.Thread(target=stage, args=(lambda n: n * n, numbers, squares)),
    threading.Thread(target=stage, args=(str, squares, texts))]
for t in threads:
    t.start()
for n in range(40):
    numbers.put(n)
numbers.shutdown()
for t in threads:
    t.join()
print([texts.get() for _ in range(texts.qsize())])

bounded, seen = queue.Queue(maxsize=3), [[] for _ in range(3)]
STOP = object()


def produce(start):
    for n in range(start, start + 30):
        bounded.put(n)


def consume(mine):
    while (item := bounded.get()) is not STOP:
        mine.append(item)
        assert bounded.qsize() <= 3


producers = [threading.Thread(target=produce, args=(100 * n,)) for n in range(3)]
consumers = [threading.Thread(target=consume, args=(mine,)) for mine in seen]
for t in producers + consumers:
    t.start()
for t in producers:
    t.join()
for _ in consumers:
    bounded.put(STOP)
for t in consumers:
    t.join()
merged = sorted(sum(seen, []))
print(len(merged), merged == sorted(n + 100 * k for k in range(3) for n in range(30)))
print(all([n for n in mine if n // 100 == k] == sorted(n for n in mine if n // 100 == k) for mine in seen for k in range(3)))

requests = queue.SimpleQueue()


def server():
    while (request := requests.get()) is not None:
        argument, reply = request
        try:
            reply.put(("ok", 100 // argument))
        except ZeroDivisionError as error:
            reply.put(("error", str(error)))


t = threading.Thread(target=server)
t.start()


def ask(n):
    reply = queue.SimpleQueue()
    requests.put((n, reply))
    return reply.get(timeout=20)


print([ask(n) for n in (1, 3, 0, 7)])
requests.put(None)
t.join()
urgent = queue.PriorityQueue()
for priority, name in [(5, "sweep"), (1, "fire"), (3, "cook"), (1, "alarm")]:
    urgent.put((priority, name))
print([urgent.get()[1] for _ in range(4)])
