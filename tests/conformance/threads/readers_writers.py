"""A read-write lock built from a condition."""

import threading


class ReadWriteLock:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.writing = False
        self.most_readers = 0

    def read(self, function):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing)
            self.readers += 1
            self.most_readers = max(self.most_readers, self.readers)
        try:
            return function()
        finally:
            with self.changed:
                self.readers -= 1
                self.changed.notify_all()

    def write(self, function):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing and self.readers == 0)
            self.writing = True
        try:
            return function()
        finally:
            with self.changed:
                self.writing = False
                self.changed.notify_all()


lock = ReadWriteLock()
data = {"a": 0, "b": 0}
torn = []


def writer():
    for _ in range(30):
        def change():
            data["a"] += 1
            data["b"] += 1
        lock.write(change)


def reader():
    for _ in range(30):
        a, b = lock.read(lambda: (data["a"], data["b"]))
        if a != b:
            torn.append((a, b))


threads = [threading.Thread(target=f) for f in (writer, reader, writer, reader, reader)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(data, torn, lock.readers, lock.writing, lock.most_readers >= 1)
together = threading.Barrier(3)
readers = [threading.Thread(target=lock.read, args=(together.wait,)) for _ in range(3)]
for t in readers:
    t.start()
for t in readers:
    t.join()
print(lock.most_readers == 3, lock.readers)
try:
    lock.write(lambda: 1 / 0)
except ZeroDivisionError:
    print(lock.writing, lock.read(lambda: "readable again"))
