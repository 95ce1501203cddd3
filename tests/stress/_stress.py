"""Scenarios: threads that mutate the same objects, round after round until time is up.

A scenario is a function that gets a random generator and answers what its threads do and, if there is anything to check afterwards,
a function for that. What threads may raise without failing is given to the decorator. The order of the rounds follows from the seed.
"""
import os
import random
import sys
import threading
import time
import traceback

SECONDS = float(os.environ.get("STRESS_SECONDS", "0.3"))
SEED = int(os.environ.get("STRESS_SEED", "1"))
ONLY = os.environ.get("STRESS_ONLY", "")

scenarios = []


def scenario(*allowed):
    def note(f):
        scenarios.append((f, allowed))
        return f
    return note


def times(n, f):
    """A thread's body: calls f with 0 ... n-1."""
    def body():
        for i in range(n):
            f(i)
    return body


def run_round(make, allowed, rng):
    bodies = make(rng)
    check = None
    if isinstance(bodies, tuple):
        bodies, check = bodies
    failures = []
    start = threading.Barrier(len(bodies))

    def run(body):
        start.wait()
        try:
            body()
        except allowed:
            pass
        except BaseException:
            failures.append(traceback.format_exc())

    threads = [threading.Thread(target=run, args=(body,)) for body in bodies]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    if failures:
        raise AssertionError(f"a thread failed:\n{failures[0]}")
    if check:
        check()


def main():
    rng = random.Random(SEED)
    chosen = [s for s in scenarios if ONLY in s[0].__name__]
    end = time.monotonic() + SECONDS
    rounds = 0
    while True:
        rng.shuffle(chosen)
        for make, allowed in chosen:
            try:
                run_round(make, allowed, rng)
            except BaseException:
                print(f"seed {SEED}, scenario {make.__name__}, round {rounds}", file=sys.stderr, flush=True)
                raise
            rounds += 1
            
            if time.monotonic() > end and rounds >= len(chosen):
                print("ok")
                return
