"""match: mapping patterns, rest, nesting, and which keys are asked."""


def handle(event):
    match event:
        case {"type": "click", "pos": (x, y)}:
            return f"click at {x},{y}"
        case {"type": "key", "key": str(k), **rest} if rest:
            return f"key {k} with {rest}"
        case {"type": "key", "key": "q" | "Q"}:
            return "quit"
        case {"type": kind}:
            return f"unknown {kind}"
        case {}:
            return "a mapping without type"
        case _:
            return "no mapping"


print(handle({"type": "click", "pos": (1, 2), "extra": 0}))
print(handle({"type": "key", "key": "a", "shift": True}))
print(handle({"type": "key", "key": "Q"}))
print(handle({"type": "key", "key": 5}))
print(handle({}), "|", handle({"a": 1}), "|", handle([]), "|", handle(None))


class Keys:
    NAME = "name"


match {"name": "n", 1: "one", None: "none", 1.5: "float", True: "true?"}:
    case {Keys.NAME: name, 1: one, None: none, -1: minus}:
        print("never")
    case {Keys.NAME: name, 1: one, None: none, 1.5: f, **rest}:
        print(name, one, none, f, rest)

import collections


class Default(dict):
    def __missing__(self, key):
        print("missing asked", key)
        return "made"


match Default(a=1):
    case {"b": b}:
        print("never", b)
    case {"a": a}:
        print("a", a)
dd = collections.defaultdict(list)
match dd:
    case {"x": x}:
        print("never")
    case _:
        print("no key was created", dict(dd))
match collections.OrderedDict(z=1):
    case {"z": z}:
        print("OrderedDict", z)

config = {"server": {"host": "h", "ports": [1, 2, 3]}, "users": [{"name": "a"}, {"name": "b", "admin": True}]}
match config:
    case {"server": {"host": host, "ports": [first, *_]}, "users": [*_, {"name": admin, "admin": True}]}:
        print(host, first, admin)


class Fake:
    def keys(self):
        return ["a"]

    def get(self, key, default=None):
        return 1

    def __getitem__(self, key):
        return 1


match Fake():
    case {"a": 1}:
        print("never")
    case _:
        print("keys and get do not make a mapping")
match {"k": {"nested": [1, {"deep": "value"}]}}:
    case {"k": {"nested": [_, {"deep": v}]}}:
        print(v)
match {1: 2}:
    case {**everything}:
        print(everything)
original = {"a": 1, "b": 2}
match original:
    case {"a": _, **rest}:
        rest["c"] = 3
        print(rest, original)


class K:
    A = "same"


def duplicate():
    match {"same": 1}:
        case {K.A: 1, "same": 1}:
            pass


try:
    duplicate()
except ValueError as error:
    print(error)
