"""Lists that grow, shrink, sort and are sliced by several threads at once."""

import threading


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


wrong = []
shared = list(range(100))


def grow_and_shrink():
    for n in range(400):
        shared.append(n % 100)
        shared.pop()


def read():
    for _ in range(400):
        for i in (0, 50, 99, -1):
            value = shared[i]
            if not 0 <= value < 100:
                wrong.append(value)
        part = shared[10:20]
        if part != list(range(10, 20)):
            wrong.append(part)


run(grow_and_shrink, grow_and_shrink, read, read)
print(wrong, shared == list(range(100)))
cleared, row = [], list(range(50))


def fill():
    for _ in range(100):
        cleared.extend(row)


def clear():
    for _ in range(100):
        cleared.clear()


def scan():
    for _ in range(200):
        try:
            for value in cleared:
                if not 0 <= value < 50:
                    wrong.append(value)
            cleared[len(cleared) // 2]
        except IndexError:
            pass


run(fill, clear, scan, scan)
print(wrong, len(cleared) % 50)
items = list(range(200))


def sort():
    for n in range(30):
        try:
            items.sort(reverse=bool(n % 2))
        except ValueError:
            pass


def swap():
    for n in range(200):
        try:
            items[n], items[-n - 1] = items[-n - 1], items[n]
        except IndexError:
            pass


run(sort, swap)
print(len(items), all(0 <= x < 200 for x in items))
slots = [None] * 64


def store(k):
    def work():
        for n in range(500):
            slots[n % 64] = (k, n)
            got = slots[n % 64]
            if got[0] not in range(4) or got[1] % 64 != n % 64:
                wrong.append(got)
    return work


run(*[store(k) for k in range(4)])
print(wrong, all(entry[1] % 64 == i for i, entry in enumerate(slots)))
window = []


def slider():
    for n in range(200):
        window.extend([n, n, n])
        del window[:3]


run(slider, slider)
print(len(window), all(0 <= x < 200 for x in window))
inserted = []


def insert(k):
    def work():
        for n in range(150):
            inserted.insert(n // 2, (k, n))
    return work


run(*[insert(k) for k in range(3)])
print(len(inserted), len(set(inserted)))


def remove(k):
    def work():
        for n in range(150):
            inserted.remove((k, n))
    return work


run(*[remove(k) for k in range(3)])
print(inserted)
data = bytearray(100)


def bytes_work(k):
    def work():
        for n in range(300):
            data[n % 100] = k
            data.append(k)
    return work


run(*[bytes_work(k) for k in range(1, 4)])
print(len(data), set(data) <= {1, 2, 3})
