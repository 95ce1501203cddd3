import math
class F(float):
    def __floor__(s): return 42
    def __ceil__(s): return 43
    def __trunc__(s): return 44
print(math.floor(F(1.5)), math.ceil(F(1.5)), math.trunc(F(1)))
class G(float):
    def __float__(s): return 42.0
print(float(G(1)))
class I:
    def __init__(s,v): s.v=v
    def __index__(s): return s.v
print(math.log(I(10**1000)), math.log2(I(2**2000)), math.log10(I(10**1000)))
print(math.sumprod([1,2.5],[3,4]), math.sumprod([10**20, 1.0, -10**20],[1.0,1,1]), math.sumprod([True, 2],[3.5,1]))
print(math.nextafter(5e-324,0,steps=1), math.copysign(1, math.nextafter(-5e-324,0)), math.copysign(1, math.nextafter(0.0,-0.0)), math.copysign(1,math.nextafter(-0.0,0.0)))
import sys
i=float('inf'); n=float('nan')
for a in (complex(i,i), complex(i,n), complex(n,i), complex(1,1), complex(0,i)):
    for b in (complex(i,i), complex(1,0), complex(n,n), complex(2,-3), complex(0,1)):
        print(a*b, end=' ')
        try: print(a/b)
        except Exception as e: print(e)
try: print((1e200+1j)**5)
except OverflowError as e: print(e)
print(sum([complex(0.1,0.2)]*10), sum([0.1]*10+[1j]))
try: print(complex('1') if 1 else 0, complex(1j, 2j))
except Exception as e: print(e)
import warnings; warnings.simplefilter('always')
class C:
    def __complex__(s): return 1+2j
try: print(complex(C(), 1))
except Exception as e: print(type(e), e)
class IS(int): pass
class J:
    def __int__(s): return IS(3)
    def __index__(s): return True
print(int(J()), type(int(J())))
l=[1,2,3]
class K:
    def __init__(s,i): pass
    def __del__(s): pass
    def __lt__(s,o): data.clear(); return False
data=[3,1,2]
try: data.sort(key=K)
except ValueError as e: print(e)
def k(x): data2.append(1); return x
data2=[3,1,2]
try: data2.sort(key=k)
except ValueError as e: print(e)
d={i:i for i in range(8)}
try:
    for k in d: del d[k]; d[k]=1
except RuntimeError as e: print(e)
class FF(filter):
    def __init__(s,*a,newarg=None): s.n=newarg
print(FF(None,[1],newarg=3).n)
import itertools
for c in (itertools.filterfalse, itertools.chain, itertools.starmap, itertools.islice, itertools.takewhile, itertools.dropwhile, itertools.cycle, itertools.count,itertools.repeat, itertools.accumulate, itertools.groupby,map, zip):
    try:
        class S(c):
            def __init__(s,*a,newarg=None): s.n=newarg
        args={'filterfalse':(None,[1]),'starmap':(max,[]),'islice':([1],1),'takewhile':(None,[]),'dropwhile':(None,[]),'cycle':([],),'count':(), 'repeat':(1,),'compress':([],[]),'accumulate':([],),'groupby':([],),'map':(None,[]),'enumerate':([],),'reversed':([],),'zip':([],)}.get(c.__name__,())
        print(c.__name__, S(*args,newarg=3).n)
    except TypeError as e: print(c.__name__, e)
