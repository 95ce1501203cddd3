class P(property):
    "doc of P"


class Slotted(property):
    "doc of Slotted"
    __slots__ = ()


def g(self):
    "gdoc"


def plain(self):
    pass


print(P(plain).__doc__, P().__doc__, P(g).__doc__, P(g, doc='y').__doc__, property(g, doc='x').__doc__)
print(Slotted(plain).__doc__, Slotted(plain, doc='dropped').__doc__)
try:
    Slotted(g)
except AttributeError as e:
    print(e)


class C:
    __new__ = list.__new__


class D(list):
    __new__ = object.__new__


for made in (C, D):
    try:
        print(type(made()).__name__)
    except TypeError as e:
        print(e)
for n, length in ((0, 0), (1, 0), (-1, 0), (-1, 1), (-128, 1), (-129, 1), (255, 1)):
    for signed in (False, True):
        try:
            print(n.to_bytes(length, 'little', signed=signed))
        except OverflowError as e:
            print(e)
