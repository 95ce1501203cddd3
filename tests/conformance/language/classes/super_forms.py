"""super(): without arguments, with two, unbound, in class and static methods, nested functions."""


class Base:
    value = "base value"

    def method(self):
        return f"Base.method of {type(self).__name__}"

    @classmethod
    def build(cls):
        return f"Base.build of {cls.__name__}"

    @staticmethod
    def static():
        return "Base.static"

    @property
    def prop(self):
        return "Base.prop"

    def __getitem__(self, key):
        return f"item {key}"


class Child(Base):
    value = "child value"

    def method(self):
        return "Child>" + super().method()

    @classmethod
    def build(cls):
        return "Child>" + super().build()

    @staticmethod
    def static():
        return "Child>" + super(Child, Child).static()

    @property
    def prop(self):
        return "Child>" + super().prop

    def values(self):
        return super().value, super(Child, self).value, self.value

    def nested(self):
        def inner():
            return super(Child, self).method()

        return inner(), [super(Child, self).method() for _ in "x"][0], (lambda s: super(Child, s).value)(self)

    def explicit(self):
        return __class__.__name__, super().__getitem__(3)

    def in_comprehension(self):
        return [super().value for _ in range(1)]


class GrandChild(Child):
    def method(self):
        return super(Child, self).method()


c = Child()
print(c.method(), Child.build(), Child.static(), c.prop)
print(c.values(), c.nested(), c.explicit(), c.in_comprehension())
print(GrandChild().method(), GrandChild.build())
s = super(Child, c)
print(s.__thisclass__, s.__self__ is c, s.__self_class__)
print(repr(s), repr(super(Child, GrandChild)))
unbound = super(Child)
print(repr(unbound), unbound.__get__(c).method())


def outside():
    super()


def no_first_argument():
    class X:
        def method():
            return super()

    X.method()


def deleted():
    class X:
        def method(self):
            del self
            return super()

    X().method()


def rebound():
    class X:
        def method(self):
            self = 5
            return super().method()

    X().method()


def set_on_super():
    super(Child, c).value = 1


for attempt in (outside, no_first_argument, deleted, rebound, set_on_super, lambda: super(Child, 5), lambda: super(5, c), lambda: super(Child, c).nothing, lambda: super(Child, c)[0], lambda: super(Child, Base())):
    try:
        print(attempt())
    except (RuntimeError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)


class Sub(super):
    pass


print(Sub(Child, c).method())
