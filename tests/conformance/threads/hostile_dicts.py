"""Dicts and sets under inserts, deletes, resizes, reads and iteration."""

import threading


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


wrong = []
table = {n: n for n in range(50)}


def writer(k):
    def work():
        for n in range(300):
            key = 1000 + k * 1000 + n
            table[key] = key
            if table.get(key) != key:
                wrong.append(("lost", key))
            if n % 2:
                del table[key]
    return work


def reader():
    for _ in range(150):
        for n in (0, 25, 49):
            if table[n] != n:
                wrong.append(("read", n))
        if 5 not in table or -1 in table:
            wrong.append("membership")


def iterator():
    for _ in range(60):
        try:
            for key, value in table.items():
                if key != value:
                    wrong.append((key, value))
        except RuntimeError as error:
            if "changed" not in str(error):
                wrong.append(str(error))


run(writer(0), writer(1), reader, iterator)
print(wrong, len(table), all(k == v for k, v in table.items()))


def copier():
    for _ in range(80):
        for snapshot in (dict(table), table.copy(), {**table}):
            if any(snapshot[n] != n for n in range(50)):
                wrong.append("snapshot")
        keys = list(table)
        if len(keys) < 50:
            wrong.append("keys")


run(writer(2), writer(3), copier)
print(wrong, len(table))
words = {}


def text(k):
    def work():
        for n in range(300):
            words[f"word {n}"] = k
            if words[f"word {n}"] not in range(4):
                wrong.append("word")
    return work


run(*[text(k) for k in range(4)])
print(wrong, len(words), list(words)[0][:4])
pops = []
stack = {n: n for n in range(800)}


def popper():
    while True:
        try:
            pops.append(stack.popitem()[0])
        except KeyError:
            return


run(popper, popper, popper)
print(sorted(pops) == list(range(800)), stack)
members = set(range(100))


def setter(k):
    def work():
        for n in range(300):
            members.add(1000 * k + n)
            members.discard(1000 * k + n - 1 if n > 0 else -1)
            if 50 not in members and k:
                wrong.append("member")
    return work


run(*[setter(k) for k in range(1, 4)])
print(wrong, len(members), sorted(members)[-3:])


def cleaner():
    for _ in range(100):
        table.clear()
        table.update({n: n for n in range(50)})


def getter():
    for _ in range(600):
        if table.get(10, 10) != 10:
            wrong.append("get")
        table.setdefault(10, 10)


run(cleaner, getter, getter)
print(wrong, sorted(table) == list(range(50)))
nested = {}


def nest(k):
    def work():
        for n in range(200):
            nested.setdefault(n, {}).setdefault(k, []).append(n)
    return work


run(*[nest(k) for k in range(4)])
print(len(nested), all(sorted(inner) == [0, 1, 2, 3] for inner in nested.values()),
    all(inner[k] == [n] for n, inner in nested.items() for k in inner))
