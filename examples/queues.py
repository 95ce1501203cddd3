"""Queues: threads that hand work to each other instead of sharing data.

A producer puts numbers into a queue, three workers take them out, square
them and put the results into a second queue. No lock is in sight: the queue
does the locking, the waiting and the waking.

What to look for in the output:
  * every job is done exactly once, whichever worker took it;
  * put() waits while a bounded queue is full: the producer cannot run away;
  * shutdown() ends the workers: their get() raises ShutDown once it is empty;
  * a LifoQueue gives back the newest, a PriorityQueue the smallest;
  * get() with a timeout raises Empty, put() with one raises Full.
"""

import queue
import threading

JOBS = 30
WORKERS = 3

jobs = queue.Queue(maxsize=5)
results = queue.Queue()


def producer():
    for number in range(JOBS):
        jobs.put(number)                    # waits while five are pending
    jobs.shutdown()                         # no more will come


def worker():
    try:
        while True:
            number = jobs.get()
            results.put((number, number ** 2))
            jobs.task_done()
    except queue.ShutDown:
        pass


threads = [threading.Thread(target=worker) for _ in range(WORKERS)]
threads.append(threading.Thread(target=producer))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

squares = dict(results.get() for _ in range(results.qsize()))
print("jobs done:", len(squares))
print("all squares right:", all(squares[n] == n * n for n in range(JOBS)))


def drained(some_queue):
    for word in ["pear", "apple", "quince", "fig"]:
        some_queue.put(word)
    return [some_queue.get() for _ in range(4)]


print("Queue        :", drained(queue.Queue()))
print("LifoQueue    :", drained(queue.LifoQueue()))
print("PriorityQueue:", drained(queue.PriorityQueue()))
print("SimpleQueue  :", drained(queue.SimpleQueue()))

small = queue.Queue(maxsize=1)
try:
    small.get(timeout=0.05)
except queue.Empty:
    print("nothing to get: Empty")
small.put("only one fits")
try:
    small.put("one more", timeout=0.05)
except queue.Full:
    print("no room to put: Full")
