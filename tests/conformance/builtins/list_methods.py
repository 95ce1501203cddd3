"""Every method of list and its errors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


xs = [3, 1, 2]
xs.append(4)
xs.extend("ab")
xs.extend(range(2))
xs.insert(0, "first")
xs.insert(-1, "before last")
xs.insert(100, "end")
xs.insert(-100, "start")
print(xs, len(xs))
print(xs.pop(), xs.pop(0), xs.pop(-2), xs)
xs.remove("a")
print(xs.index(1), xs.count(1), xs.index(1, 3), xs)
attempt(xs.remove, "missing")
attempt(xs.index, "missing")
attempt(xs.index, 1, 3, 4)
attempt(xs.pop, 100)
attempt([].pop)
attempt(xs.pop, "a")
attempt(xs.append)
attempt(xs.append, 1, 2)
attempt(xs.extend, 5)
attempt(xs.insert, 1)
attempt(xs.insert, "a", 1)
attempt(xs.append, x=1)
copy = xs.copy()
xs.reverse()
print(xs, copy, copy is xs, copy == xs)
xs.clear()
print(xs, [1, 2] + [3], [1, 2] * 2, 2 * [0], [1] * 0, [1] * -3, [] + [])
attempt(lambda: [1] + (2,))
attempt(lambda: [1] * 1.5)
attempt(lambda: [1] * "a")
attempt(lambda: [1] - [1])
ys = [1]
ys += (2, 3)
ys += "x"
ys *= 2
print(ys, 2 in ys, 9 not in ys, [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, 2] == [1, 2],
    [1] != [1.0], [1, 2] <= [1, 2])
attempt(lambda: [1] < ["a"])
attempt(lambda: [1] < (1,))
print(list(), list("abc"), list({"k": 1}), list((1, 2)), list(x for x in "xy"), [*"ab", 1])
attempt(list, 5)
attempt(list, 1, 2)
attempt(list, x=1)
print([1, [2, [3]]].__repr__(), [].__len__(), [1, 2].__contains__(2), [5, 6].__getitem__(1), [1].__add__([2]),
    [1].__mul__(2), [1].__rmul__(2), [1].__eq__((1,)), list.__name__)
z = [1, 2]
z.__iadd__([3])
z.__setitem__(0, 9)
z.__delitem__(1)
print(z, list(z.__iter__()), list(z.__reversed__()), z.__hash__)
a = b = [1]
a += [2]
print(b, a is b)
a = a + [3]
print(b, a is b)
