"""A small program: parsing, grouping, sorting and formatting of records."""

import itertools
from collections import Counter, defaultdict, namedtuple
from functools import reduce

DATA = """
id;name;category;price;stock
1;Pencil;office;0.45;1200
2;Desk;furniture;249.90;12
3;Chair;furniture;89.00;40
4;Eraser;office;0.30;560
5;Lamp;light;34.5;0
6;Bulb;light;4.25;300
7;Broken;;x;5
"""
Item = namedtuple("Item", "id name category price stock")


def parse(text):
    header, *lines = text.strip().splitlines()
    fields = header.split(";")
    for number, line in enumerate(lines, 2):
        record = dict(zip(fields, line.split(";"), strict=True))
        try:
            yield Item(int(record["id"]), record["name"], record["category"] or None, float(record["price"]), int(record["stock"]))
        except ValueError as error:
            print(f"line {number}: {error}")


items = list(parse(DATA))
print(len(items), items[0], items[0]._asdict())
by_category = defaultdict(list)
for item in items:
    by_category[item.category].append(item)
print(f"{'category':<12}{'items':>6}{'value':>14}")
print("-" * 32)
for category, group in sorted(by_category.items()):
    value = sum(i.price * i.stock for i in group)
    print(f"{category:<12}{len(group):>6}{value:>14,.2f}")
print("=" * 32)
total = reduce(lambda acc, i: acc + i.price * i.stock, items, 0.0)
print(f"{'total':<12}{len(items):>6}{total:>14,.2f}")
print(sorted(items, key=lambda i: (-i.stock, i.name))[0].name, min(items, key=lambda i: i.price).name)
for category, group in itertools.groupby(sorted(items, key=lambda i: i.category), key=lambda i: i.category):
    print(category, [i.name for i in group], sep=": ")
letters = Counter(c for i in items for c in i.name.lower())
print(letters.most_common(3), letters["z"], sum(letters.values()))
out_of_stock = [i._replace(stock=100) for i in items if not i.stock]
print(out_of_stock)
words = "the cat and the dog and the bird".split()
index = {}
for position, word in enumerate(words):
    index.setdefault(word, []).append(position)
print(index, {w: len(p) for w, p in index.items() if len(p) > 1})
print("\n".join(f"{i.id:03d} {i.name:.<12}{i.price:>8.2f} {'#' * (i.stock // 100)}" for i in items))
print(", ".join(f"{k}={v!r}" for k, v in sorted(items[1]._asdict().items())))
prices = [i.price for i in items]
mean = sum(prices) / len(prices)
print(round(mean, 3), round((sum((p - mean) ** 2 for p in prices) / len(prices)) ** 0.5, 3))
print([f"{a}-{b}" for a, b in itertools.pairwise(sorted(i.name for i in items))])
