"""slice objects and every form of slicing with its errors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice(1, None), slice("a", "b"), s == slice(1, 10, 2),
    s != slice(2), slice(1) < slice(2))
print(s.indices(5), s.indices(100), slice(None, None, -1).indices(4), slice(-3, None).indices(10),
    slice(-100, 100).indices(3), slice(3, -2).indices(10))
attempt(slice)
attempt(slice, 1, 2, 3, 4)
attempt(s.indices, -1)
attempt(s.indices, "x")
attempt(slice(1, 2, 0).indices, 5)
attempt(slice("a").indices, 5)
attempt(setattr, s, "start", 3)
print(hash(s) == hash(slice(1, 10, 2)), {s: 1}[slice(1, 10, 2)])
text, items, numbers = "abcdefghij", list(range(10)), tuple(range(10))
data, five, nothing = b"abc", 5, None
for sl in [slice(2, 5), slice(None, 3), slice(7, None), slice(-3, None), slice(None, -7), slice(None, None, 3),
        slice(None, None, -3), slice(8, 2, -2), slice(2, 8, -1), slice(-100, 100), slice(100, -100, -4),
        slice(5, 5), slice(True, 4)]:
    print(text[sl], items[sl], numbers[sl], text.encode()[sl], bytearray(b"abcdefghij")[sl],
        list(memoryview(b"abcdefghij")[sl]))
for op in [lambda: text[::0], lambda: items["a":], lambda: items[:1.5], lambda: items[::"x"],
    lambda: numbers[1:2, 3], lambda: text[0, 1], lambda: text[10], lambda: items[10], lambda: numbers[-11],
           lambda: text["a"], lambda: items[None], lambda: numbers[1.0], lambda: data["a"], lambda: data[9],
           lambda: five[0], lambda: five[1:2], lambda: nothing[0], lambda: {}[1:2], lambda: set()[0],
           lambda: len[0]]:
    attempt(op)


class Shows:
    def __getitem__(self, key):
        return key


shows = Shows()
print(shows[1], shows[1:2], shows[::], shows[1:2:3], shows[1:2, 3], shows[...], shows[..., 1:], shows[:, None],
    shows[()], shows["a":"b"], shows[1,], shows[*"ab", 1])
