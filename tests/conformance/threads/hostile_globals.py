"""Globals, closures and iterators that several threads change in hot loops."""

import threading

wrong = []


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


mode = "a"
function = len


def flip():
    global mode, function
    for n in range(500):
        mode = "ab"[n % 2]
        function = (len, sum)[n % 2]


def look():
    for _ in range(500):
        if mode not in "ab":
            wrong.append(mode)
        if function([1, 1]) != 2:
            wrong.append("function")


run(flip, look, look)
print(wrong, mode)


def make():
    value = 0

    def get():
        return value

    def put(n):
        nonlocal value
        value = n

    return get, put


get, put = make()
run(lambda: [put(n) for n in range(500)],
    lambda: [wrong.append(v) for v in (get() for _ in range(500)) if not 0 <= v < 500])
print(wrong, get())


def create(k):
    def work():
        for n in range(200):
            globals()[f"made_{k}_{n}"] = n
            if globals()[f"made_{k}_{n}"] != n:
                wrong.append(n)
            if n % 2:
                del globals()[f"made_{k}_{n}"]
    return work


run(*[create(k) for k in range(4)])
print(wrong, sum(name.startswith("made_") for name in list(globals())))
numbers = iter(range(2000))
taken = [[] for _ in range(4)]
run(*[lambda mine=mine: mine.extend(numbers) for mine in taken])
print(sorted(sum(taken, [])) == list(range(2000)))
shared = iter([n for n in range(1000)])
taken = [[] for _ in range(4)]
run(*[lambda mine=mine: mine.extend(shared) for mine in taken])
print(sorted(sum(taken, [])) == list(range(1000)))
shared = enumerate("x" * 800)
taken = [[] for _ in range(4)]
run(*[lambda mine=mine: mine.extend(shared) for mine in taken])
print(sorted(sum(taken, [])) == [(n, "x") for n in range(800)])
shared = zip(range(800), range(800))
taken = [[] for _ in range(2)]
run(*[lambda mine=mine: mine.extend(shared) for mine in taken])
print(all(0 <= a < 800 and 0 <= b < 800 for a, b in sum(taken, [])))
shared = map(str, range(600))
taken = [[] for _ in range(3)]
run(*[lambda mine=mine: mine.extend(shared) for mine in taken])
print(sorted(map(int, sum(taken, []))) == list(range(600)))
default = []


def mutable_default(item, into=[]):
    into.append(item)
    return into


run(*[lambda: [mutable_default(n) for n in range(200)] for _ in range(3)])
print(len(mutable_default(0)))


def rewrite():
    for n in range(100):
        target.__code__ = (one if n % 2 else two).__code__
        target.__defaults__ = (n,)


def target(x=0): return 1
def one(x=0): return 1
def two(x=0): return 2


def call():
    for _ in range(300):
        if target() not in (1, 2):
            wrong.append("code")


run(rewrite, call, call)
print(wrong, target())
