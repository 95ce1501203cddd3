"""Each thread has its own stack, exceptions and recursion limit."""

import sys
import threading


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


results = []
threads = [threading.Thread(target=lambda: results.append(depth())) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(results), all(n > 500 for n in results))


def handles():
    try:
        raise ValueError("mine")
    except ValueError:
        barrier.wait()
        contexts.append(str(sys.exception()))
        barrier.wait()
    contexts.append(sys.exception())


barrier, contexts = threading.Barrier(2), []
t = threading.Thread(target=handles)
t.start()
try:
    raise KeyError("main's")
except KeyError:
    barrier.wait()
    print(sys.exception())
    barrier.wait()
t.join()
print(contexts, sys.exception())
frames = []


def where():
    frames.append(sys._getframe().f_code.co_name)
    ready.set()
    go.wait()


ready, go = threading.Event(), threading.Event()
t = threading.Thread(target=where)
t.start()
ready.wait()
current = sys._current_frames()
print(t.ident in current, threading.get_ident() in current, len(current))
go.set()
t.join()
print(frames, t.ident in sys._current_frames())


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


results.clear()
threads = [threading.Thread(target=lambda: results.append(deep(600))) for _ in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(results)
