"""Strings, joins and replacements of some megabytes."""

text = "spam and eggs " * 100000
print(len(text), text.count("eggs"), text.find("eggs", 1000000), text.rfind("spam"), len(text.split()),
    len(text.replace("eggs", "ham")), text[::100000], len(text.upper()),
    hash(text) == hash("spam and eggs " * 100000))
print(len("".join([text, text])), len(text.encode()), text.encode()[-5:], text == text[:] + "", text < text + "x",
    len(text.title()), len(text.splitlines()), text[700000:700010])
wide = "é€😀" * 100000
print(len(wide), wide[150001], len(wide.encode()), wide.count("😀"), wide.index("😀", 200000), wide[::-1][:3],
    len(wide.replace("€", "")), len(wide.upper()), wide.encode("utf-16-le")[:8])
parts = []
for n in range(200000):
    parts.append(str(n))
joined = ",".join(parts)
print(len(joined), joined[:20], joined[-20:], sum(map(int, joined.split(","))))
built = ""
for n in range(100000):
    built += "x"
print(len(built))
data = bytearray()
for n in range(100000):
    data.append(n & 255)
    data += b"ab"
print(len(data), data.count(b"ab"), bytes(data[-6:]), data.find(b"\xfeab\xff"))
lines = "\n".join(f"line {n}" for n in range(50000)).splitlines()
print(len(lines), lines[49999], sorted(lines)[1], max(lines, key=len))
print(len(repr(wide)), len(ascii("é" * 10000)), len(repr("\n" * 10000)), len(f"{text}{text!r:>10}"),
    len("%s%s" % (text, text)), len("{}{}".format(text, wide)))
table = str.maketrans({"s": "5", "a": "4", "e": None})
print(text.translate(table)[:20], len(text.translate(table)), text.startswith("spam"), text.endswith("eggs "),
    text.strip()[-4:], len(text.partition("eggs")[2]), text.casefold() == text, len(text.center(2000000)),
    len(text.zfill(1500000)))
ints = int("1" * 2000)
print(str(ints * ints)[:20], len(str(ints * 10 ** 100)), ints % 1000007)
