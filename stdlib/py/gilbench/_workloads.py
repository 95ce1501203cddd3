"""The built-in workloads: small loops that differ in what their threads share.

A workload makes, for a number of threads, one function per thread; calling that once is the unit that gets counted, and takes
a fraction of a millisecond to a few milliseconds. This text also runs under other interpreters: plain Python, no package.
"""


def _cpu(threads):
    def make():
        def call():
            x = 1
            for i in range(3000):
                x = (x * 1103515245 + i) & 0x7fffffff
            return x
        return call
    return [make() for _ in range(threads)]


def _io(threads):
    from time import sleep

    def call():
        sleep(0.001)
    return [call] * threads


def _mixed(threads):
    from time import sleep

    def make():
        def call():
            x = 1
            for i in range(6000):
                x = (x * 1103515245 + i) & 0x7fffffff
            sleep(0.0005)
            return x
        return call
    return [make() for _ in range(threads)]


def _shared_read(threads):
    table = {f'key {i}': i for i in range(500)}
    keys = list(table)

    def call():
        total = 0
        for key in keys:
            total += table[key]
        for i in range(500):
            total += table[keys[i]]
        return total
    return [call] * threads


def _shared_write(threads):
    table, items = {}, [0] * 64

    def make(mine):
        def call():
            for i in range(500):
                table[i & 63] = mine
                items[i & 63] = i
        return call
    return [make(k) for k in range(threads)]


class _Node:
    def __init__(self, value, rest):
        self.value, self.rest = value, rest


def _allocation(threads):
    def make():
        def call():
            chain = None
            for i in range(500):
                chain = _Node([i, i + 1], chain)
            return chain.value
        return call
    return [make() for _ in range(threads)]


def _locks(threads):
    from threading import Lock
    lock, total = Lock(), [0]

    def call():
        for _ in range(300):
            with lock:
                total[0] += 1
    return [call] * threads


def _queue(threads):
    from queue import Queue
    shared = Queue()

    def call():
        for i in range(50):
            shared.put(i)
            shared.get()
    return [call] * threads


# name: (what it does, the function that makes the calls)
WORKLOADS = {
    'cpu': ('arithmetic in a loop; the threads share nothing', _cpu),
    'io': ('sleeps of 1 ms, as if for a disk or a network', _io),
    'mixed': ('arithmetic, then a short sleep, over and over', _mixed),
    'shared-read': ('all threads look things up in one dict', _shared_read),
    'shared-write': ('all threads write into one dict and one list', _shared_write),
    'allocation': ('each thread makes many small objects of its own', _allocation),
    'locks': ('all threads add to one number under one lock', _locks),
    'queue': ('all threads put into and take from one queue', _queue),
}
