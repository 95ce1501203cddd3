from collections import defaultdict, OrderedDict, deque, UserDict
import operator, functools, types
def t(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'__notes__',''))
t(lambda: {}.update([1,2]))
t(lambda: {}.update([(1,2),(3,)]))
t(lambda: dict([(1,2),3]))
t(lambda: dict(5))
t(lambda: {}.update(5))
t(lambda: type(defaultdict(int,a=1)|frozendict(b=2)))
t(lambda: type(OrderedDict(a=1)|frozendict(b=2)))
t(lambda: type(frozendict(a=1)|OrderedDict(b=2)))
t(lambda: frozendict(a=1)|{'b':1})
fd=frozendict(x=1); t(lambda: (fd|frozendict()) is fd)
class FS(frozendict):
    def __new__(cls,*a,**k): return frozendict.__new__(cls,{'x':1})
t(lambda: FS.fromkeys('ab'))
t(lambda: functools.reduce(function=lambda x,y:x+y, sequence=[1,2,3], initial=1))
t(lambda: functools.reduce(lambda x,y:x+y, [1,2,3], initial=1))
t(lambda: str(b'a','utf-8','strict',4))
t(lambda: str(b'a','utf-8',encoding='x'))
eg=ExceptionGroup('t',deque([ValueError(1),TypeError(2)])); print(repr(eg))
class Seq(list):
    def __repr__(self): return None
t(lambda: ExceptionGroup('t',Seq([ValueError(1)])))
class Bad(ExceptionGroup):
    def split(self,*a): return 'x'
class Bad2(ExceptionGroup):
    def split(self,*a): return ('x',)
for b in Bad,Bad2:
    try:
        try: raise b('eg',[OSError(1),ValueError(2)])
        except* ValueError: pass
    except TypeError as e: print(e)
it=iter([1,2,3]); l=[1,2]; li=iter(l); list(li); l.append(3); t(lambda: operator.length_hint(li)); t(lambda: list(li))
d=deque([1,2]); di=iter(d); next(di); d.append(1); t(lambda: next(di)); t(lambda: operator.length_hint(di))
class Bl:
    def __len__(s): raise ZeroDivisionError
    def __getitem__(s,i): return i
t(lambda: operator.length_hint(reversed(Bl())))
class BL2:
    def __iter__(s): return iter([1,2])
    def __length_hint__(s): raise RuntimeError('hint')
t(lambda: list(BL2())); t(lambda: [].extend(BL2()))
ri=iter(range(10)); 
t(lambda: list(ri))
t(lambda: iter(range(2**70,2**70+3)).__reduce__())
import pickle
t(lambda: next(pickle.loads(pickle.dumps(iter(range(2**65,2**65+5))))))
