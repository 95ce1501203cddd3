"""keys(), values() and items(): live views with set operations."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i), list(k), list(v), list(i))
d["d"] = 4
del d["a"]
print(k, v, i, "d" in k, 4 in v, ("d", 4) in i, ("d", 5) in i, "x" in i, list(reversed(k)), list(reversed(v)),
    list(reversed(i)))
other = {"b": 2, "z": 26}
print(sorted(k & other.keys()), sorted(k | other.keys()), sorted(k - other.keys()), sorted(k ^ other.keys()),
    sorted(k & ["b", "q"]), sorted({"b", "q"} - k))
print(sorted(i & other.items()), sorted(i - other.items()), sorted(i ^ other.items()), k == {"b", "c", "d"},
    k <= {"b", "c", "d", "e"}, k < {"b", "c", "d"}, k > {"b"}, k >= set("bcd"), i == set(d.items()))
print(k.isdisjoint("xyz"), k.isdisjoint("bx"), i.isdisjoint([("b", 2)]), k != other.keys(), v == d.values(),
    k == d.keys(), type(k & "b"))
attempt(lambda: v & v)
attempt(lambda: k[0])
attempt(lambda: k + k)
attempt(lambda: k & 5)
attempt(lambda: k.add("x"))
attempt(hash, k)
attempt(lambda: {"x": []}.items() & {1})
print(k.mapping, type(k.mapping), k.mapping == d, dict(k.mapping))
attempt(k.mapping.__class__)
for step in ("add", "delete"):
    try:
        for key in d:
            if step == "add":
                d["new"] = 0
            else:
                del d["new"]
    except RuntimeError as error:
        print("RuntimeError:", error)
for key in d:
    d[key] = 0
print(d, type(k), type(v), type(i), type(iter(k)), type(iter(v)), type(iter(i)), type(reversed(k)))
it = iter(d)
print(next(it), it.__length_hint__())
d["later"] = 1
attempt(next, it)
attempt(next, it)
print({"x": 1}.items() <= {"x": 1, "y": 2}.items(), {"x": 1}.items() <= {"x": 2}.items(), max({"a": 1}.items()),
    sum({"a": 1, "b": 5}.values()))
