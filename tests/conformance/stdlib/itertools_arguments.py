"""itertools: what the constructors refuse, copies, subclasses, errors under way."""

import copy
import itertools as I


def attempt(text):
    try:
        result = eval(text)
        print(text, "->", type(result).__name__ if " object at " in repr(result) else repr(result))
    except Exception as error:
        print(text, "->", repr(error))


EXPRESSIONS = """
I.count('a')
I.count(1,'a')
I.count(1j)
I.count(start=3,step=2)
I.count(3,1.0)
I.count(3,1)
I.count(3,True)
I.count(True)
I.count(2**70)
I.count(-3)
I.count(1.5)
I.count(1, 2, 3)
I.count(1,step=1.5)
I.repeat(object=3,times=-3)
I.repeat(3,2)
I.repeat(3)
I.repeat(3,'a')
I.repeat(3,None)
I.repeat(3,2**70)
I.repeat(3).__length_hint__()
I.repeat(3,4).__length_hint__()
I.repeat(times=3)
I.islice([1],-1)
I.islice([1],None)
I.islice([1],'a')
I.islice([1],1,'a')
I.islice([1],'a',1)
I.islice([1],1,-2)
I.islice([1],1,-1)
I.islice([1],-1,1)
I.islice([1],0,1,0)
I.islice([1],0,1,-1)
I.islice([1],0,1,'a')
I.islice([1],0,1,None)
I.islice([1],2**70)
I.islice([1],0,2**70)
I.islice(1,1)
I.batched([1],0)
I.batched([1],'a')
I.batched([1])
I.batched([1],2**70)
I.batched([1],n=2)
I.batched([1],n=2,strict=1)
list(I.batched([1],n=2,strict=1))
list(I.batched([1,2,3],n=2,strict=False))
I.batched(iterable=[1],n=2)
I.product([1],repeat=-1)
I.product([1],repeat='a')
I.product([1],repeat=2**70)
I.product([1],repeat=2**62)
I.product(1)
I.product(repeat=3)
list(I.product(repeat=0))
list(I.product([1,2],repeat=0))
list(I.product([1,2],[],repeat=2))
I.combinations([1],-1)
I.combinations([1],'a')
I.combinations(1,1)
I.combinations([1],r=1)
I.combinations(iterable=[1],r=1)
I.combinations([1],1.5)
I.permutations([1],-1)
I.permutations([1],'a')
I.permutations([1],None)
I.permutations([1],2**70)
I.permutations(iterable=[1],r=1)
I.combinations_with_replacement([1],-1)
I.combinations_with_replacement(iterable=[1],r=2)
I.zip_longest([1],fillvalue=1)
I.zip_longest([1],fillvalu=1)
I.zip_longest(1)
I.zip_longest([1],1)
I.zip_longest([1],fillvalue=1,foo=2)
I.tee([1],-1)
I.tee([1],0)
I.tee([1],'a')
I.tee(1)
I.tee(iterable=[1])
I.tee([1],n=2)
I.accumulate([1],func=1)
list(I.accumulate([1,2],func=1))
I.accumulate([1],1,2)
list(I.accumulate([1],None,initial=2))
list(I.accumulate([],initial=None))
list(I.accumulate([],initial=3))
list(I.accumulate([1,2,3]))
I.accumulate(iterable=[1],func=None,initial=4)
I.groupby(iterable=[1],key=None)
I.groupby([1],foo=2)
I.compress(data=[1],selectors=[1])
I.compress([1])
I.compress([1],1)
I.chain.from_iterable(1)
I.chain.from_iterable()
I.chain.from_iterable(iterable=[])
list(I.chain(1))
list(I.chain([1],2))
list(I.chain.from_iterable([1]))
I.chain[int]
I.starmap(pow,[1])
list(I.starmap(pow,[1]))
list(I.starmap(pow,[(1,2)]))
list(I.starmap(1,[(1,2)]))
I.pairwise([1],2)
I.cycle([1],2)
I.cycle(iterable=[1])
I.cycle()
I.groupby[int]
I.count[int]
I._tee(1)
I._tee()
I._grouper(1,2)
I._grouper(I.groupby([1]),2)
I.tee([1])[0] is I.tee([1])[0]
I.tee([1],2**70)
I.pairwise(iterable=[1])
I.takewhile(None,[1])
list(I.takewhile(None,[1]))
list(I.filterfalse(None,[1,0]))
list(I.filterfalse(bool,[1,0]))
"""

for name in ("cycle repeat compress dropwhile takewhile filterfalse starmap pairwise islice groupby combinations "
             "combinations_with_replacement permutations tee accumulate batched").split():
    for arguments in "", "1", "1, 2, 3, 4, 5, 6", "other=1", "[1], other=1":
        if name != "repeat" or arguments != "1":
            attempt(f"I.{name}({arguments})")
