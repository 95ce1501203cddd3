"""types: names of internal types, SimpleNamespace, MappingProxyType."""

import types

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f():
    x = 1

    def g():
        return x
    yield g


class C:
    def m(self):
        pass


async def coro():
    pass


gen = f()
c = coro()
checks = [(f, "FunctionType"), (lambda: 0, "LambdaType"), (gen, "GeneratorType"), (c, "CoroutineType"),
    (C().m, "MethodType"), (len, "BuiltinFunctionType"), ([].append, "BuiltinMethodType"), (f.__code__, "CodeType"),
    (types, "ModuleType"), (C.__dict__, "MappingProxyType"), (next(gen).__closure__[0], "CellType"),
    (None, "NoneType"), (..., "EllipsisType"), (NotImplemented, "NotImplementedType"), (list[int], "GenericAlias"),
    (int | str, "UnionType"), (str.join, "MethodDescriptorType"), (int.__add__, "WrapperDescriptorType"),
    ((5).__add__, "MethodWrapperType"), (f.__code__.__class__.co_code, "GetSetDescriptorType"),
    (f.__class__.__dict__["__globals__"] if "__globals__" in f.__class__.__dict__ else types.FunctionType.__globals__,
    "MemberDescriptorType"), (dict.__dict__["fromkeys"], "ClassMethodDescriptorType")]
for value, name in checks:
    print(name, isinstance(value, getattr(types, name)), getattr(types, name).__name__)
c.close()
n = types.SimpleNamespace(a=1, b="x")
n.c = [1]
del n.a
print(n, n.b, n == types.SimpleNamespace(b="x", c=[1]), vars(n), types.SimpleNamespace({"k": 1}, j=2),
    types.SimpleNamespace())
attempt(lambda: n.a)
attempt(types.SimpleNamespace, 5)
p = types.MappingProxyType({"k": 1})
print(p, p["k"], len(p), list(p), p.get("z"), p | {"q": 2}, "k" in p, p.copy(), p == {"k": 1})
attempt(lambda: p.__setitem__("x", 1))
attempt(types.MappingProxyType, 5)
attempt(lambda: p["none"])
m = types.ModuleType("made", "its doc")
m.value = 5
print(m, m.__name__, m.__doc__, m.value, sorted(k for k in vars(m)))
attempt(lambda: m.missing)
K = types.new_class("K", (C,), {}, lambda ns: ns.update(z=9))
print(K.z, K.__mro__[1].__name__, types.prepare_class("X")[1:], types.resolve_bases((C,)))
bound = types.MethodType(lambda self, y: (self, y), 5)
print(bound(6), bound.__self__, bound.__func__.__name__)
attempt(types.MethodType, 5, 6)
code = f.__code__.replace(co_name="renamed")
made = types.FunctionType((lambda a, b=2: a + b).__code__, {}, "made", (10,))
print(made(1), made.__name__, code.co_name)
cell = types.CellType(3)
print(cell.cell_contents, types.CellType(3) == cell, types.DynamicClassAttribute is not None)
attempt(lambda: types.CellType().cell_contents)


class Lazy:
    def __class_getitem__(cls, item):
        return types.GenericAlias(cls, item)


print(Lazy[int], Lazy[int].__args__, Lazy[int]() is not None, types.get_original_bases(C), list[int] == list[int],
    list[int] is list[int])
