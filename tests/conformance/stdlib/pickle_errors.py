"""What pickling and unpickling refuse, and the hooks of picklers."""

import pickle, io, sys
def t(label, f):
    try: r = f(); print(label, 'ok', repr(r)[:200])
    except BaseException as e: print(label, type(e).__module__, type(e).__name__, e, getattr(e,'__notes__',None), repr(e.__cause__))
class C: pass
class D:
    def __reduce__(self): return 5
class E:
    def __reduce__(self): return (1,2,3,4,5,6,7)
class F:
    def __reduce__(self): return (5, ())
class G:
    def __reduce__(self): return (C, [])
class H:
    def __reduce__(self): return 'nosuch'
class I:
    def __reduce__(self): return (C, (), None, 5)
class J:
    def __reduce__(self): return (C, (), None, None, 5)
class K:
    __reduce_ex__ = 5
class L:
    class Inner:
        def m(self): pass
import re
R = lambda s: re.sub(r'0x[0-9a-f]+','0x',s)
_p = print
def print(*a): _p(*[R(str(x)) for x in a])
for c in (D,E,F,G,H,I,J,K): t(c.__name__, lambda: pickle.dumps(c()))
t('lambda', lambda: pickle.dumps(lambda: 1)); t('list', lambda: pickle.dumps([1, [lambda: 1]])); t('dict', lambda: pickle.dumps({'a': lambda: 1})); t('dictk', lambda: pickle.dumps({(1,): {2: t}, 'x': (i for i in ())}))
t('tuple', lambda: pickle.dumps((1,2,3,sys._getframe()))); t('set', lambda: pickle.dumps({sys})); t('fset', lambda: pickle.dumps(frozenset({sys}))); t('mod', lambda: pickle.dumps(sys)); t('gen', lambda: pickle.dumps((i for i in ())))
c = C(); c.x = lambda: 1; t('inst', lambda: pickle.dumps(c)); 
def local():
    class X: pass
    def f(): pass
    return X, f, X()
for x in local(): t('local', lambda: pickle.dumps(x))
t('proto', lambda: pickle.dumps(1, 6)); t('proto', lambda: pickle.dumps(1, -1)); t('proto', lambda: pickle.dumps(1, None)); t('dump', lambda: pickle.dump(1, 5)); t('load', lambda: pickle.load(5)); t('loads', lambda: pickle.loads('a')); t('loads', lambda: pickle.loads(5)); t('kw', lambda: pickle.dumps(1, buffer_callback=print, protocol=4))
for b in (b'', b'\x80', b'\x80\x06.', b'\x80\x05', b'K', b'K\x01', b'.', b'\xff', b'a', b'(.', b'I', b'I1', b'Ix\n.', b'U\x05ab', b'cnosuch\nx\n.', b'csys\nnosuch\n.', b'h\x00.', b'g0\n.', b'gx\n.', b')R.', b'N)R.', b'Na.', b'(Na.', b'Ns.', b'\x80\x04\x95\x05\0\0\0\0\0\0\0K.', b'\x80\x04NN\x93.', b'\x82\x01.', b'\x82\x00.', b'0.', b'1.', b't.', b'Ppid\n.', b'NQ.', b'NNb.', b'S\'a\n.', b'Sa\n.', b'S\'a\'\n.', b'Va\\u0041\n.', b'L5L\n.', b'Lx\n.', b'\x8a\xff', b'\x8b\xff\xff\xff\xff.', b'X\xff\xff\xff\xff', b'q\x00.', b'N\x94.', b'N\x85.', b'\x85.', b'N]s.', b'N(NN.', b'(NNe.', b'(Nd.', b'}(Nu.', b'N\x81.', b'N)\x81.', b'N)}\x92.', b'\x97.', b'N\x98.', b'N2.', b'I01\n.', b'I00\n.', b'K\x01K\x02.', b'NK\x01\x86.x', b'(cbuiltins\nint\no.', b'(S\'5\'\nibuiltins\nint\n.', b'\x8f(K\x01\x90.', b'(K\x01\x91.', b'T\x01\0\0\0a.', b'G\0\0\0\0\0\0\0\0.', b'F1.5\n.', b'\x84\xff\xff\xff\xff.', b'\x84\0\0\0\0.', b'r\x00\0\0\0.',b'\x96\x01\0\0\0\0\0\0\0a.', b'p0\n.',b'Np-1\n.', b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff.', b'cbuiltins\n', b'cbuiltins.x\nint.y\n.'):
    t(b, lambda: pickle.loads(b))
t('missing init', lambda: pickle.Pickler.__new__(pickle.Pickler).dump(1)); t('missing init', lambda: pickle.Unpickler.__new__(pickle.Unpickler).load())
class P(pickle.Pickler):
    def persistent_id(self, o): return 'pid' if o is C else (1,'\xe9') if o is D else None
    def reducer_override(self, o):
        if o is E: return (int, ())
        if isinstance(o, H): return 5
        return NotImplemented
for pr in range(6):
    for o in (C, [C, 1, D], E, [E, E], H()):
        f = io.BytesIO(); t('P', lambda: (P(f, pr).dump(o), f.getvalue()))
class U(pickle.Unpickler):
    def persistent_load(self, p): return ('loaded', p)
    def find_class(self, m, n): return (m, n)
t('U', lambda: U(io.BytesIO(b'\x80\x04\x8c\x03pidQ.')).load()); t('U', lambda: U(io.BytesIO(b'Pabc\n.')).load()); t('U', lambda: U(io.BytesIO(b'cx\ny\n.')).load())
for n in 'Pickler Unpickler dump dumps load loads'.split():
    import inspect
    try: print(n, inspect.signature(getattr(pickle,n)))
    except ValueError as e: print(n, e)
print(pickle.Pickler.__module__, pickle.PickleError.__module__, pickle.__all__[:10])
p = pickle.Pickler(io.BytesIO()); t('memo', lambda: p.memo); x=['a']; p.dump(x); t('memo', lambda: sorted(p.memo.copy().values(), key=str)); p.clear_memo(); t('memo', lambda: p.memo.copy()); t('attrs', lambda: (p.bin, p.fast)); 
u = pickle.Unpickler(io.BytesIO(pickle.dumps(['a']))); u.load(); t('umemo', lambda: u.memo.copy())
t('buf', lambda: pickle.dumps(pickle.PickleBuffer(b'abc'), 5)); t('buf', lambda: pickle.dumps(pickle.PickleBuffer(bytearray(b'abc')), 5)); t('buf4', lambda: pickle.dumps(pickle.PickleBuffer(b'abc'), 4))
L2=[]; t('oob', lambda: (pickle.dumps([pickle.PickleBuffer(b'abc')], 5, buffer_callback=L2.append), L2)); t('oob', lambda: pickle.loads(pickle.dumps([pickle.PickleBuffer(bytearray(b'abc'))], 5, buffer_callback=L2.append), buffers=[bytearray(b'zzz')]))
t('pb', lambda: bytes(pickle.PickleBuffer(b'abc').raw()))
