"""Programs on heapq, deque, Counter and lru_cache: small classics."""

import heapq
from collections import Counter, defaultdict, deque
from functools import lru_cache
from itertools import accumulate, groupby, permutations

graph = {"a": {"b": 7, "c": 9, "f": 14}, "b": {"c": 10, "d": 15}, "c": {"d": 11, "f": 2}, "d": {"e": 6},
    "f": {"e": 9}, "e": {}}


def shortest(start):
    distance, heap = {start: 0}, [(0, start)]
    while heap:
        d, node = heapq.heappop(heap)
        if d > distance[node]:
            continue
        for other, weight in graph[node].items():
            if d + weight < distance.get(other, float("inf")):
                distance[other] = d + weight
                heapq.heappush(heap, (d + weight, other))
    return distance


print(shortest("a"))


def breadth(start, goal):
    queue, seen = deque([[start]]), {start}
    while queue:
        path = queue.popleft()
        if path[-1] == goal:
            return path
        for other in graph[path[-1]]:
            if other not in seen:
                seen.add(other)
                queue.append(path + [other])


print(breadth("a", "e"))
text = "this is an example of a huffman tree"


def huffman(text):
    heap = [(count, n, char) for n, (char, count) in enumerate(sorted(Counter(text).items()))]
    heapq.heapify(heap)
    n = len(heap)
    while len(heap) > 1:
        a, b = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a[0] + b[0], n, (a[2], b[2])))
        n += 1
    codes = {}

    def walk(node, code):
        if isinstance(node, str):
            codes[node] = code
        else:
            walk(node[0], code + "0")
            walk(node[1], code + "1")

    walk(heap[0][2], "")
    return codes


codes = huffman(text)
print(sum(len(codes[c]) for c in text), codes["a"], codes[" "], len(codes))


@lru_cache(maxsize=None)
def distance(a, b):
    if not a or not b:
        return len(a) + len(b)
    return min(distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0]))


print(distance("kitten", "sitting"), distance("intention", "execution"))
anagrams = defaultdict(list)
for word in "listen silent enlist google elgoog abc cab".split():
    anagrams["".join(sorted(word))].append(word)
print([group for group in anagrams.values() if len(group) > 1])
dependencies = {"app": ["db", "log"], "db": ["os"], "log": ["os"], "os": []}
order, state = [], {}


def visit(node):
    if state.get(node) == "open":
        raise ValueError("cycle")
    if node not in state:
        state[node] = "open"
        for other in dependencies[node]:
            visit(other)
        state[node] = "done"
        order.append(node)


for node in dependencies:
    visit(node)
print(order, list(accumulate([3, 1, 4, 1, 5])), [(k, len(list(g))) for k, g in groupby(sorted("mississippi"))])
window, means = deque(maxlen=3), []
for n in [1, 5, 9, 2, 6]:
    window.append(n)
    means.append(round(sum(window) / len(window), 2))
print(means, sum(1 for p in permutations(range(6)) if all(p[i] != i for i in range(6))))


@lru_cache
def coins(total, kinds=(50, 20, 10, 5, 2, 1)):
    if total == 0:
        return 1
    if total < 0 or not kinds:
        return 0
    return coins(total - kinds[0], kinds) + coins(total, kinds[1:])


print(coins(100), coins.cache_info().misses > 100)
primes = [n for n in range(2, 100) if all(n % p for p in range(2, int(n ** 0.5) + 1))]
print(primes, dict(Counter(p % 10 for p in primes)))
