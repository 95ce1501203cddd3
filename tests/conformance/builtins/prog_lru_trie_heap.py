"""Data structures written out: LRU cache, trie, heap, union-find, bit set."""


class LRU:
    def __init__(self, size):
        self.size, self.items = size, {}

    def get(self, key):
        if key not in self.items:
            return None
        value = self.items.pop(key)
        self.items[key] = value
        return value

    def put(self, key, value):
        self.items.pop(key, None)
        self.items[key] = value
        if len(self.items) > self.size:
            del self.items[next(iter(self.items))]


cache = LRU(2)
cache.put("a", 1)
cache.put("b", 2)
cache.get("a")
cache.put("c", 3)
print(cache.items, cache.get("b"), cache.get("a"), list(cache.items))


class Trie:
    def __init__(self):
        self.children, self.word = {}, False

    def add(self, text):
        node = self
        for c in text:
            node = node.children.setdefault(c, Trie())
        node.word = True

    def starting(self, prefix):
        node = self
        for c in prefix:
            if c not in node.children:
                return
            node = node.children[c]
        yield from node.walk(prefix)

    def walk(self, text):
        if self.word:
            yield text
        for c, child in sorted(self.children.items()):
            yield from child.walk(text + c)


trie = Trie()
for word in "car cart care cat dog do été".split():
    trie.add(word)
print(list(trie.starting("car")), list(trie.starting("d")), list(trie.starting("x")), list(trie.starting("")))


class Heap:
    def __init__(self):
        self.a = []

    def push(self, x):
        a, i = self.a, len(self.a)
        a.append(x)
        while i and a[i] < a[(i - 1) // 2]:
            a[i], a[(i - 1) // 2] = a[(i - 1) // 2], a[i]
            i = (i - 1) // 2

    def pop(self):
        a = self.a
        a[0], a[-1] = a[-1], a[0]
        smallest, i = a.pop(), 0
        while (c := 2 * i + 1) < len(a):
            if c + 1 < len(a) and a[c + 1] < a[c]:
                c += 1
            if a[i] <= a[c]:
                break
            a[i], a[c], i = a[c], a[i], c
        return smallest


heap = Heap()
for n in (5, 3, 8, 1, 9, 2, 7):
    heap.push(n)
print([heap.pop() for _ in range(7)], heap.a)


class Sets:
    def __init__(self, n):
        self.parent = list(range(n))

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parent[a] = b
        return a != b


sets = Sets(8)
edges = [(4, 0, 1), (8, 1, 2), (7, 2, 3), (9, 3, 4), (10, 4, 5), (2, 5, 6), (1, 6, 7), (8, 0, 7), (11, 1, 7),
    (4, 2, 5)]
tree = [(w, a, b) for w, a, b in sorted(edges) if sets.union(a, b)]
print(sum(w for w, _, _ in tree), len(tree), len({sets.find(n) for n in range(8)}))


class Bits:
    def __init__(self, items=()):
        self.bits = 0
        for item in items:
            self.bits |= 1 << item

    def __and__(self, other):
        out = Bits()
        out.bits = self.bits & other.bits
        return out

    def __iter__(self):
        bits, n = self.bits, 0
        while bits:
            if bits & 1:
                yield n
            bits >>= 1
            n += 1

    def __len__(self):
        return self.bits.bit_count()

    def __contains__(self, n):
        return bool(self.bits >> n & 1)


b = Bits([1, 5, 64, 200])
print(list(b), len(b), 64 in b, 65 in b, list(b & Bits(range(100))), b.bits == sum(2 ** n for n in b))
matrix = [[0] * 5 for _ in range(5)]
x = y = d = 0
for n in range(1, 26):
    matrix[y][x] = n
    dx, dy = [(1, 0), (0, 1), (-1, 0), (0, -1)][d]
    if not (0 <= x + dx < 5 and 0 <= y + dy < 5) or matrix[y + dy][x + dx]:
        d = (d + 1) % 4
        dx, dy = [(1, 0), (0, 1), (-1, 0), (0, -1)][d]
    x, y = x + dx, y + dy
print("\n".join(" ".join(f"{n:2}" for n in row) for row in matrix))
