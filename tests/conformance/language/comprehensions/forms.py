"""All kinds of comprehensions: conditions, nesting, targets, results."""

print([n for n in range(10) if n % 2 if n % 3])
print([(a, b) for a in range(3) for b in range(a)])
print([[c * r for c in range(3)] for r in range(3)])
print({k: v for k, v in zip("abc", range(3)) if v})
print(sorted({len(w) for w in "the quick brown fox".split()}))
print(sum(n * n for n in range(10)), max((len(w), w) for w in ["a", "ccc", "bb"]))
print([x if x else "zero" for x in (0, 1)], [not x for x in (0, 1)])
print(["".join(p) for p in zip("abc", "xyz")], [*map(str, (i for i in range(3)))])
print([i for i in range(3) for i in range(i)], [x for x in [1, 2, 3] if (lambda y: y > 1)(x)])
print({(a, b): a * b for a in (1, 2) for b in (3, 4)})
print({k: v for d in [{"a": 1}, {"a": 2, "b": 3}] for k, v in d.items()})
print([f"{i:02}{c}" for i, c in enumerate("ab")], [(yield_, end) for yield_, end in [(1, 2)]])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row if v % 2])
print([a + b for (a, b) in [(1, 2), (3, 4)]], [a for [a, [b]] in [(1, [2])]], [r for _, *r in [(1, 2, 3)]])
print(tuple(i for i in "abc"), dict((i, i * 2) for i in range(2)), set(i for i in [1, 1]))
print(any(i == 2 for i in range(5)), all(i for i in []), list(filter(None, (i % 2 for i in range(4)))))
gen = (i for i in range(3))
print(next(gen), 1 in gen, list(gen), list(gen))
print([i for i in range(3) if i > 0 or i == 0 and True], [i for i in (1, 2) if i] or "empty")
print([lambda: 1 for _ in range(2)][0](), [[] for _ in range(2)], [*[1 for _ in "ab"], 2])
print([x for x in range(5)][::2], {x: {y: x * y for y in range(2)} for x in range(2)})
print([(x, y, z) for x in range(1, 15) for y in range(x, 15) for z in range(y, 15) if x * x + y * y == z * z])
words = "apple banana avocado cherry blueberry".split()
by_letter = {c: [w for w in words if w[0] == c] for c in sorted({w[0] for w in words})}
print(by_letter)
order = []


def log(value):
    order.append(value)
    return value


{log("k"): log("v") for _ in log([1])}
[log(i) for i in log("ab") if log("if")]
print(order)
try:
    {[]: 1 for _ in "a"}
except TypeError as error:
    print(error)
try:
    [x for x in 5]
except TypeError as error:
    print(error)
try:
    {k: v for k, v in ["abc"]}
except ValueError as error:
    print(error)
for text in "[x for x in 1, 2]", "[x, y for x in z]", "{x: y, z: w for a in b}", "[*x for x in y]", "{**x for x in y}", "[for x in y]", "[x for in y]", "[x for x y]", "[x for 1 in y]", "[x for f() in y]", "{x for x in y: 1}", "[x if y for z in w]", "(x for x in y) = 1", "[x for x in y] += 1", "f(x for x in y for z)", "[x := 1 for x in y]", "{a: 1 for a in b, **c}", "[x for x in (yield)]", "[(yield) for x in y]":
    try:
        compile(text, "<test>", "exec")
        print("fine:", text)
    except SyntaxError as error:
        print(f"{text}: {error.msg}")
