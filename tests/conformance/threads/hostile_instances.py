"""Many threads add, read and delete attributes of the same objects."""

import threading


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


class Box:
    pass


wrong = []
boxes = [Box() for _ in range(20)]


def adder(k):
    def work():
        for round in range(10):
            for box in boxes:
                setattr(box, f"own_{k}", round)
                if getattr(box, f"own_{k}") != round:
                    wrong.append("own value")
                box.shared = k
                if box.shared not in range(4):
                    wrong.append("shared value")
    return work


run(*[adder(k) for k in range(4)])
print(wrong, all(sorted(vars(b)) == ["own_0", "own_1", "own_2", "own_3", "shared"] for b in boxes))


def deleter(k):
    def work():
        for _ in range(15):
            for box in boxes:
                try:
                    del box.contested
                except AttributeError:
                    pass
                box.contested = k
                try:
                    if box.contested not in range(4):
                        wrong.append("contested value")
                except AttributeError:
                    pass
    return work


run(*[deleter(k) for k in range(4)])
print(wrong, all(getattr(b, "contested", 0) in range(4) for b in boxes), all(len(vars(b)) in (5, 6) for b in boxes))


class Slotted:
    __slots__ = ("a", "b")


s = Slotted()


def slots(k):
    def work():
        for n in range(300):
            s.a = (k, n)
            pair = s.a
            if pair[0] not in range(4) or pair[1] not in range(300):
                wrong.append("slot")
    return work


run(*[slots(k) for k in range(4)])
print(wrong, s.a[1])


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def total(self):
        return self.x + self.y


points = []


def maker(k):
    def work():
        for n in range(300):
            p = Point(k, n)
            if p.total() != k + n:
                wrong.append("total")
            points.append(p)
    return work


run(*[maker(k) for k in range(4)])
print(wrong, len(points), sum(p.total() for p in points))


def wide(k):
    def work():
        for n in range(100):
            setattr(boxes[0], f"wide_{k}_{n}", n)
    return work


run(*[wide(k) for k in range(4)])
print(len(vars(boxes[0])) >= 400, all(getattr(boxes[0],
    f"wide_{k}_{n}") == n for k in range(4) for n in range(100)))
