"""Reading records from text and writing a report: strings, dicts, sorting."""

DATA = """\
date,region,product,units,price
2024-01-05,north,tea,10,2.50
2024-01-06,south,tea,4,2.50
2024-01-06,north,coffee,7,4.25
2024-02-01,east,cocoa,,3.10
2024-02-03,south,coffee,12,4.25
2024-02-03,north,tea,x,2.50
2024-03-09,east,tea,20,2.40
"""


class Bad(ValueError):
    def __init__(self, number, reason):
        super().__init__(f"line {number}: {reason}")
        self.number = number


def read(text):
    lines = iter(text.splitlines())
    header = next(lines).split(",")
    for number, line in enumerate(lines, 2):
        record = dict(zip(header, line.split(","), strict=True))
        try:
            record["units"] = int(record["units"])
        except ValueError as error:
            yield Bad(number, str(error))
            continue
        record["price"] = float(record["price"])
        record["total"] = round(record["units"] * record["price"], 2)
        yield record


good, bad = [], []
for item in read(DATA):
    (bad if isinstance(item, Bad) else good).append(item)
print(len(good), *bad, sep="\n")
by_region, by_product = {}, {}
for record in good:
    by_region.setdefault(record["region"], []).append(record["total"])
    by_product[record["product"]] = by_product.get(record["product"], 0) + record["units"]
width = max(map(len, by_region))
for region, totals in sorted(by_region.items(), key=lambda item: -sum(item[1])):
    print(f"{region:<{width}} {sum(totals):>9.2f} {'#' * int(sum(totals) // 5)}")
print(by_product, max(by_product, key=by_product.get), sum(by_product.values()))
months = {}
for record in good:
    year, month, day = map(int, record["date"].split("-"))
    months[year, month] = months.get((year, month), 0) + record["total"]
print(months, [f"{y}-{m:02}: {t:,.2f}" for (y, m), t in sorted(months.items())])
table = [[record[k] for k in ("region", "product", "units", "total")] for record in good]
table.sort(key=lambda row: (row[1], -row[2]))
columns = [max(len(str(row[i])) for row in table) for i in range(4)]
for row in table:
    print(" | ".join(str(cell).ljust(w) if isinstance(cell, str) else str(cell).rjust(w) for cell,
        w in zip(row, columns)))
print("-+-".join("-" * w for w in columns))
mean = sum(r["total"] for r in good) / len(good)
spread = (sum((r["total"] - mean) ** 2 for r in good) / len(good)) ** 0.5
print(f"{mean:.3f} {spread:.3f} {min(r['total'] for r in good)} {sorted(r['total'] for r in good)[len(good) // 2]}")
print(*("{date} {product!r:>9} {units:03d}".format(**record) for record in good[:3]), sep="\n")
