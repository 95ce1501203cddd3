"""The convoy effect: a thread that waits for the world behind one that computes.

One thread computes without a pause. Two others talk through pipes: every millisecond one sends a byte, the other answers. They
need the GIL for some microseconds each time. Under the policy `cpython` who wakes up stands behind the computing thread for a
whole switch interval (5 ms). The policy `io-priority` lets them go first, because they let go of the GIL early by themselves
the last time.

What to look for: how late the answers are under each policy (median), and that the computing thread loses little by it. With the
GIL off there is no queue at all. Under CPython there is one policy, and the first line is all.
"""

import os
import sys
import threading
import time

try:
    import gil
except ImportError:
    gil = None

MESSAGES = 60


def measure():
    """How late each answer was, in milliseconds, and the rounds per second of the computing thread."""
    there, here = os.pipe(), os.pipe()
    finished = False
    rounds = 0
    times = []

    def compute():
        nonlocal rounds
        while not finished:
            for _ in range(1000):
                pass
            rounds += 1

    def answer():
        while byte := os.read(there[0], 1):
            os.write(here[1], byte)

    def ask():
        for _ in range(MESSAGES):
            due = time.perf_counter() + 0.001
            time.sleep(0.001)
            os.write(there[1], b"?")
            os.read(here[0], 1)
            times.append((time.perf_counter() - due) * 1000)

    computing, answering, asking = (threading.Thread(target=f) for f in (compute, answer, ask))
    begin = time.perf_counter()
    for thread in computing, answering, asking:
        thread.start()
    asking.join()
    finished = True
    computing.join()
    rate = rounds / (time.perf_counter() - begin)
    os.close(there[1])
    answering.join()
    for end in there[0], *here:
        os.close(end)
    return sorted(times), rate


def show(name):
    times, rate = measure()
    print(f"{name:12} answers late by {times[len(times) // 2]:7.3f} ms (median), {times[-1]:7.3f} ms (worst);"
          f" computing: {rate:7.0f} rounds per second")


if gil is None:
    show("GIL" if getattr(sys, "_is_gil_enabled", lambda: True)() else "no GIL")
else:
    before = gil.policy()
    with gil.enabled():
        for policy in gil.policies():
            gil.set_policy(policy)
            show(policy)
    gil.set_policy(before)
    with gil.disabled():
        show("GIL off")
