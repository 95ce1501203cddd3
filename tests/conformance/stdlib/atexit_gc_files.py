"""Files that nobody closes are flushed at exit and by the collector."""

import atexit
import gc
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "left open.txt")
left = open(path, "w")
left.write("written but never closed")
other = os.path.join(folder, "dropped.txt")


def drop():
    f = open(other, "w")
    f.write("dropped")


import warnings
warnings.simplefilter("ignore", ResourceWarning)
drop()
for _ in range(3):
    gc.collect()
print(open(other).read(), os.path.getsize(path))
left.flush()
print(os.path.getsize(path))
left.write(", and some more")


def last():
    print(os.path.getsize(path), left.closed)
    left.close()
    print(open(path).read())
    os.remove(path)
    os.remove(other)
    os.rmdir(folder)
    print(os.path.exists(folder))


atexit.register(last)
print("end of the program")
