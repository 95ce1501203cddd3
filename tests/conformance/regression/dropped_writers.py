"""Files that are written by streams which nobody closes."""

import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "text")
open(path, "w").write("first")
print(open(path).read())
open(path, "a").write(", second")
print(open(path).read())
for n in range(5):
    open(path, "w").write("x" * (5 - n))
print(open(path).read())
open(path, "wb").write(b"bytes")
print(open(path, "rb").read())
open(path, "r+").write("BY")
print(open(path).read())


def save(name, text):
    f = open(os.path.join(folder, name), "w")
    f.write(text)


for n in range(100):
    save(f"f{n}", str(n))
print(sum(int(open(os.path.join(folder, f"f{n}")).read()) for n in range(100)))
print([line for line in open(path)])
