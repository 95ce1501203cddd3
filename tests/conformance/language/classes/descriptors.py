"""The descriptor protocol: data and non-data descriptors, precedence, __set_name__."""


class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return f"<Field {self.name}>"
        return getattr(instance, self.name, "unset")

    def __set__(self, instance, value):
        print("set", self.name, value)
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        print("delete", self.name)
        del instance.__dict__[self.name]


class Record:
    x = Field()
    y = Field()


r = Record()
print(r.x, Record.x)
r.x = 5
print(r.x, vars(r))
r.__dict__["x"] = "in the dict"
print(r.x)
del r.x
print(r.x)


class NonData:
    def __get__(self, instance, owner):
        return ("computed", instance is None, owner.__name__)


class Holder:
    nd = NonData()


h = Holder()
print(h.nd, Holder.nd)
h.nd = "instance wins"
print(h.nd)
del h.nd
print(h.nd)


class OnlySet:
    def __set__(self, instance, value):
        instance.__dict__["os"] = value * 2


class HolderSet:
    os = OnlySet()


hs = HolderSet()
print(type(hs.os).__name__)
hs.os = 21
print(hs.os)
try:
    del hs.os
except AttributeError as error:
    print(error)


class ReadOnly:
    def __get__(self, instance, owner):
        return "ro"

    def __set__(self, instance, value):
        raise AttributeError("read-only field")


class HolderRO:
    ro = ReadOnly()


try:
    HolderRO().ro = 1
except AttributeError as error:
    print(error)
HolderRO.ro = "replaced on the class"
print(HolderRO().ro)


class Cached:
    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class Expensive:
    @Cached
    def answer(self):
        print("computing")
        return 42


e = Expensive()
print(e.answer, e.answer, Expensive.answer.name)


class BadName:
    def __set_name__(self, owner):
        ...


try:

    class Uses:
        attr = BadName()
except TypeError as error:
    print(error, getattr(error, "__notes__", None))
# Descriptors on the instance are plain values.
h.inst = Field.__new__(Field)
print(type(h.inst).__name__)
