"""Heaps, sorted lists and ordered dicts: shortest paths in a grid, an order book, a cache that forgets the oldest."""

from bisect import bisect_left, insort
from collections import OrderedDict
from heapq import heapify, heappop, heappush


def shortest(size):
    cost = [[(x * 7 + y * 13 + x * y) % 9 + 1 for x in range(size)] for y in range(size)]
    best = {(0, 0): 0}
    todo = [(0, 0, 0)]
    while todo:
        distance, x, y = heappop(todo)
        if distance > best[x, y]:
            continue
        for nx, ny in (x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1):
            if 0 <= nx < size and 0 <= ny < size:
                longer = distance + cost[ny][nx]
                if longer < best.get((nx, ny), 1 << 30):
                    best[nx, ny] = longer
                    heappush(todo, (longer, nx, ny))
    return best[size - 1, size - 1]


def orders(count):
    book, total = [], 0
    for i in range(count):
        price = i * 7919 % 10007
        insort(book, price)
        if len(book) > 500:
            at = bisect_left(book, price // 2)
            total += book.pop(min(at, len(book) - 1))
    heapify(book)
    return total + sum(heappop(book) for _ in range(100))


def cache(count):
    kept, hits = OrderedDict(), 0
    for i in range(count):
        key = i * i % 1009
        if key in kept:
            kept.move_to_end(key)
            hits += 1
        else:
            kept[key] = i
            if len(kept) > 300:
                kept.popitem(last=False)
    return hits


def main():
    print(shortest(130), orders(60000), cache(60000))


main()
