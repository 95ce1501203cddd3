"""threading.serialize_iterator, synchronized_iterator, concurrent_tee."""

import threading


def numbers():
    for n in range(400):
        yield n


def consume(iterator, count=4):
    taken = [[] for _ in range(count)]
    threads = [threading.Thread(target=mine.extend, args=(iterator,)) for mine in taken]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return taken


if hasattr(threading, "serialize_iterator"):
    shared = threading.serialize_iterator(numbers())
    print(iter(shared) is shared, type(shared).__name__)
    print(sorted(sum(consume(shared), [])) == list(range(400)), next(shared, "end"))
if hasattr(threading, "synchronized_iterator"):
    @threading.synchronized_iterator
    def squares(limit):
        for n in range(limit):
            yield n * n

    print(squares.__name__, sorted(sum(consume(squares(300)), [])) == [n * n for n in range(300)])
if hasattr(threading, "concurrent_tee"):
    first, second = threading.concurrent_tee(numbers(), n=2)
    results = {}
    threads = [threading.Thread(target=lambda key=key, it=it: results.__setitem__(key, list(it))) for key,
        it in (("a", first), ("b", second))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(results["a"] == results["b"] == list(range(400)))
    print(len(threading.concurrent_tee([1], 3)))
print([name for name in ("serialize_iterator", "synchronized_iterator", "concurrent_tee") if hasattr(threading,
    name)])
