"""Several threads write to one file, to one StringIO and to standard output."""

import io
import os
import sys
import tempfile
import threading


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


fd, path = tempfile.mkstemp()
os.close(fd)
with open(path, "wb") as f:
    run(*[lambda k=k: [f.write(b"%d:%03d\n" % (k, n)) for n in range(200)] for k in range(4)])
lines = open(path).read().splitlines()
print(len(lines), sorted(lines) == sorted(f"{k}:{n:03}" for k in range(4) for n in range(200)))
print(all([line for line in lines if line[0] == str(k)] == [f"{k}:{n:03}" for n in range(200)] for k in range(4)))
guard = threading.Lock()
with open(path, "w") as f:
    def writer(k):
        for n in range(100):
            with guard:
                print(k, n, "é", file=f)
    run(*[lambda k=k: writer(k) for k in range(4)])
print(len(open(path).readlines()), {len(line.split()) for line in open(path)})
with open(path, "rb") as f:
    parts = []
    run(*[lambda: parts.extend(iter(lambda: f.read(7), b"")) for _ in range(3)])
print(sum(map(len, parts)) == os.path.getsize(path), sorted(b"".join(parts)) == sorted(open(path, "rb").read()))
with open(path, "a") as f:
    handles = []
    run(*[lambda: handles.append(open(path).readline()) for _ in range(10)])
print(len(handles), len(set(handles)))
buffer = io.StringIO()
run(*[lambda k=k: [buffer.write(f"<{k}{n:02}>") for n in range(50)] for k in range(4)])
text = buffer.getvalue()
print(len(text), text.count("<"), sorted(text.replace("<",
    "").split(">")[:-1]) == sorted(f"{k}{n:02}" for k in range(4) for n in range(50)))
data = io.BytesIO()
run(*[lambda k=k: [data.write(bytes([k])) for _ in range(100)] for k in range(4)])
print(sorted(data.getvalue()) == [k for k in range(4) for _ in range(100)])
old, sys.stdout = sys.stdout, io.StringIO()
run(*[lambda k=k: [print(f"[{k}]", end="") for _ in range(50)] for k in range(4)])
captured, sys.stdout = sys.stdout.getvalue(), old
print(len(captured), captured.count("[0]"), captured.count("[3]"))
run(*[lambda: sys.stdout.write("the same line from all\n") for _ in range(4)])
r, w = os.pipe()
received = []


def drain():
    while chunk := os.read(r, 100):
        received.append(chunk)


t = threading.Thread(target=drain)
t.start()
run(*[lambda k=k: [os.write(w, b"%d" % k) for _ in range(100)] for k in range(4)])
os.close(w)
t.join()
os.close(r)
print(sorted(b"".join(received)) == sorted(b"0123" * 100))
closing = open(path)


def read_until_closed():
    try:
        while True:
            closing.seek(0)
            closing.read(10)
    except ValueError:
        outcomes.append("closed")


outcomes = []
t = threading.Thread(target=read_until_closed)
t.start()
closing.close()
t.join()
print(outcomes)
os.remove(path)
