def m(x):
    match x:
        case [*_]: return 'seq'
        case {}: return 'map'
def m2(x):
    match x:
        case {}: return 'map'
        case [*_]: return 'seq'
import collections.abc as c
class M1(c.Mapping, c.Sequence):
    def __getitem__(s,i): return s
    def __len__(s): return 0
    def __iter__(s): return iter(())
class S1(c.Sequence, c.Mapping):
    def __getitem__(s,i): return s
    def __len__(s): return 0
    def __iter__(s): return iter(())
class M2(UserDict, c.Sequence): pass
for k in M1,S1,M2: t(lambda: (m(k()),m2(k())))
for src in ("{'a': 1, 'a': 2}", "{0: _, False: _}", "{0: _, 0.0: _}", "{'a': _, 'b': _, 'a': _}", "{0: _, 0j: _}", "{1.0: _, True: _}", "{b'': _, b'': _}", "{None: _, None: _}"):
    try: compile(f"match x:\n case {src}: pass",'','exec'); print('ok')
    except SyntaxError as e: print(e)
for s in ("case 1: ...", "case x:\n  pass", "f'{a", "f'''{\na\n", "f'''{a\n'''", "f'{a:{b'", "f'''\n{a\n  b", "lazy import a, b\ndef f():\n  lazy import x", "try:\n  lazy import a\nexcept: pass", "class A:\n  lazy import a", "lazy from a import *", "lazy from __future__ import annotations", "def f():\n lazy from a import b", "with a:\n lazy import q", "if 1:\n lazy import q", "'\\e' 1"):
    try: compile(s,'<s>','exec'); print('ok')
    except SyntaxError as e: print(type(e).__name__, e, e.lineno,e.offset,e.end_lineno,e.end_offset)
t(lambda: '{0[{1}]}'.format('abc',4))
t(lambda: '{a!}'.format(a=1)); t(lambda: '{0!x}'.format(1)); t(lambda: '{!r'.format(1)); t(lambda: '{0[}'.format([1])); t(lambda: '{[a]b}'.format({'a':1})); t(lambda: '{0.}'.format(1)); t(lambda: '{0[]}'.format([1]))
import typing
class Outer:
    def f(self,x):
        match x:
            case self.X: return 'a'
t(lambda: typing.TypeAliasType('A', int, qualname='B.A').__qualname__)
def ff():
    type X=int
    return X
t(lambda: (ff().__qualname__, ff().__name__))
A=ff(); 
try: A.__module__='m'; print(A.__module__)
except Exception as e: print(e)
t(lambda: type.__type_params__); t(lambda: int.__type_params__)
from typing import TypeVar, ParamSpec
t(lambda: ParamSpec('P',bound=(int,str)).__bound__); t(lambda: TypeVar('P',bound=(int,str)))
s=sentinel('MISSING'); t(lambda: (s, s.__module__))
try: s.__module__='x'; print(s.__module__)
except Exception as e: print(e)
