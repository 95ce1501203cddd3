"""Metaclasses: creation steps, attributes, methods on classes, instance creation."""


class Meta(type):
    def __new__(mcls, name, bases, namespace, **kwargs):
        print("Meta.__new__", name, [b.__name__ for b in bases], sorted(k for k in namespace if not k.startswith("__")), kwargs)
        cls = super().__new__(mcls, name, bases, namespace)
        cls.created_by = mcls.__name__
        return cls

    def __init__(cls, name, bases, namespace, **kwargs):
        print("Meta.__init__", name, kwargs)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        print("Meta.__call__", cls.__name__, args)
        return super().__call__(*args, **kwargs)

    def class_method(cls):
        return f"method of {cls.__name__}"

    @property
    def shout(cls):
        return cls.__name__.upper()

    def __len__(cls):
        return 42

    def __iter__(cls):
        yield from ("x", "y")

    def __getitem__(cls, key):
        return f"{cls.__name__}[{key}]"

    def __contains__(cls, item):
        return item == "in"

    def __repr__(cls):
        return f"<{cls.__name__}>"

    def __add__(cls, other):
        return f"{cls.__name__}+{other}"


class Base(metaclass=Meta):
    x = 1

    def __init__(self, v):
        self.v = v


class Child(Base, option=5):
    y = 2


c = Child(9)
print(c.v, Child.created_by, type(Child), Child.__class__ is Meta)
print(Child.class_method(), Child.shout, len(Child), list(Child), Child[1, 2], "in" in Child, Child + 1)
print(Child, repr(Base), str(Child))
try:
    c.class_method()
except AttributeError as error:
    print(error)
try:
    c.shout
except AttributeError as error:
    print(error)
try:
    len(c)
except TypeError as error:
    print(error)
print(isinstance(Child, Meta), isinstance(c, Meta), issubclass(Meta, type))


class Other(type): ...


try:

    class Conflict(Base, metaclass=Other): ...
except TypeError as error:
    print(error)


class Both(Meta, Other):
    def __init__(cls, *args, **kw):
        super().__init__(*args)


class Fine(Base, metaclass=Both): ...


print(type(Fine))


def function_as_metaclass(name, bases, namespace):
    return name, bases, "attr" in namespace


class NotAClass(metaclass=function_as_metaclass):
    attr = 1


print(NotAClass)
made = Meta("Dynamic", (Base,), {"z": 3})
print(made.z, made(1).v)
print(type("Plain", (Base,), {}).__class__)
