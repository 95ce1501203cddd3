"""Dictionaries: filling, looking up, updating, deleting, views, merging."""


def grouped(size):
    groups = {}
    for number in range(size):
        groups.setdefault(number * 7919 % 1009, []).append(number)
    return sum(len(members) * key for key, members in groups.items())


def counters(size):
    counts = {}
    for number in range(size):
        word = "k" + str(number * number % 2003)
        counts[word] = counts.get(word, 0) + 1
    return max(counts.values()), len(counts)


def churn(size):
    window = {}
    total = 0
    for number in range(size):
        window[number] = number ^ 0x55
        if number >= 1000:
            total += window.pop(number - 1000)
    return total, len(window)


def pairs_as_keys(size):
    grid = {(x, y): x * y for x in range(size) for y in range(size)}
    hits = 0
    for x in range(-2, size + 2):
        for y in range(-2, size + 2):
            if (x, y) in grid:
                hits += grid[x, y]
    return hits


def merging(rounds):
    base = {letter: ord(letter) for letter in "abcdefghijklmnop"}
    total = 0
    for number in range(rounds):
        merged = base | {"x": number, "a": number}
        merged.update(b=1, c=2)
        total += sum(merged.values()) + len(merged.keys() & base.keys())
    return total


result = (grouped(1_000_000), counters(1_000_000), churn(1_500_000),
          pairs_as_keys(350), merging(50_000))
print("dict_work", *result)
assert result == (504000244, (999, 1002), (1123499751140, 1000), 3730155625,
                  2569800000)
