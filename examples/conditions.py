"""Conditions: sleep until somebody says that the world has changed.

A baker fills a shelf that holds three loaves, two customers empty it. The
baker waits while the shelf is full, the customers wait while it is empty;
both sleep on one Condition, which costs no CPU time.

What to look for in the output:
  * the shelf never holds fewer than 0 nor more than 3 loaves;
  * wait() gives the lock back while it sleeps and takes it again before it
    returns; that is why the test stands in a loop (`while`, or wait_for):
    another customer may have been quicker;
  * wait(timeout) returns False when nobody called;
  * notify() and wait() without the lock are refused.
"""

import threading

SHELF_HOLDS = 3
LOAVES = 12

shelf = []
changed = threading.Condition()
heights = set()


def baker():
    for number in range(LOAVES):
        with changed:
            while len(shelf) == SHELF_HOLDS:
                changed.wait()
            shelf.append(f"loaf {number}")
            heights.add(len(shelf))
            changed.notify_all()


def customer(bag):
    for _ in range(LOAVES // 2):
        with changed:
            changed.wait_for(lambda: shelf)     # the same loop, shorter
            bag.append(shelf.pop(0))
            heights.add(len(shelf))
            changed.notify_all()


bags = [], []
threads = [threading.Thread(target=customer, args=(bag,)) for bag in bags]
threads.append(threading.Thread(target=baker))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print("loaves in the bags:", [len(bag) for bag in bags])
print("each loaf sold once:", len(set(bags[0] + bags[1])) == LOAVES)
print("shelf always within 0 and 3:", heights <= {0, 1, 2, 3})
print("left on the shelf:", shelf)

with changed:
    print("nobody bakes any more; wait(0.1) says:", changed.wait(0.1))

try:
    changed.notify()
except RuntimeError as error:
    print("notify() without the lock:", error)
