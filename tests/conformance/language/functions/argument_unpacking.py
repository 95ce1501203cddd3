"""Star arguments in calls: order, duplicates, custom mappings and iterables."""


def show(*args, **kwargs):
    print(args, kwargs)


show(*[1, 2], 3, *(4,), x=1, *[5], **{"y": 2}, z=3)
show(*"ab", *{"k": 1}, *(i for i in range(2)), **{})
show(**{"b": 1}, a=2, **{"c": 3})


class Mapping:
    def keys(self):
        print("keys()")
        return ["p", "q"]

    def __getitem__(self, key):
        print("getitem", key)
        return key * 2


show(**Mapping())
print({**Mapping(), "r": 1})


class Sequence:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * i


show(*Sequence())
first, *rest = Sequence()
print(first, rest)


class Iterable:
    def __iter__(self):
        yield "from"
        yield "iter"


show(*Iterable())


class Broken:
    def __iter__(self):
        raise ValueError("broken iterator")


class KeysOnly:
    def keys(self):
        return ["a"]


class BadKeys:
    def keys(self):
        return 5

    def __getitem__(self, k): ...


for attempt in (
    lambda: show(*Broken()),
    lambda: show(**KeysOnly()),
    lambda: show(**BadKeys()),
    lambda: show(**{"a": 1}, **{"a": 2}),
    lambda: show(a=1, **{"a": 2}),
    lambda: show(**{3: 4}),
    lambda: show(*show),
    lambda: show(**[("a", 1)]),
    lambda: print(*[1], **{"sep": 2}),
    lambda: dict(**{1: 2}),
    lambda: show(*1, **2),
):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)

args = [1]
show(*args, args.append(2))
kwargs = {"a": 1}


def passes(**kw):
    kw["b"] = 2
    return kw is kwargs


print(passes(**kwargs), kwargs)