for expression in EXPRESSIONS.strip().split("\n"):
    attempt(expression)

t=I.tee([1,2,3]); u=I.tee(t[0]); print(u[0] is t[0], u[1] is t[0], I._tee(t[0]) is t[0])
class It:
    def __init__(s): s.n=0
    def __iter__(s): return s
    def __next__(s):
        s.n+=1
        if s.n>3: raise StopIteration
        return s.n
    def __copy__(s): print('copy'); return It()
print([list(x) for x in I.tee(It())])
class Re:
    def __iter__(s): return s
    def __next__(s): return next(s.t)
r=Re(); r.t,_=I.tee(r)
try: next(r.t)
except Exception as e: print(repr(e))
d=I._tee_dataobject([1],[2],None); print(type(d).__name__)
for a in ((1,),(1,2,3),([1],[2]),([1],2,None),([1],[2],3), (iter([1]),[0]*58,None)):
    try: print(type(I._tee_dataobject(*a)).__name__)
    except Exception as e: print(repr(e))
try: I.chain.x=1
except Exception as e: print(repr(e))
try: I.count().x=1
except Exception as e: print(repr(e))
print(I.islice.__doc__[:30])
import weakref
for x in (I.count(), I.tee([1])[0], I.chain()):
    try: weakref.ref(x); print('ok')
    except Exception as e: print(repr(e))
print(list(I.combinations('abcd',2)), list(I.permutations('abc',2)), list(I.permutations('abc')), list(I.combinations_with_replacement('abc',2)), list(I.product('ab','cd',repeat=1)), list(I.product('ab',repeat=2)))
print(list(I.combinations('ab',3)),list(I.combinations('ab',0)),list(I.permutations('ab',0)),list(I.permutations('ab',3)),list(I.combinations_with_replacement('',0)),list(I.combinations_with_replacement('',1)),list(I.combinations_with_replacement('a',0)), list(I.permutations('')))
print(list(I.islice(range(10),2,None,3)), list(I.islice(range(10),2,8,4)), list(I.islice(range(10),8,2)))
it=iter(range(10)); print(list(I.islice(it,3,1)), list(it))
it=iter(range(10)); print(list(I.islice(it,1,4,5)), list(it))
print([(k,list(g)) for k,g in I.groupby('aabbc')], [(k,list(g)) for k,g in I.groupby([1,-1,2],abs)])
g=I.groupby('aabb'); a=next(g); b=next(g); print(list(a[1]), list(b[1]))
print(list(I.zip_longest('abc','x',fillvalue=0)), list(I.zip_longest()), list(I.zip_longest([])))
c=I.cycle('ab'); print([next(c) for _ in range(5)], list(I.cycle([])))
print(list(I.accumulate([1,2,3],max,initial=2)), list(I.accumulate('abc')))
print(list(I.dropwhile(lambda x:x<3,[1,2,3,1])), list(I.takewhile(lambda x:x<3,[1,2,3,1])), list(I.compress('abcd',[1,0,1])), list(I.starmap(pow,[(2,3),[3,2]])))
print(list(I.chain([1],(2,),{3})), list(I.chain.from_iterable(['ab','c'])), list(I.pairwise('abcd')), list(I.pairwise('a')))
def bad():
    yield 1
    raise KeyError(1)
for f in (lambda g: I.batched(g,3), lambda g: I.islice(g,5), lambda g: I.chain(g,[5]), lambda g: I.cycle(g), lambda g: I.pairwise(g), lambda g: I.zip_longest(g,[1,2,3]), lambda g: I.accumulate(g), lambda g: I.groupby(g), lambda g: I.tee(g)[0], lambda g:I.chain.from_iterable(g)):
    x=f(bad()); out=[]
    for _ in range(5):
        try: out.append(next(x))
        except BaseException as e: out.append(repr(e))
    print([o if not isinstance(o,tuple) or type(o[-1]).__name__!='_grouper' else o[0] for o in out])

for x in I.count(), I.cycle([1]), I.chain([1]), I.islice([1], 1), I.product([1]), I.groupby([1]), I.tee([1])[0]:
    for f in copy.copy, copy.deepcopy:
        try:
            print(type(x).__name__, f.__name__, type(f(x)).__name__)
        except TypeError as error:
            print(type(x).__name__, f.__name__, error)


class Numbers(I.count):
    pass


c = Numbers(3, 2)
c.note = 1
print(c.note, next(c), c)
t = I.tee(range(200))
print([next(t[0]) for _ in range(130)][-1], next(t[1]), sum(t[0]), sum(t[1]), list(copy.copy(t[0])))
