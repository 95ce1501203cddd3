import types
class S(set): pass
try: print(hash(S()))
except TypeError as e: print(e)
print(S.__hash__)
class S2(set):
    __slots__=('x','y','__dict__')
print(S2.__hash__)
class L(list): pass
class D(dict): pass
class BA(bytearray): pass
print(L.__hash__, D.__hash__, BA.__hash__)
for c in (L,D,BA,S,S2):
    try: print(hash(c()))
    except TypeError as e: print(e)
    print('__hash__' in c.__dict__)
print((-0.0)**-float('inf'), pow(0.0,-float('inf')))
try: print(0.0**-1)
except ZeroDivisionError as e: print(e)
import operator
class I(int):
    def __index__(self): return 8
print(operator.index(I(7)), hex(I(7)), [0]*I(2), 'abcdefghijk'[I(3)], range(I(5)))
import warnings; warnings.simplefilter('always')
class J:
    def __int__(self): return I(3)
    def __index__(self): return I(4)
    __trunc__=None
try:
    print(type(int(J())), type(operator.index(J())))
except Exception as e: print(e)
class K:
    def __float__(self): return F(3)
class F(float): pass
print(type(float(K())))
print(type({1:2}.keys() & frozenset([1])), type(frozenset([1])&{1:2}.keys()), type({1:2}.keys()|frozenset([1])), type({1:2}.keys()^frozenset([1])), type({1:2}.keys()-frozenset([1])))
print(str.maketrans(frozendict({'a':'b'})))
class PF: pass
def f():
    class QF: pass
    for fmt in ('%x','%d','%c','%f','%o'):
        for v in (PF(),QF(),3.5):
            try: print(fmt % v)
            except Exception as e: print(type(e),e)
            try: print(fmt.encode() % v)
            except Exception as e: print(type(e),e)
f()
for fmt in ("abc %'", "%", "abc %", "%(a", "%z", "%5", "%d%", "%.", "% ", "%\x00", "%é", '%%%'):
    try: print(fmt % (1,))
    except Exception as e: print(type(e),e)
    try: print(fmt.encode('latin1') % (1,))
    except Exception as e: print(type(e),e)
try: int('0', base=2**234)
except ValueError as e: print(e)
print(int(memoryview(b'12')), float(memoryview(b'12.5')))
class BB(bytearray): pass
print(int(BB(b'12')), float(BB(b'12.5')), int(b'12',16), int(BB(b'12'),16))
try: float(b'123\xa0')
except ValueError as e: print(e)
