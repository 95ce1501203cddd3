# Objects take on classes that die, one after the other; what is called is the method of the present one.
import gc


class A:
    pass


def call(o):
    return o.m()


wrong = 0
for i in range(2000):
    o = A()
    o.__class__ = type("B", (A,), {"m": lambda self, i=i: i})
    wrong += call(o) != i
    del o
    if i % 10 == 0:
        gc.collect()
print(wrong)


class Slots:
    __slots__ = ("a", "b", "__dict__")


class Plain:
    pass


many = [Plain() for i in range(50)]
for o in many:
    try:
        o.__class__ = Slots
    except TypeError as e:
        text = str(e)
print(text, {type(o).__name__ for o in many})
