"""Lists, dicts and sets shared without locks: single operations are atomic."""

import threading


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


N = 1000
items = []
run(*[lambda k=k: [items.append((k, n)) for n in range(N)] for k in range(4)])
print(len(items), len(set(items)), all([n for j, n in items if j == k] == list(range(N)) for k in range(4)))
queue = list(range(4 * N))
taken = [[] for _ in range(4)]


def take(mine):
    while True:
        try:
            mine.append(queue.pop())
        except IndexError:
            return


run(*[lambda mine=mine: take(mine) for mine in taken])
print(sorted(sum(taken, [])) == list(range(4 * N)))
table = {}
run(*[lambda k=k: [table.__setitem__((k, n), n) for n in range(N)] for k in range(4)])
print(len(table), sum(table.values()))
winners = {}
results = [[] for _ in range(4)]
run(*[lambda k=k: [results[k].append(winners.setdefault(n, k)) for n in range(N)] for k in range(4)])
print(len(winners), all(results[0] == r for r in results))
run(*[lambda: [table.pop((k, n), None) for k in range(4) for n in range(N)] for _ in range(2)])
print(table)
text = []
run(*[lambda k=k: text.extend([k] * N) for k in range(4)])
print([text.count(k) for k in range(4)])


class Box:
    pass


box = Box()
run(*[lambda k=k: [setattr(box, f"a{k}_{n}", n) for n in range(100)] for k in range(4)])
print(len(vars(box)), sum(vars(box).values()))
reads, done = [], threading.Event()
growing = {}


def grow():
    for n in range(N):
        growing[n] = n
    done.set()


def look():
    while not done.is_set():
        for n in (0, N // 2, N - 1):
            value = growing.get(n, n)
            if value != n:
                reads.append(value)
    len(growing)


run(grow, look, look)
print(reads, len(growing))
data = list(range(100))


def rotate():
    for _ in range(500):
        data[0], data[50] = data[50], data[0]


run(rotate)
print(sorted(data) == list(range(100)))
sorted_lists = [[] for _ in range(4)]
run(*[lambda mine=mine: mine.extend(sorted(range(N, 0, -1))) for mine in sorted_lists])
print(all(mine == list(range(1, N + 1)) for mine in sorted_lists))
members = set()
run(*[lambda k=k: [members.add(n % 500) for n in range(N)] for k in range(4)])
print(len(members), sum(members))
