"""Assignment to and deletion of slices in lists and bytearrays."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def changed(sl, value, size=6):
    items = list(range(size))
    try:
        items[sl] = value
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return items


for sl, value in [(slice(1, 3), "ab"), (slice(1, 3), []), (slice(3, 1), "xy"), (slice(0, 0), [9]),
    (slice(100, 200), (7, 8)), (slice(None), range(2)), (slice(None, None, 2), "abc"), (slice(None, None, 2), "ab"),
                  (slice(None, None, -1), "fedcba"), (slice(5, 0, -2), "xyz"), (slice(1, 2), 5),
                  (slice(None, None, 2), 5), (slice(None, None, 0), []), (slice(-2, None), {1: 2}),
                  (slice(2, 2, 3), ""), (slice("a", 2), [])]:
    print(changed(sl, value))
items = list(range(10))
del items[2:4]
print(items)
del items[::3]
print(items)
del items[-1:]
del items[10:20]
print(items)
del items[::-2]
print(items)
items[1:1] = items
items[:] = items + items[::-1]
print(items)
items[0], items[-1] = "first", "last"
print(items, len(items))
del items[:]
print(items)
attempt(items.__delitem__, 0)
attempt(items.__setitem__, 0, 1)
attempt(items.__setitem__, "a", 1)
data = bytearray(b"0123456789")
data[2:5] = b"abcdef"
print(data)
data[::4] = b"XYZW"
print(data)
del data[1::2]
print(data)
data[1:3] = [65, 66]
print(data)
attempt(data.__setitem__, slice(0, 1), "text")
attempt(data.__setitem__, slice(0, 1), 5)
attempt(data.__setitem__, 0, 256)
attempt(data.__setitem__, 0, "a")
attempt(data.__setitem__, slice(0, 4, 2), b"abc")
attempt(data.__setitem__, slice(0, 1), [300])
loop = [1, 2, 3]
loop[1:2] = (x * 10 for x in loop)
print(loop)
