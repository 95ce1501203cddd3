"""In-place operators: each method, fallback to the plain one, what is bound."""


class Acc:
    def __init__(self):
        self.log = []

    for op in "iadd isub imul itruediv ifloordiv imod ipow imatmul ilshift irshift iand ior ixor".split():

        def method(self, other, op=op):
            self.log.append((op, other))
            return self

        locals()[f"__{op}__"] = method
    del op, method


a = b = Acc()
a += 1
a -= 2
a *= 3
a /= 4
a //= 5
a %= 6
a **= 7
a @= 8
a <<= 9
a >>= 10
a &= 11
a |= 12
a ^= 13
print(a is b, a.log)


class Replacing:
    def __iadd__(self, other):
        return other


r = Replacing()
r += "something else"
print(r)


class Fallback:
    def __add__(self, other):
        return "add"

    def __iadd__(self, other):
        return NotImplemented


f = Fallback()
f += 1
print(f)


class OnlyReflected:
    def __radd__(self, other):
        return f"radd of {other}"


x = 5
x += OnlyReflected()
print(x)


class Holder:
    def __init__(self):
        self.value = Acc()
        self.items = [1]

    @property
    def prop(self):
        print("get prop")
        return self._p

    @prop.setter
    def prop(self, value):
        print("set prop", value)
        self._p = value


h = Holder()
h.prop = 1
h.prop += 1
h.value += 1
h.items += [2]
h.items *= 2
print(h.value.log, h.items)
d = {"k": 1}
d["k"] += 1
d["k"] <<= 3
try:
    d["missing"] += 1
except KeyError as error:
    print(repr(error), d)
s = {1, 2, 3}
t = s
s -= {1}
s ^= {3, 4}
s &= {2, 4, 9}
print(sorted(t))
for code in "x = 1; x += 'a'", "x = 'a'; x += 1", "x = None; x -= 1", "x = []; x += 1", "x = {}; x += {}", "x = 1; x @= 2", "x = 1.5; x <<= 1", "x = 'a'; x %= (1, 2)", "x = []; x *= 1.5", "x = ''; x **= 2", "x = {1}; x |= [2]", "x = {}; x |= 5", "x = b''; x += ''":
    try:
        exec(code)
        print("fine", code)
    except TypeError as error:
        print(error)
d = {"a": 1}
e = d
d |= {"b": 2}
d |= [("c", 3)]
print(e)
