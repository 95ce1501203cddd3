import sys


class Iterator:
    n = 0

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return self.n


class Iterable:
    def __iter__(self):
        print("iter")
        return Iterator()


g = (i for i in Iterable())
print(list(g))
try:
    print([i for i in Iterator()])
except TypeError as e:
    print(e)
print([i for i in Iterable()], list(a + b for a in Iterable() for b in Iterable()))


def local_names():
    x = key = e = 1
    names = sys._getframe().f_locals
    print(list(names), reversed(names), names.get("q", 7))
    for key in ("zz", 1, []):
        try:
            names[key]
        except (KeyError, TypeError) as e:
            print(type(e).__name__, e)


local_names()
