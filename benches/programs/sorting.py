"""Sorting: bubble, insertion, quick, merge and heap in Python, and sort()."""


def numbers(size, seed=42):
    out = []
    for _ in range(size):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(seed >> 8)
    return out


def bubble(items):
    items = items[:]
    for end in range(len(items) - 1, 0, -1):
        for i in range(end):
            if items[i] > items[i + 1]:
                items[i], items[i + 1] = items[i + 1], items[i]
    return items


def insertion(items):
    items = items[:]
    for i in range(1, len(items)):
        item = items[i]
        while i > 0 and items[i - 1] > item:
            items[i] = items[i - 1]
            i -= 1
        items[i] = item
    return items


def quick(items):
    if len(items) < 2:
        return items
    pivot = items[len(items) // 2]
    return (quick([x for x in items if x < pivot])
            + [x for x in items if x == pivot]
            + quick([x for x in items if x > pivot]))


def merge(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge(items[:middle]), merge(items[middle:])
    out = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    return out + left[i:] + right[j:]


def heap(items):
    items = items[:]

    def sift(root, end):
        while (child := 2 * root + 1) < end:
            if child + 1 < end and items[child] < items[child + 1]:
                child += 1
            if items[root] >= items[child]:
                return
            items[root], items[child] = items[child], items[root]
            root = child

    for root in range(len(items) // 2 - 1, -1, -1):
        sift(root, len(items))
    for end in range(len(items) - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(0, end)
    return items


small, large = numbers(1200), numbers(60_000)
expected = sorted(large)
assert bubble(small) == insertion(small) == sorted(small)
assert quick(large) == merge(large) == heap(large) == expected
records = [(value % 100, str(value)) for value in large]
records.sort(key=lambda record: record[1], reverse=True)
records.sort(key=lambda record: record[0])
print("sorting", expected[100], records[0], records[-1])
assert (expected[100], records[0], records[-1]) == (
    12635, (0, "998600"), (99, "1003499"))
