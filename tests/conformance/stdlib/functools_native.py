"""functools and named tuples: what the native parts refuse, copies, caches and their figures."""

import functools as F
import re
class Sub(F.partial): pass
def f(*a, **k): return a, k
print(repr(Sub(f,1,x=2)).replace(repr(f),'F'), repr(F.partial(f,1,x=2)).replace(repr(f),'F'))
ADDRESS = re.compile(" at 0x[0-9a-f]+")
def t(s):
    try: print(s, '->', ADDRESS.sub("", str(eval(s))))
    except Exception as e: print(s, '->', repr(e))
P=F.Placeholder
for s in '''F.partial()
F.partial(1)
F.partial(f,P)
F.partial(f,x=P)
F.partial(f,P,1)(0)
F.partial(f,P,1)()
F.partial(f,P,1,x=3)(0,5,x=4,y=5)
F.partial(F.partial(f,P,1),2)()
F.partial(F.partial(f,P,1),P,3)(9)
F.partial(f,1).__reduce__()[2]
F.partial(f,1,a=2).__reduce__()[2]
F.partial(f).__setstate__((1,2))
F.partial(f).__setstate__((f,2,3,4))
F.partial(f).__setstate__(3)
F.partial(f).__setstate__((f,(1,),None,None))
F.partial(f).func
F.partial(f).foo
F.partial[int]
type(P)
type(P)() is P
type(P)(1)
P.__reduce__()
repr(P)
F.reduce(f)
F.reduce()
F.reduce(f,1)
F.reduce(f,[])
F.reduce(f,[1])
F.reduce(f,[1],2)
F.reduce(f,[1],initial=2)
F.reduce(f,[],None)
F.reduce(f,[1],P)
F.reduce(f,[1],foo=2)
F.cmp_to_key()
F.cmp_to_key(1)
F.cmp_to_key(mycmp=lambda a,b:a-b)
F.cmp_to_key(lambda a,b:a-b)(3)
F.cmp_to_key(lambda a,b:a-b)(obj=3) < F.cmp_to_key(lambda a,b:a-b)(4)
F.cmp_to_key(lambda a,b:a-b)(3) < 4
F.cmp_to_key(lambda a,b:a-b)(3) == 4
F.cmp_to_key(lambda a,b:a-b)(3).obj
F.cmp_to_key(lambda a,b:a-b)()
F.cmp_to_key(lambda a,b:a-b)(1,2)
hash(F.cmp_to_key(lambda a,b:a-b)(3))
F.cmp_to_key(lambda a,b:'x')(3) < F.cmp_to_key(lambda a,b:a-b)(4)
F.lru_cache(f)(1, [])
F.lru_cache(f)({})
F.lru_cache(f).cache_info()
F._lru_cache_wrapper(1,2,3,4)
F._lru_cache_wrapper(f,'x',3,4)
F.lru_cache(f).__reduce__()
F.lru_cache(f).__wrapped__ is f
type(F.lru_cache(f)), type(F.lru_cache(f)).__mro__
type(F.cmp_to_key(f)), type(F.cmp_to_key(f)(1))
F.lru_cache(f)'''.split('\n'): 
    t(s)
import collections as C, copy
N=C.namedtuple('N','a b')
for s in '''type(N.a)
repr(N.a)[:40]
N.a.__doc__
N.a.__get__(N(1,2))
N.a.__get__((1,2))
N.a.__get__((1,))
N.b.__get__((1,))
N.a.__get__(3)
N.a.__get__(None) 
N.a.__get__(None, N) is N.a
N.a.__reduce__()
setattr(N(1,2),'a',3)
delattr(N(1,2),'a')
setattr(N.a,'__doc__','x'), N.a.__doc__
C.Counter([1,1,[]])
C._count_elements({},[1,1,2])
C._tuplegetter(1,'a').__doc__
C._tuplegetter(1)
C._tuplegetter('a','b')
copy.copy(N.a).__doc__
type(N.a).__mro__'''.split('\n'): t(s.strip())
d={}; C._count_elements(d,'aab'); print(d)
class D(dict):
    def get(s,*a): print('get'); return dict.get(s,*a)
    def __setitem__(s,*a): print('set'); dict.__setitem__(s,*a)
d=D(); C._count_elements(d,'ab'); print(d)
calls=[]
@F.lru_cache(3)
def g(*a,**k): calls.append((a,k)); return len(calls)
print(g(1),g(1),g(2),g(3),g(1),g(4),g(2),g(1),g.cache_info(),calls)
print(g(1.0),g(True),g('1'),g(x=1),g(x=1),g(x=1.0),g(1,x=1),g.cache_info()); g.cache_clear(); print(g.cache_info(), g(1))
@F.lru_cache(None, typed=True)
def h(*a,**k): calls.append(1); return len(calls)
print(h(1),h(1.0),h(1),h(a=1),h(a=1.0),h(a=True),h.cache_info(),h.cache_parameters())
@F.lru_cache(0)
def z(x): return x
print(z(1),z(1),z.cache_info())
class K:
    @F.lru_cache
    def m(self,x): return self,x
    p=F.partialmethod(lambda s,a,b:(a,b),1)
    q=F.partial(lambda *a: len(a),1)
k=K(); print(k.m(1)==(k,1), k.m(1)[1], K.m.cache_info(), k.p(2), k.q(), K.q(), type(k.m))
@F.cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(80), fib.cache_info())
g.attr=1; print(g.__dict__.keys(), copy.copy(g) is g, copy.deepcopy(g) is g)
p=F.partial(f,1); p.x=2; q=F.partial(p,2); print(q.func is p, p.__dict__, q.args); q=copy.copy(p); print(q.x,q.args,q is p)
p=F.partial(f); p.__setstate__((p,(),{},{})); print(repr(p)[:60])
