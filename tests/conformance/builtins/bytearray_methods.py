"""bytearray: mutation, methods, resizing while exported."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a = bytearray(b"abc")
a.append(100)
a.extend(b"ef")
a.extend([103, 104])
a.insert(0, 33)
a += b"!"
print(a, len(a), a.pop(), a.pop(0), a)
a.remove(98)
a.reverse()
print(a, a.copy() == a, a.copy() is a, a.index(b"c"), a.count(b"d"), a[1:3], type(a[1:3]), a[0])
attempt(a.append, 256)
attempt(a.append, "x")
attempt(a.append, b"x")
attempt(a.extend, "xy")
attempt(a.extend, 5)
attempt(a.remove, 1)
attempt(a.remove, 300)
attempt(a.pop, 100)
attempt(bytearray().pop)
attempt(a.insert, 0, -1)
attempt(hash, a)
attempt(lambda: a + "x")
attempt(lambda: a[100])
a.clear()
print(a, bytearray(3), bytearray("é", "latin-1"), bytearray([1, 2]), bytearray(b"x") * 3, bytearray(b"a") + b"b",
    b"a" + bytearray(b"b"), type(b"a" + bytearray(b"b")), bytearray.fromhex("6162"))
a = bytearray(b"x,y,z")
print(a.split(b","), a.upper(), a.replace(b",", b""), a.partition(b","), a.find(b"y"), a.hex(), a.decode(),
    a.startswith(b"x"), bytearray(b",").join([b"p", b"q"]), a.isalpha(), a == b"x,y,z", a > b"a", a.strip(b"xz"),
    bytearray(b"ab").translate(None, b"a"), a.resize(3), a, a.resize(5), a)
attempt(a.resize, -1)
view = memoryview(a)
for change in [lambda: a.append(1), lambda: a.extend(b"z"), lambda: a.clear(), lambda: a.pop(),
        lambda: a.__iadd__(b"q"), lambda: a.resize(1)]:
    attempt(change)
a[0] = 90
view[1] = 89
print(a, bytes(view))
view.release()
a.append(1)
print(a, a.__alloc__() >= len(a), a.take_bytes(2), a, a.take_bytes(), a)
attempt(bytearray(b"abc").take_bytes, 9)
it = iter(bytearray(b"ab"))
print(next(it), list(it), list(reversed(bytearray(b"abc"))), 97 in bytearray(b"a"), b"b" in bytearray(b"abc"),
    max(bytearray(b"abc")), sorted(bytearray(b"cab")))
del (c := bytearray(b"0123456789"))[2:5]
c *= 2
print(c, c[::3], bytearray(b"it's"), repr(bytearray()), str(bytearray(b"\xff")))
