"""A hand-over of one lock between threads: nobody is starved for ever."""

import threading
import time

lock = threading.Lock()
counts = [0] * 3
stop = threading.Event()


def worker(n):
    while not stop.is_set():
        with lock:
            counts[n] += 1
        time.sleep(0)


threads = [threading.Thread(target=worker, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
while min(counts) < 5:
    time.sleep(0.001)
stop.set()
for t in threads:
    t.join()
print(min(counts) >= 5, lock.locked())


class TicketLock:
    def __init__(self):
        self.changed = threading.Condition()
        self.next_ticket = self.serving = 0

    def __enter__(self):
        with self.changed:
            mine = self.next_ticket
            self.next_ticket += 1
            self.changed.wait_for(lambda: self.serving == mine)

    def __exit__(self, *exc):
        with self.changed:
            self.serving += 1
            self.changed.notify_all()


ticket, total = TicketLock(), 0


def count():
    global total
    for _ in range(40):
        with ticket:
            seen = total
            time.sleep(0)
            total = seen + 1


threads = [threading.Thread(target=count) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total, ticket.next_ticket, ticket.serving)
once, made = threading.Lock(), []


class Lazy:
    _value = None

    @classmethod
    def get(cls):
        if cls._value is None:
            with once:
                if cls._value is None:
                    made.append(threading.get_ident())
                    time.sleep(0.001)
                    cls._value = object()
        return cls._value


seen = []
threads = [threading.Thread(target=lambda: seen.append(Lazy.get())) for _ in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(made), len(set(map(id, seen))))
