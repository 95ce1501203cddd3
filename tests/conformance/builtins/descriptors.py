"""property, classmethod, staticmethod, __slots__, custom descriptors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Temperature:
    def __init__(self, celsius):
        self._c = celsius

    @property
    def celsius(self):
        "degrees"
        return self._c

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("too cold")
        self._c = value

    @celsius.deleter
    def celsius(self):
        print("deleted")

    read_only = property(lambda self: "fixed")
    write_only = property(None, lambda self, v: print("wrote", v))

    @classmethod
    def boiling(cls):
        return cls(100)

    @staticmethod
    def convert(c):
        return c * 9 / 5 + 32


t = Temperature(20)
t.celsius = 25
print(t.celsius, Temperature.celsius.__doc__, Temperature.boiling().celsius, t.boiling().celsius,
    Temperature.convert(100), t.convert(0), t.read_only, Temperature.celsius.fget.__name__,
    Temperature.celsius.__name__)
attempt(setattr, t, "celsius", -300)
attempt(setattr, t, "read_only", 1)
attempt(delattr, t, "read_only")
attempt(getattr, t, "write_only")
t.write_only = 5
del t.celsius
p = property()
attempt(lambda: p.__get__(5))
print(p.fget, p.fset, p.__doc__, type(Temperature.celsius), type(Temperature.__dict__["boiling"]),
    type(Temperature.__dict__["convert"]), Temperature.__dict__["boiling"].__func__.__name__,
    Temperature.boiling.__self__)
attempt(setattr, Temperature.celsius, "fget", None)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return getattr(obj, self.name)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(obj, self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)


class Person:
    name = Typed(str)
    age = Typed(int)


person = Person()
person.name, person.age = "Ann", 30
print(person.name, person.age, type(Person.name).__name__, vars(person))
attempt(setattr, person, "age", "old")
del person.age


class NonData:
    def __get__(self, obj, owner):
        return f"from descriptor {obj is None}"


class Host:
    attr = NonData()


h = Host()
print(h.attr, Host.attr)
h.attr = "instance wins"
print(h.attr)


class Slotted:
    __slots__ = ("a", "b")


s = Slotted()
s.a = 1
print(s.a, Slotted.a, type(Slotted.a), Slotted.__slots__)
attempt(getattr, s, "b")
attempt(setattr, s, "c", 1)
attempt(lambda: s.__dict__)
del s.a
attempt(getattr, s, "a")
attempt(delattr, s, "a")
attempt(lambda: classmethod(5).__get__(None, int))
attempt(lambda: staticmethod(len)("abc"))
attempt(property, 1, 2, 3, 4, 5)


class WithDict(Slotted):
    pass


w = WithDict()
w.anything = 1
w.a = 2
print(vars(w), w.a, WithDict.__dict__.get("__slots__"))
