class Proxy:
    def __init__(self, obj): self.__obj = obj
    def __getattribute__(self, name):
        if name.startswith("_Proxy__"): return object.__getattribute__(self, name)
        return getattr(self.__obj, name)
class B:
    def f(self): return "B.f"
class C(B):
    def f(self): return super(C, self).f() + "->C.f"
print(C.__dict__["f"](Proxy(C())))
print(isinstance(Proxy(C()), B))
class A:
    def __getnewargs__(*a): return ('x',)
import copyreg
class Spam:
    def __new__(cls, x: int, y): "doc"
    @classmethod
    def c(cls)->int: pass
for n in ('__new__','c'):
    o=Spam.__dict__[n]
    print(o.__name__, o.__module__, o.__annotations__, o.__doc__, o.__qualname__, sorted(o.__dict__), o.__wrapped__.__name__)
class S:
    def f(self): pass
d=S(); 
class P: 
    def __getattr__(self, n): raise AttributeError(n)
class D(P): pass
x=D(); x.foo=42; x.bar=1
def ga(self, name):
    if name=='foo': return 24
    return object.__getattribute__(self,name)
P.__getattribute__=ga
print(x.foo,x.bar)
def gt(self,name):
    if name in ('spam','foo'): return 'hello'
    raise AttributeError(name)
D.__getattr__=gt
print(x.spam,x.foo)
del P.__getattribute__
print(x.foo); del x.foo; print(x.foo)
del D.__getattr__
try: print(x.foo)
except AttributeError as e: print(e)
class G: __slots__=('__dict__',)
class H: __slots__=('__dict__','__weakref__')
class I: pass
class J: __slots__=('__dict__',)
for a,b in ((G,J),(H,I),(I,H)):
    y=a(); y.a=1
    try:
        y.__class__=b; print(y.a)
    except TypeError as e: print(e)
class Dir:
    def __dir__(self): return 3
try: dir(Dir())
except TypeError as e: print(e)
class BadDict:
    __dict__=property(lambda s:'no dict')
try: dir(BadDict())
except TypeError as e: print(e)
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    type('MyClass',(),{1:2})
    print([str(x.message) for x in w])
try: object.__setattr__(str,'foo',42)
except TypeError as e: print(e)
class MyT(type):
    pass
class Q(metaclass=MyT): pass
try: type.__setattr__(Q,'foo',4); print(Q.foo); object.__setattr__(Q,'foo',42)
except TypeError as e: print(e)
try: (1).__class__.__dict__['__pow__']()
except TypeError as e: print(e)
try: (1).__pow__()
except TypeError as e: print(e)
try: (1).__pow__(1,2,3)
except TypeError as e: print(e)
class M3(type):
    def mro(cls): return 1
try:
    class A3(metaclass=M3): pass
except TypeError as e: print(e)
class M4(type):
    def mro(cls): return [cls, 1]
try:
    class A4(metaclass=M4): pass
except TypeError as e: print(e)
class A5: pass
a=A5()
for v in (None, [], 3):
    try: a.__dict__=v
    except TypeError as e: print(e)
try: A5.__dict__={}
except AttributeError as e: print(e)
class Meta(type): pass
class A6(metaclass=Meta): pass
try: A6.__dict__={}
except AttributeError as e: print(e)
try: del a.__dict__; print(a.__dict__)
except TypeError as e: print(e)
print(open(__file__).__class__.closed.__doc__)
class W1: pass
class W2: pass
class WB(W1): pass
w=WB()
try:
    WB.__bases__=(W2,); print(WB.__mro__)
except TypeError as e: print(e)
class N1: pass
class N2: pass
try:
    N1.__bases__=(N2,); print(N1.__mro__)
except TypeError as e: print(e)
