"""A metaclass may compute the MRO; class attributes follow it."""


class Reversed(type):
    def mro(cls):
        default = super().mro()
        return [cls] + default[1:-1][::-1] + [object]


class A:
    who = "A"


class B:
    who = "B"


class AB(A, B, metaclass=Reversed): ...


print([c.__name__ for c in AB.__mro__], AB.who, AB().who)


class Bad(type):
    def mro(cls):
        return 5


class Bad2(type):
    def mro(cls):
        return [cls, 5]


for meta in Bad, Bad2:
    try:
        meta("X", (), {})
    except TypeError as error:
        print(error)


class Counting(type):
    def __init__(cls, *args):
        super().__init__(*args)
        cls.instances = []

    def __call__(cls, *args, **kw):
        instance = super().__call__(*args, **kw)
        cls.instances.append(instance)
        return instance


class User(metaclass=Counting):
    def __init__(self, name):
        self.name = name


class Admin(User): ...


User("a"), User("b"), Admin("c")
print([u.name for u in User.instances], [u.name for u in Admin.instances])


class AttrMeta(type):
    def __getattr__(cls, name):
        return f"{cls.__name__}.{name}"

    def __setattr__(cls, name, value):
        print("set on class", name)
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        print("del on class", name)
        super().__delattr__(name)


class Open(metaclass=AttrMeta):
    real = 1


print(Open.real, Open.anything)
Open.new = 2
del Open.new
print(Open.new)
try:
    Open().anything
except AttributeError as error:
    print(error)


class DataMeta(type):
    @property
    def both(cls):
        return "metaclass property wins over the class attribute"

    plain = "metaclass attribute loses"


class Data(metaclass=DataMeta):
    both = "class attribute"
    plain = "class attribute wins"


print(Data.both, "|", Data.plain, "|", Data().both)
