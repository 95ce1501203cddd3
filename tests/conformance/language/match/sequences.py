"""match: sequence patterns with stars, nesting, and what counts as a sequence."""


def shape(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return f"one {a}"
        case [a, b]:
            return f"two {a} {b}"
        case [a, [b, *c], *d]:
            return f"nested {a} {b} {c} {d}"
        case [first, *_, last]:
            return f"from {first} to {last}"
        case _:
            return "no sequence"


for x in [], [1], (1, 2), [1, [2, 3], 4], [1, "ab", 4], range(5), "text", b"bytes", bytearray(b"ab"), {1: 2}, {1, 2}, iter([1]), None, [[]], memoryview(b"abc"):
    print(type(x).__name__, shape(x))


def stars(x):
    match x:
        case [*all_] if len(all_) < 2:
            return "short", all_
        case 1, *rest:
            return "starts with one", rest
        case [*init, 9]:
            return "ends with nine", init
        case (0, *_):
            return "zero"
        case [_, _, *middle, _]:
            return "middle", middle


print(stars([]), stars([1, 2]), stars([5, 9]), stars((0, 4)), stars([5, 6, 7, 8]), stars([5, 6]))


def command(text):
    match text.split():
        case ["quit" | "exit"]:
            return "bye"
        case ["go", ("north" | "south") as direction]:
            return f"going {direction}"
        case ["get", obj] | ["pick", "up", obj]:
            return f"got {obj}"
        case ["drop", *objects]:
            return f"dropped {objects}"
        case [verb, *_] if len(verb) > 5:
            return f"long verb {verb}"
        case _:
            return f"what is {text!r}?"


for text in "quit", "exit", "go north", "go up", "get lamp", "pick up sword", "drop a b", "drop", "inspect it", "":
    print(command(text))

import collections.abc


class NotSequence:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return i


class ListSub(list):
    def __len__(self):
        print("len", end=" ")
        return super().__len__()


class Registered(collections.abc.Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return (10, 20)[i]


print(shape(NotSequence()), shape(ListSub([1, 2])), shape(Registered()), shape(collections.deque([1])))
match [[1, 2], [3, [4, 5]]]:
    case [[a, b], [c, [d, *e]]]:
        print(a, b, c, d, e)
match (1, (2, (3, None))):
    case (h, (i, (j, None))):
        print(h, i, j)
match [1, 2, 3]:
    case [x, y, z] as whole:
        print(whole, x + y + z)
match ("tuple",):
    case ("tuple",):
        print("one-tuple")
match 1, 2:
    case 1, 2:
        print("bare tuple")
match [1]:
    case (x):
        print("parentheses alone capture", x)
