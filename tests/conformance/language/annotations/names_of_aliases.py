def f():
    type X=int
    type Y[T]=T
    class C:
        type Z[T]=T
        type W=int
    return X,Y,C.Z,C.W
for a in f(): print(a.__qualname__, a.evaluate_value.__qualname__, a)
type A=int
print(A.__qualname__, A.evaluate_value.__qualname__)
import typing,pickle
B=typing.TypeAliasType('B',int); print(B.__qualname__, B.__module__, typing.TypeAliasType('B',int,qualname='X.B'))
for bad in (3,None):
    try: print(typing.TypeAliasType('B',int,qualname=bad).__qualname__)
    except TypeError as e: print(e)
print(B.__reduce__())
try: B.__module__='q'; print(B.__module__)
except Exception as e: print(e)
print(type.__type_params__)
try: print(type.__annotations__)
except AttributeError as e: print(e)
print(typing.get_type_hints(type), typing.get_type_hints(int))
s=sentinel('M'); s.__module__='x'; print(s.__module__)
from typing import *
P=ParamSpec('P',bound=(int,str)); print(P.__bound__)
