"""__init_subclass__ and class keyword arguments."""


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **kwargs):
        print("init_subclass", cls.__name__, name, kwargs)
        super().__init_subclass__(**kwargs)
        Plugin.registry[name or cls.__name__] = cls


class One(Plugin): ...
class Two(Plugin, name="second"): ...
class Three(Two, name="third"): ...


print(sorted(Plugin.registry))
for attempt in (
    lambda: type("Bad", (Plugin,), {}, unknown=1),
    lambda: type("Bad", (), {}, unknown=1),
    lambda: type("Bad", (object,), {}, a=1, b=2),
):
    try:
        attempt()
    except TypeError as error:
        print(error)


class Mixin:
    def __init_subclass__(cls, mix=0, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.mix = mix


class Combined(Mixin, Plugin, mix=7, name="combined"):
    pass


print(Combined.mix)


class Validated:
    def __init_subclass__(cls):
        if not hasattr(cls, "required"):
            raise TypeError(f"{cls.__name__} must define 'required'")


class Good(Validated):
    required = True


try:

    class Incomplete(Validated): ...
except TypeError as error:
    print(error)
print([c.__name__ for c in Validated.__subclasses__()][:1])


class Order:
    def __set_name__(self, owner, name):
        print("set_name", name)


class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        print("before type.__new__")
        cls = super().__new__(mcls, name, bases, ns, **kw)
        print("after type.__new__")
        return cls

    def __init__(cls, name, bases, ns, **kw):
        print("meta init", kw)


class Root(metaclass=Meta):
    def __init_subclass__(cls, **kw):
        print("init_subclass", kw)


class Leaf(Root, key="value"):
    a = Order()
    b = Order()


print(type(Root.__dict__["__init_subclass__"]).__name__)


class Units:
    def __init_subclass__(cls, *, unit):
        cls.unit = unit


try:

    class NoUnit(Units): ...
except TypeError as error:
    print(error)


class Metre(Units, unit="m"): ...


print(Metre.unit)
