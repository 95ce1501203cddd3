"""Generator pipelines as users write them: parsing, grouping, merging, permutations."""


def lines(text):
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].strip()
        if line:
            yield number, line


def parse(pairs):
    for number, line in pairs:
        key, sep, value = line.partition("=")
        if not sep:
            yield "error", number, line
        else:
            yield "item", key.strip(), value.strip()


source = """
# a comment
name = pyish
size=3   # trailing
broken line

last = "x"
"""
for record in parse(lines(source)):
    print(record)


def group(items, size):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield tuple(batch)
            batch.clear()
    if batch:
        yield tuple(batch)


print(list(group(range(7), 3)))


def merge(*sources):
    iterators = [iter(s) for s in sources]
    heads = []
    for it in iterators:
        for value in it:
            heads.append((value, len(heads), it))
            break
    while heads:
        heads.sort()
        value, order, it = heads.pop(0)
        yield value
        for value in it:
            heads.append((value, order, it))
            break


print(list(merge([1, 4, 7], [2, 5], [0, 9], [])))


def permutations(items):
    if len(items) <= 1:
        yield tuple(items)
    else:
        for i, item in enumerate(items):
            for rest in permutations(items[:i] + items[i + 1 :]):
                yield item, *rest


print(list(permutations("abc")))


def queens(n, row=0, columns=()):
    if row == n:
        yield columns
        return
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(columns)):
            yield from queens(n, row + 1, (*columns, c))


print(next(queens(8)), sum(1 for _ in queens(6)))


def grep(pattern):
    print("looking for", pattern)
    while True:
        line = yield
        if pattern in line:
            print("match:", line)


def broadcast(*targets):
    while True:
        item = yield
        for target in targets:
            target.send(item)


def primed(coroutine):
    next(coroutine)
    return coroutine


b = primed(broadcast(primed(grep("py")), primed(grep("rust"))))
b.send("pyish is in rust")
b.send("python")
b.close()


def scheduler(tasks):
    queue = list(tasks)
    while queue:
        task = queue.pop(0)
        try:
            print(next(task), end=" ")
            queue.append(task)
        except StopIteration as stop:
            print(f"[{stop.value}]", end=" ")
    print()


def task(name, n):
    for i in range(n):
        yield f"{name}{i}"
    return name


scheduler([task("a", 2), task("b", 3), task("c", 1)])
