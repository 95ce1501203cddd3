import typing, types
A=typing.Annotated[int,{}]; B=typing.Annotated[str,[]]
print(A|None, A|B|int, (A|B)==(B|A), (A|int)==(int|A), (A|int)==(A|str), (A|A|int))
for f in (lambda: hash(A|int), lambda: hash(A|B), lambda: int|5, lambda: (int|str)|5, lambda: 5|(int|str), lambda: int|"x", lambda: "x"|(int|str), lambda: (int|str)|"a b", lambda: isinstance(1, A|int), lambda: typing.Union[int, 5], lambda: typing.Union["x", int], lambda: typing.Union[int], lambda: (int|None)|None, lambda: None|int, lambda: int|list[int]|typing.Callable[[int],str], lambda: int|str["x"], lambda: (list[int]|int)[str], lambda: typing.Union[()], lambda: isinstance(1, int|list[int]), lambda: issubclass(int, int|None), lambda: int|typing.Any, lambda: (int|str).__args__, lambda: type(int|str), lambda: int|1.5):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
class G(types.GenericAlias):
    def __repr__(self): return 'G!'
g=G(list,(int,))
print(g|int, g==G(list,int), g==list[int], hash(g)==hash(list[int]), g.__reduce__(), isinstance(g, types.GenericAlias), g.append)
g.foo=3; print(g.foo) if 0 else None
from collections.abc import Callable
T = typing.TypeVar('T'); P = typing.ParamSpec('P')
print(Callable[[], bool], Callable[[int], str], Callable[[int, T], str], Callable[P, T][[int], str], Callable[[int, T], str][bytes])
print(Callable[typing.Concatenate[int, P], T][[str], int])
class H(types.GenericAlias):
    __slots__ = ()
    def __getitem__(self, i): return 'item'
    def __call__(self): return 'called'
h = H(list, int)
print(type(h), h, h[1], h())
