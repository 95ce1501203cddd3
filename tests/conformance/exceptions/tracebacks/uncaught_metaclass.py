"""An error in a metaclass, __set_name__ and __init_subclass__: notes and frames."""


class Field:
    def __set_name__(self, owner, name):
        if name.startswith("bad"):
            raise ValueError(f"field name {name!r} is not allowed")


class Base:
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        print("subclass", cls.__name__)


class Good(Base):
    x = Field()


class Broken(Base):
    y = Field()
    bad_field = Field()
