"""Semaphores: at most N threads at a time.

Ten visitors want to use three database connections. The semaphore counts
the free connections: acquire() takes one or waits, release() gives it back.

What to look for in the output:
  * ten visits of 0.1 s, three at a time, take about 0.4 s (four rounds),
    neither 1.0 s (one at a time) nor 0.1 s (all at once);
  * never more than three inside at the same moment;
  * a BoundedSemaphore notices a release() too many, a Semaphore does not.
"""

import threading
import time

CONNECTIONS = 3
VISITORS = 10

free_connections = threading.Semaphore(CONNECTIONS)
counting = threading.Lock()
inside = 0
most_inside = 0


def visit():
    global inside, most_inside
    with free_connections:
        with counting:
            inside += 1
            most_inside = max(most_inside, inside)
        time.sleep(0.1)                     # the query
        with counting:
            inside -= 1


started = time.perf_counter()
visitors = [threading.Thread(target=visit) for _ in range(VISITORS)]
for visitor in visitors:
    visitor.start()
for visitor in visitors:
    visitor.join()
took = time.perf_counter() - started

print(f"{VISITORS} visits over {CONNECTIONS} connections: {took:.1f} s")
print("most visitors at the same moment:", most_inside)

print("one more, without waiting:", free_connections.acquire(blocking=False))
free_connections.release()

bounded = threading.BoundedSemaphore(1)
with bounded:
    print("the only place is taken:", not bounded.acquire(timeout=0.05))
try:
    bounded.release()
except ValueError as error:
    print("released once too often:", error)
