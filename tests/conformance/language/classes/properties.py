"""property: getters, setters, deleters, docs, inheritance, errors."""


class Temperature:
    def __init__(self, celsius=0):
        self._celsius = celsius

    @property
    def celsius(self):
        """Degrees Celsius."""
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("below absolute zero")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("deleting")
        self._celsius = 0

    @property
    def fahrenheit(self):
        return self._celsius * 9 / 5 + 32

    write_only = property(fset=lambda self, v: print("wrote", v))
    nothing = property()


t = Temperature(20)
print(t.celsius, t.fahrenheit)
t.celsius = 30
t.celsius += 5
print(t.celsius)
del t.celsius
print(t.celsius)
try:
    t.celsius = -300
except ValueError as error:
    print(error)
t.write_only = 4


def assign(name, value):
    setattr(t, name, value)


for attempt in (
    lambda: assign("fahrenheit", 1),
    lambda: delattr(t, "fahrenheit"),
    lambda: t.write_only,
    lambda: t.nothing,
    lambda: assign("nothing", 1),
    lambda: delattr(t, "nothing"),
):
    try:
        attempt()
    except AttributeError as error:
        print(error)

p = Temperature.celsius
print(type(p).__name__, p.__doc__, p.fget.__name__, p.fset.__name__, p.fdel.__name__, p.__name__)
print(p.__get__(t), p.__get__(None, Temperature) is p)
# An instance attribute does not hide a property.
t.__dict__["celsius"] = "hidden"
print(t.celsius)


class Sub(Temperature):
    @property
    def fahrenheit(self):
        return round(super().fahrenheit)

    @Temperature.celsius.getter
    def celsius(self):
        return f"{self._celsius} C"


s = Sub(10)
print(s.fahrenheit, s.celsius)
s.celsius = 11
print(s.celsius)


class Raises:
    @property
    def broken(self):
        return self.no_such_thing

    @property
    def with_getattr(self):
        raise AttributeError("from the property")

    def __getattr__(self, name):
        return f"fallback {name}"


print(Raises().broken, Raises().with_getattr)
Temperature.celsius = 5
print(t.celsius, Temperature.celsius)
documented = property(lambda self: 1, doc="given")
print(documented.__doc__, property(lambda s: 1).__doc__)
print(property.__get__(property(lambda self: self * 2), 21))
