"""A range iterator reduces to the range of what is left."""

import copy

for r in (range(3), range(10**30), range(0), range(5, 20, 7), range(9, 0, -4)):
    it = iter(r)
    for taken in range(3):
        print(it.__reduce__()[1:], list(copy.copy(it))[:3] if len(str(r)) < 30 else "")
        next(it, None)
for f in (int.__add__, (5).__add__, dict.get, "".join):
    print(f.__reduce__())
for f in (int.real, dict.__dict__["fromkeys"]):
    try:
        print(f.__reduce__())
    except TypeError as e:
        print(e)
