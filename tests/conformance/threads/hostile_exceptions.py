"""Exceptions in many threads at once keep their own tracebacks and contexts."""

import sys
import threading
import traceback

results = []


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def deep(n, tag):
    if n == 0:
        raise ValueError(tag)
    deep(n - 1, tag)


def worker(k):
    def work():
        for n in range(60):
            try:
                deep(n % 10, (k, n))
            except ValueError as error:
                frames = traceback.extract_tb(error.__traceback__)
                if error.args != ((k, n),) or len(frames) != n % 10 + 2 or sys.exception() is not error:
                    results.append(("wrong", k, n))
            if sys.exception() is not None:
                results.append("left over")
    return work


run(*[worker(k) for k in range(4)])
print(results)
shared_error = KeyError("one object for all")


def raiser():
    for _ in range(100):
        try:
            raise shared_error
        except KeyError as error:
            if error is not shared_error:
                results.append("other object")


run(raiser, raiser, raiser)
print(results, shared_error)


def chained(k):
    def work():
        for n in range(60):
            try:
                try:
                    {}[k, n]
                except KeyError as inner:
                    raise RuntimeError(k) from inner
            except RuntimeError as outer:
                if outer.__cause__.args != ((k, n),) or outer.args != (k,):
                    results.append("chain")
    return work


run(*[chained(k) for k in range(4)])
print(results)


class Manager:
    def __init__(self):
        self.log = []

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, kind, value, trace):
        self.log.append(kind.__name__ if kind else None)
        return True


def managed():
    for n in range(100):
        with Manager() as m:
            if n % 2:
                1 / 0
        if m.log != ["in", "ZeroDivisionError" if n % 2 else None]:
            results.append(m.log)


run(managed, managed, managed)
print(results)


def overflow():
    def forever():
        forever()
    for _ in range(3):
        try:
            forever()
        except RecursionError:
            results.append("recursion")


run(overflow, overflow)
print(results.count("recursion"), len(results))
results.clear()


def finals():
    order = []
    for n in range(100):
        try:
            try:
                if n % 3 == 0:
                    raise LookupError(n)
            finally:
                order.append(n)
        except LookupError:
            pass
    results.append(order == list(range(100)))


run(finals, finals, finals)
print(results)
handled = threading.local()


def locals_and_errors(k):
    def work():
        for n in range(50):
            try:
                handled.value
            except AttributeError:
                handled.value = (k, n)
            else:
                if handled.value[0] != k:
                    results.append("foreign")
    return work


run(*[locals_and_errors(k) for k in range(4)])
print(results)
