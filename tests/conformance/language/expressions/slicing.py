"""Slices: what reaches __getitem__, clipping, negative steps, deletion and assignment."""


class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


s = Show()
print(s[1], s[1:2], s[:], s[::], s[::2], s[1:], s[:1:])
print(s[1, 2], s[1:2, ::3], s[...], s[..., 1], s[()], s[1,])
print(s["a":"b"], s[None:None], s[1.5 : [2]])
s[1:2] = 3
s[::2], s[0] = "xy"
del s[1:], s[0]

letters = list("abcdefgh")
print(letters[2:5], letters[-3:], letters[:-5], letters[::3], letters[::-1], letters[5:2:-1])
print(letters[10:], letters[:100], letters[-100:2], letters[3:3], letters[5:2], letters[-1:-4:-2])
text = "pythonic"
print(text[1:4], text[::-2], text[-3], text[True], text[:-1:3])
print(range(10)[2:8:3], range(10)[::-1], (1, 2, 3)[1:], b"bytes"[1:3], bytearray(b"ab")[::-1])
del letters[::2]
print(letters)
letters[1:1] = "XY"
print(letters)
letters[1:3] = []
print(letters)
letters[:] = "new"
print(letters)
print(slice(1, 10, 3).indices(5), slice(None, None, -1).indices(4), slice(-2, None).indices(5))


class Index:
    def __index__(self):
        return 2


print("abcdef"[Index():], [0, 1, 2, 3][Index()], "abc" * Index())

objects = [[1, 2, 3], (1,), "abc", b"a", range(3), {}, 5, None, len, {1}]
for thing in objects:
    for key in 9, "a", 1.0, None, slice("a", None), slice(None, None, 0), []:
        try:
            print(thing[key])
        except Exception as error:
            print(type(thing).__name__, key, "->", type(error).__name__, error)
try:
    letters[::2] = [1]
except ValueError as error:
    print(error)
try:
    letters[1:2] = 5
except TypeError as error:
    print(error)
