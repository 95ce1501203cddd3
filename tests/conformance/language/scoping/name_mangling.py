"""Private names: where they are mangled and where not."""


class Vault:
    __code = "class"

    def __init__(self):
        self.__value = 1
        self.__dunder__ = 2
        self._single = 3
        self.___three = 4
        self.__trailing_ = 5

    def __private(self):
        return "private method"

    def call(self):
        return self.__private(), self.__code, self.__value

    def parameters(self, __arg, *, __kw=1):
        return __arg, __kw

    def local(self):
        __x = 1
        return locals().keys() - {"self"}

    def outside(self, other):
        return other.__value

    def strings(self):
        return getattr(self, "__value", "strings are not mangled"), hasattr(self, "_Vault__value")

    def global_name(self):
        try:
            return __global_name
        except NameError as error:
            return str(error)

    def nested(self):
        def inner():
            return self.__value

        return inner(), [self.__value for _ in "x"], (lambda: self.__value)()

    class __Nested:
        def get(self):
            return self.__own

    def imports(self):
        import math as __m

        return sorted(k for k in locals() if k != "self")

    def keyword(self):
        return dict(__k=1)

    def handler(self):
        try:
            raise ValueError
        except ValueError as __e:
            return sorted(k for k in locals() if k != "self")

    def walrus(self):
        return [__w := 1], sorted(k for k in locals() if k != "self")


_Vault__global_name = "found under the mangled name"
v = Vault()
print(sorted(vars(v)))
print(v.call(), v.parameters(1), v.local(), v.strings(), v.global_name(), v.nested())
print(v._Vault__value, v._Vault__private(), Vault._Vault__code)
try:
    v.parameters(1, __kw=2)
except TypeError as error:
    print(error)
print(v.parameters(1, _Vault__kw=2), v.imports(), v.keyword(), v.handler(), v.walrus())
try:
    v.__value
except AttributeError as error:
    print(error)


class Child(Vault):
    def peek(self):
        try:
            return self.__value
        except AttributeError as error:
            return str(error)


print(Child().peek(), Child().call())


class _Leading:
    __x = 1


class ___:
    __x = 1


print([k for k in vars(_Leading) if "x" in k], [k for k in vars(___) if k.endswith("__x")])
print(Vault._Vault__Nested.__name__, Vault._Vault__Nested.__qualname__)
print(v.outside(v))


def set_later(self):
    self.__not_mangled = 1


Vault.set_later = set_later
v.set_later()
print("__not_mangled" in vars(v), Vault.__dict__["_Vault__private"].__name__)
exec("class E:\n    def f(self): self.__x = 1\ne = E(); e.f(); print(vars(e))")
