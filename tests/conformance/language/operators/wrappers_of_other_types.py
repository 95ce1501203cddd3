class T(tuple):
    def __eq__(s,o): print('eq'); return True
t=T((1,))
print(t==[1], [1]==t, t!=[1], [1]!=t)
class U(tuple):
    __ne__=object.__ne__
    def __eq__(s,o): print('eq'); return True
t=U((1,))
print(t==[1], [1]==t, t!=[1], [1]!=t)
class V(int):
    __lt__=object.__lt__
    def __gt__(s,o): print('gt'); return True
print(V(1)>2, V(3)<4, V(1)==1)
class W(list):
    __add__=list.__mul__
try: print(W([1])+2)
except TypeError as e: print(e)
class X(dict):
    __len__=list.__len__
    __setitem__=list.__setitem__
try: print(len(X()))
except TypeError as e: print(e)
x=X()
try: x[1]=2
except TypeError as e: print(e)
try: del x[1]
except Exception as e: print(repr(e))
class Y(int):
    __add__=int.__sub__
    __radd__=int.__rsub__
print(Y(5)+2, 10+Y(3))
class Z(int):
    __sub__=int.__add__
print(Z(5)-2, 10-Z(3))
