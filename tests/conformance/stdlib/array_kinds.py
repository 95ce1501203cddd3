# array: every typecode, what each takes and refuses, slices, buffers, pickles.
import warnings
warnings.simplefilter("ignore", DeprecationWarning)
import array
print(array.typecodes, array.ArrayType is array.array, array.array)
def t(f):
    try: r=f(); print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
for c in array.typecodes:
    a=array.array(c)
    t(lambda: (c,a.itemsize,memoryview(a).format))
    for v in (300,-1,2**70,'x','xx',1.5,None,1j,b'a', 2**32, 70000, -40000, 2**31):
        t(lambda: array.array(c,[v]))
    t(lambda: array.array(c,b'12345678'*2))
    t(lambda: array.array(c,'ab'))
    t(lambda: array.array(c,[1,2,3]) if c not in 'uw' else array.array(c,['a','b']))
print([m for m in dir(array.array)])
print([m for m in dir(array) if m != '__file__'])
a=array.array('i',[1,2,3,4])
t(lambda: array.array())
t(lambda: array.array(1))
t(lambda: array.array('z'))
t(lambda: array.array('i',[1],2))
t(lambda: array.array('i',x=1))
t(lambda: array.array('ii'))
t(lambda: a[10])
t(lambda: a['x'])
def f(): a[10]=1
t(f)
def f(): a['x']=1
t(f)
def f(): a[0]='x'
t(f)
def f(): a[1:2]=[1]
t(f)
def f(): a[::2]=array.array('i',[1])
t(f)
def f(): a[1:2]=array.array('b',[1])
t(f)
def f(): del a['x']
t(f)
def f(): del a[20]
t(f)
t(lambda: a.pop(50)); t(lambda: array.array('i').pop()); t(lambda: a.index(99)); t(lambda: a.remove(99)); t(lambda: a+[1]); t(lambda: a+array.array('b')); t(lambda:a*'x')
def f(): global a; a+=[1]
t(f)
def f(): global a; a+=array.array('b',[1])
t(f)
t(lambda: a.extend(array.array('b',[1]))); t(lambda:a.extend(5)); t(lambda:a.extend([1,'x'])); print(a)
t(lambda: a.fromlist((1,))); t(lambda: a.fromlist([1,'x'])); print(a)
t(lambda: a.frombytes('abc'));t(lambda: a.frombytes(b'abc'));t(lambda:a.fromunicode('x'));t(lambda:a.tounicode())
m=memoryview(a)
t(lambda:a.append(1)); t(lambda:a.pop()); t(lambda:a.extend([1])); t(lambda:a.clear()); t(lambda:a.insert(0,1))
def f(): del a[0]
t(f)
def f(): del a[0:0]
t(f)
def f(): a[0:1]=array.array('i',[9])
t(f)
def f(): a[0:1]=array.array('i',[9,9])
t(f)
m.release()
t(lambda:a.__reduce_ex__(2)); t(lambda:a.__reduce_ex__(3)); t(lambda:a.__reduce_ex__(4))
t(lambda:a.index(2,1,3)); t(lambda: a.index(1,2)); 
t(lambda: array.array('w',[1])); t(lambda: array.array('u',[1])); t(lambda: array.array('w','abc').tounicode()); t(lambda: array.array('w','abc')); t(lambda:array.array('w',array.array('u','a')));t(lambda:array.array('b',array.array('u','a')))
t(lambda:array.array('w',array.array('i',[1])))
t(lambda: array.array('w','ab')<array.array('w','b')); t(lambda: a<3); t(lambda:a==3); t(lambda: hash(a))
t(lambda: iter(a).__reduce__()); it=iter(a); list(it); t(lambda: it.__reduce__())
t(lambda: array._array_reconstructor(array.array,'i',2,b'abcd'))
t(lambda: array._array_reconstructor(array.array,'i',2,b'abcde'))
t(lambda: array._array_reconstructor(int,'i',2,b'abcde'))
t(lambda: array._array_reconstructor(array.array,'i',99,b'abcde'))
class S(array.array): pass
s=S('i',[1]); s.x=1; t(lambda:s); t(lambda:s.__reduce_ex__(4)); t(lambda: s+s); t(lambda:s[:]); t(lambda: s*2)
import copy; t(lambda: copy.copy(s)); t(lambda: copy.deepcopy(a))
t(lambda: a.__sizeof__()-a.__sizeof__()); t(lambda: array.array('f',[1.1,float('nan')])); t(lambda: a.byteswap()); print(a)
t(lambda: array.array('f',[1e300])); t(lambda: a.insert('x',1)); t(lambda: a.insert(-1,1)); print(a); print(a.count(1), 1 in a, 'x' in a)
t(lambda: a.buffer_info()[1]); t(lambda: array.array('d').fromfile(1,2)); import io
t(lambda: a.fromfile(io.BytesIO(b'1'*6),2)); print(a); t(lambda:a.fromfile(io.BytesIO(b''),-1)); o=io.BytesIO(); t(lambda:a.tofile(o)); print(o.getvalue())
t(lambda: array.array[int]); t(lambda: array.array('B',a)); t(lambda:a.typecode); 
t(lambda: memoryview(a).tolist()); t(lambda: bytes(a)[:4]); t(lambda: array.array('q',range(5))[::-2])
t(lambda: array.array('w','aé\U0001f600')); t(lambda: array.array('i', b'abc'));t(lambda: array.array('i', bytearray(b'abcd')));t(lambda: array.array('i',5))
t(lambda:a.byteswap(1)); t(lambda: a.append()); t(lambda:a.tobytes()[:4]); t(lambda: a*0); t(lambda: -1*a); t(lambda: a.reverse()); print(a)
t(lambda: array.array('e',[1.5,65504.0])); t(lambda: array.array('e',[1e6]));

import pickle
for c in array.typecodes:
    b = array.array(c, 'ab' if c in 'uw' else [1, 2])
    print(c, all(pickle.loads(pickle.dumps(b, p)) == b for p in range(6)), copy.copy(b) == b, b[::-1], b * 2 > b, len(memoryview(b)))
for code in range(28):
    t(lambda: array._array_reconstructor(array.array, 'd', code, bytes(range(48, 64))))
m = memoryview(array.array('i', range(6)))
print(m.cast('B')[:5].tolist(), m.cast('B').cast('i', [2, 3]).tolist(), m[1:3].tolist(), m.format, m.itemsize, m.nbytes)
m[2] = -7
print(m.obj)
import collections.abc
print(isinstance(m.obj, collections.abc.MutableSequence))
match m.obj:
    case [0, 1, *rest]:
        print(rest)
