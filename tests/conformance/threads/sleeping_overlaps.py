"""Sleeping, waiting and I/O let other threads run."""

import os
import threading
import time


def elapsed(function, count):
    threads = [threading.Thread(target=function) for _ in range(count)]
    started = time.monotonic()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return time.monotonic() - started


print(0.2 <= elapsed(lambda: time.sleep(0.2), 50) < 5)
lock = threading.Lock()
lock.acquire()
print(0.1 <= elapsed(lambda: lock.acquire(timeout=0.1), 20) < 2.0)
print(0.1 <= elapsed(lambda: threading.Event().wait(0.1), 20) < 2.0)
reading, writing = os.pipe()
got = []
t = threading.Thread(target=lambda: got.append(os.read(reading, 100)))
t.start()
print(got, t.is_alive())
os.write(writing, b"through the pipe")
t.join()
print(got)
os.close(writing)
print(os.read(reading, 5))
os.close(reading)
for bad in (-1, "x", None, float("nan")):
    try:
        time.sleep(bad)
    except (ValueError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")
print(time.sleep(0), time.sleep(0.001), time.sleep(True * 0))
r, w = os.pipe()
with open(r, "rb") as source, open(w, "wb", buffering=0) as sink:
    lines = []
    t = threading.Thread(target=lambda: lines.extend(source))
    t.start()
    for n in range(3):
        sink.write(f"line {n}\n".encode())
    sink.close()
    t.join()
    print(lines)
