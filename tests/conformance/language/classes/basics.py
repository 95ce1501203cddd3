"""Classes and instances: attributes, methods, inheritance, representation."""


class Animal:
    """An animal."""

    count = 0
    sound = "..."

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def speak(self):
        return f"{self.name} says {self.sound}"

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"


class Dog(Animal):
    sound = "Woof"

    def fetch(self):
        return self.speak() + " and fetches"


class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age

    def speak(self):
        return super().speak().lower()


pets = [Animal("It"), Dog("Rex"), Puppy("Bit", 1)]
for pet in pets:
    print(pet, pet.speak())
print(pets[2].fetch(), Animal.count, Dog.count)
print(Animal.__doc__, Dog.__doc__, Dog.__name__, Dog.__bases__, Puppy.__mro__)
print(isinstance(pets[2], Dog), isinstance(pets[0], Dog), issubclass(Puppy, Animal), Dog.__subclasses__())
pets[1].sound = "own"
print(pets[1].speak(), Dog.sound, vars(pets[1]))
Dog.sound = "Bark"
print(pets[2].speak(), pets[1].speak())
del pets[1].sound
print(pets[1].speak())
Animal.run = lambda self: f"{self.name} runs"
print(pets[2].run())
Dog.count = 100
print(Animal.count, Dog.count, Puppy.count)
print(type(pets[0]) is Animal, pets[0].__class__, Animal.__class__, type(type(Animal)))


class Empty: ...


e = Empty()
e.anything = [1]
print(e.anything, Empty.__dict__.get("anything"), Empty.__module__, Empty.__qualname__)
print(repr(e).startswith("<__main__.Empty object at 0x"), str(Empty), Empty)


class Outer:
    class Inner:
        def method(self): ...


print(Outer.Inner, Outer.Inner.method.__qualname__)
pets[0].__class__ = Dog
print(pets[0], pets[0].speak())
for name in "missing", "speek", "Name":
    try:
        getattr(pets[0], name)
    except AttributeError as error:
        print(error)
try:
    Animal.nothing
except AttributeError as error:
    print(error)
try:
    pets[0].__class__ = 5
except TypeError as error:
    print(error)
try:
    pets[0].__class__ = int
except TypeError as error:
    print(error)
