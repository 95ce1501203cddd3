"""Unpacking in assignments, calls, displays, loops and comprehensions."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a, b = 1, 2
a, b = b, a
(c, d), e = [3, 4], 5
first, *middle, last = range(6)
*start, end = "abc"
head, *tail = [1]
[x, [y, *z]] = [1, [2, 3, 4]]
print(a, b, c, d, e, first, middle, last, start, end, head, tail, x, y, z)
i, items = 0, [0] * 3
i, items[i] = 2, "set"
print(i, items)
d = {}
d["k"], d["j"] = 1, 2
for n, (k, v) in enumerate({"p": 1, "q": 2}.items()):
    print(n, k, v)
for first, *rest in [(1, 2, 3), "ab", [9]]:
    print(first, rest)
print([*range(3), *"ab"], (*[1], 2), {*[1, 1], 2} == {1, 2}, {**{"a": 1}, "b": 2, **{"a": 3}}, [*[]], (*(),),
    dict(**{"z": 1}, y=2))


def f(*args, **kwargs):
    return args, kwargs


print(f(*[1, 2], 3, *"ab", k=1, **{"j": 2}), f(*{"a": 1}), f(**{"x": 1}, **{"y": 2}), f(*range(2), *range(2)))
log = []


def note(v):
    log.append(v)
    return v


f(note(1), *[note(2)], k=note(3), **{"j": note(4)})
[note(5), *[note(6)], note(7)]
{note("a"): note("b"), **{note("c"): note("d")}}
print(log)
for bad in ["a, b = 1", "a, b = [1]", "a, b = 1, 2, 3", "a, *b, c = [1]", "a, (b, c) = 1, 2", "a, b = {1}",
        "*a, b = []", "[a] = 5", "a, b = None", "for a, b in [1]: pass", "for a, b in [(1, 2, 3)]: pass",
        "a, b = 'x'", "a = *1,", "f(*None)", "f(**[1])", "[*None]", "{**None}", "a, b, *c = (1,)", "{*1}",
        "print(*[1], **{'sep': 5})", "a, b = iter([1])", "a, b = (x for x in range(5))"]:
    try:
        exec(bad, {"f": f})
        print("fine", bad)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Pair:
    def __iter__(self):
        yield "left"
        yield "right"


l, r = Pair()
print(l, r, [*Pair()], {*Pair()} == {"left", "right"})


class Maps:
    def keys(self):
        return ["m", "n"]

    def __getitem__(self, key):
        return key * 2


print({**Maps()}, f(**Maps()), dict(Maps()))
print([*xs for xs in [[1, 2], [3]]], {*s for s in ["ab", "bc"]} == set("abc"), {**d for d in [{"a": 1}, {"b": 2}]},
    list(*xs for xs in [[4], [5, 6]]))
matrix = [[1, 2, 3], [4, 5, 6]]
print(list(zip(*matrix)), [list(row) for row in zip(*matrix)], max(*matrix[0]), "{} {}".format(*[1, 2]),
    "%s-%s" % (*"ab",))
x = y = z = [1]
x += [2]
print(z, (lambda *a: a)(*x, *y), [n for pair in [(1, 2), (3, 4)] for n in pair])
*a, = "xy"
(b), c = 1, 2
print(a, b, c, (q := 5) + q, [last := n for n in range(3)], last)
