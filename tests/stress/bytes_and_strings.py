"""Bytearrays, memoryviews, arrays and strings that several threads change."""
import io
import random
from _stress import main, scenario, times

try:
    from array import array
    MISSING = ()
except ImportError:
    # A list stands in; what arrays alone can do is missing.
    MISSING = (AttributeError,)

    def array(code, items=()):
        return list(items)


@scenario()
def no_resize_while_exported(rng):
    data = bytearray(b"x" * 64)

    def look(i):
        with memoryview(data) as view:
            n = len(view)
            part = view[: n // 2]
            assert len(view) == n == len(view.tobytes()) == len(data)
            part.release()
            if n:
                view[0] = 120

    def resize(i):
        for f in (lambda: data.append(120), lambda: data.extend(b"xx"), lambda: data.pop(), lambda: data.__delitem__(slice(0, 2)),
                  lambda: data.insert(1, 120), lambda: data.__iadd__(b"x")):
            try:
                f()
            except BufferError:
                pass

    def check():
        assert set(data) <= {120}
    return [times(40, look), times(40, look), times(40, resize)], check


@scenario()
def appends_are_kept(rng):
    n, data, numbers = rng.randrange(50, 400), bytearray(), array("q")

    def put(k):
        def one(i):
            data.append(k)
            numbers.append(k * n + i)
        return times(n, one)

    def check():
        assert sorted(data) == [k for k in range(4) for _ in range(n)]
        assert sorted(numbers) == list(range(4 * n))
    return [put(k) for k in range(4)], check


@scenario()
def taken_bytes_are_taken_once(rng):
    n, data, got = rng.randrange(50, 200), bytearray(), [[], []]

    def take(k):
        def one(i):
            try:
                got[k].append(data.pop(0) if i % 3 else data[:0] and 0 or data.pop())
            except IndexError:
                pass
        return times(n, one)

    def check():
        assert sorted([*got[0], *got[1], *data]) == sorted(i % 251 for i in range(n))
    return [times(n, lambda i: data.append(i % 251)), take(0), take(1)], check


@scenario()
def everything_at_once(rng):
    data, numbers = bytearray(b"abc"), array("i", range(10))
    holder = [memoryview(bytearray(100))]
    buffer, text = io.BytesIO(), io.StringIO()
    seeds = [rng.random() for _ in range(4)]

    def body(seed):
        def run():
            r = random.Random(seed)
            for _ in range(150):
                k = r.randrange(20)
                try:
                    match r.randrange(20):
                        case 0: data.append(k)
                        case 1: data[k:k + 5] = b"12345678"[: r.randrange(8)]
                        case 2: del data[::2]
                        case 3: data.clear()
                        case 4: data.extend(bytes(k))
                        case 5: data.pop(); data.reverse()
                        case 6: data.find(b"1"), data.split(b"2"), data.replace(b"1", b"3"), bytes(data), data.hex()
                        case 7: data[k] = k; data.insert(k, k)
                        case 8: holder[0] = memoryview(bytearray(k)); holder[0].release()
                        case 9: holder[0] = memoryview(bytearray(k + 8))
                        case 10: holder[0][3] = k; holder[0].tobytes(), holder[0].tolist()
                        case 11: holder[0].cast("H")[0:2].tolist(), holder[0][::2].tobytes()
                        case 12: memoryview(data).nbytes, memoryview(holder[0]) == holder[0]
                        case 13: numbers.append(k); numbers.pop(0); numbers.insert(3, k)
                        case 14: numbers.extend(range(k)), numbers.tobytes(), numbers[::-1], sum(numbers)
                        case 15: numbers[2:5] = array("i", [1] * k); memoryview(numbers).release()
                        case 16: buffer.write(b"x" * k); buffer.seek(k); buffer.read(5); buffer.getvalue()
                        case 17: buffer.truncate(k); buffer.getbuffer().release(); buffer.readline()
                        case 18: text.write("y" * k); text.seek(0); text.read(k); text.getvalue()
                        case 19:
                            if len(data) < 1000:
                                data.__imul__(2)
                            data.resize(k)
                except (BufferError, IndexError, ValueError, TypeError, RuntimeError, *MISSING):
                    pass
                if len(numbers) > 2000:
                    try:
                        del numbers[:]
                    except BufferError:
                        pass
        return run
    return [body(s) for s in seeds]


@scenario()
def shared_strings(rng):
    """A name that all append to holds strings that somebody made."""
    text = "a"
    names = {}

    def grow(k):
        def one(i):
            nonlocal text
            text += "a"
            if len(text) > 300:
                text = "a"
            s = text
            assert s == "a" * len(s) and hash(s) == hash("a" * len(s))
            names[s] = names.get(s, 0) + 1
            assert s.upper().lower() == s and s.encode() == b"a" * len(s)
        return times(200, one)

    def check():
        assert all(k == "a" * len(k) for k in names)
    return [grow(k) for k in range(4)], check


main()
