"""__class_getitem__, __mro_entries__, generic aliases."""


class Box:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}<{item}>"


class SubBox(Box): ...


print(Box[int], SubBox["x"], Box[1, 2])
try:
    Box()[1]
except TypeError as error:
    print(error)
print(type(Box.__dict__["__class_getitem__"]).__name__)

alias = list[int]
print(alias, alias.__origin__, alias.__args__, alias == list[int], type(alias).__name__)
print(dict[str, list[int]], tuple[int, ...], type[int], set["T"])
print(alias([1, "2"]), alias() == [], hash(alias) == hash(list[int]))
try:
    int[str]
except TypeError as error:
    print(error)
try:
    alias[str]
except TypeError as error:
    print(error)


class Numbers(list[int]):
    pass


print(Numbers.__bases__, Numbers.__orig_bases__, Numbers([1]))


class Entry:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        print("mro_entries", len(bases))
        return self.bases


class Mixed(Entry(int), Entry()):
    pass


print(Mixed.__mro__, len(Mixed.__orig_bases__), Mixed(5) + 1)


class BadEntry:
    def __mro_entries__(self, bases):
        return [int]


for base in BadEntry(), 5, "text", None, lambda: 0:
    try:

        class Wrong(base): ...
    except TypeError as error:
        print(str(error).split(" at 0x")[0])
try:
    type("T", (Entry(int),), {})
except TypeError as error:
    print(error)
import types

print(types.resolve_bases((Entry(str),)))
print(types.GenericAlias(Box, (int,)).__origin__)
union = int | str | None
print(union, union.__args__, type(union).__name__, (int | str) == (str | int), int | int)
print(list[int] | None, None | list[int])
try:
    int | 5
except TypeError as error:
    print(error)
try:
    (int | str)()
except TypeError as error:
    print(error)


class MetaItem(type):
    def __getitem__(cls, item):
        return "meta wins"


class WithBoth(metaclass=MetaItem):
    def __class_getitem__(cls, item):
        return "never"


print(WithBoth[0])
