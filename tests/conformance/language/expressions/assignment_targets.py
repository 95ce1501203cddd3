"""Every kind of assignment target, nested and mixed."""


class Thing:
    pass


t = Thing()
items = [0] * 4
a, b = b_swap, a_swap = 1, 2
print(a, b, b_swap, a_swap)
a, b = b, a
print(a, b)

(t.x, items[0]), [t.y, *items[1:]] = (1, 2), [3, 4, 5, 6]
print(t.x, t.y, items)

[p, q] = "hi"
print(p, q)
(r,) = [9]
print(r)
[] = ()
() = []

head, *middle, tail = range(6)
print(head, middle, tail)
*init, last = "abc"
print(init, last)
only, *nothing = [1]
print(only, nothing)
(*everything,) = "xy"
print(everything)
(u, (v, *w)), *z = [(1, (2, 3, 4)), 5, 6]
print(u, v, w, z)

i = 0
i, items[i] = 1, "set at the new index"
print(i, items)

for t.attr, (items[3], *extra) in [(1, "abc"), (2, "de")]:
    print(t.attr, items[3], extra)

with_dict = {}
with_dict["k"], with_dict["l"] = 1, 2
print(with_dict)
seq = list(range(8))
seq[2:5] = "xyz!"
print(seq)
seq[::2] = [None] * len(seq[::2])
print(seq)
x = y = z = []
x.append(1)
print(x, y is z)


def trial(values, target):
    try:
        exec(f"{target} = values", {"values": values})
        print("ok")
    except (ValueError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")


trial([1, 2, 3], "a, b")
trial([1], "a, b")
trial([], "a, *b")
trial([1], "a, *b, c, d")
trial(7, "a, b")
trial(None, "[a]")
trial({"k": 1, "l": 2}, "a, b")
trial((n for n in range(9)), "a, b")
trial("abcd", "a, (b, c), d")
