"""memoryview: slicing, casting, writing, releasing, comparing."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


data = bytearray(b"abcdefgh")
m = memoryview(data)
print(len(m), m[0], m[-1], bytes(m[2:5]), m.tobytes(), m.tolist(), m.format, m.itemsize, m.nbytes, m.ndim, m.shape,
    m.strides, m.readonly, m.contiguous, m.c_contiguous, m.f_contiguous, m.suboffsets, m.obj is data)
m[0] = 65
m[1:3] = b"BC"
print(data, m[::2].tolist(), m[::-1].tobytes(), m[::2].strides, m[::2].contiguous, m == b"ABCdefgh", m[1:1] == b"",
    m.hex(), m.hex("-"))
attempt(m.__setitem__, 0, 256)
attempt(m.__setitem__, 0, b"a")
attempt(m.__setitem__, slice(0, 2), b"abc")
attempt(lambda: m[8])
attempt(lambda: m["a"])
attempt(lambda: m[0, 0])
attempt(memoryview, "text")
attempt(memoryview, 5)
attempt(memoryview)
attempt(lambda: m.__delitem__(0))
attempt(hash, m)
ro = memoryview(b"xyz")
attempt(ro.__setitem__, 0, 1)
print(ro.readonly, hash(ro) == hash(b"xyz"), ro.toreadonly().readonly, m.toreadonly().readonly, "x" in ro,
    120 in ro, ro.count(120), ro.index(121), list(reversed(ro)), list(ro))
attempt(ro.index, 5)
i = m.cast("I")
print(i.format, len(i), i.itemsize, i.shape, i.tolist() == [int.from_bytes(data[:4], "little"),
    int.from_bytes(data[4:], "little")])
i[0] = 1
print(data[:4], m.cast("H").tolist(), m.cast("b").tolist(), m.cast("c").tolist()[:2], m.cast("B", [2, 4]).tolist(),
    m.cast("B", (2, 4)).shape, m.cast("B", (2, 4))[1, 2], memoryview(bytes(8)).cast("d").tolist(),
    memoryview(bytes(8)).cast("q")[0])
attempt(m.cast, "Z")
attempt(m[:3].cast, "I")
attempt(m.cast("I").cast, "H")
attempt(m[::2].cast, "H")
with memoryview(b"abc") as w:
    print(w[0])
attempt(lambda: w[0])
attempt(lambda: len(w))
attempt(w.tobytes)
print(repr(w)[:18], m.release(), sorted(memoryview(b"cab")), bytes(memoryview(b"ab")) + b"c",
    b"".join([memoryview(b"x"), b"y"]), memoryview(b"a") == memoryview(bytearray(b"a")), memoryview(b"a") != b"b",
    memoryview(b"a") == "a")
attempt(lambda: memoryview(b"a") < memoryview(b"b"))
