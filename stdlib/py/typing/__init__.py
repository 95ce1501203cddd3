"""Types for annotations.

Owns the names for the abstract classes, the protocols of conversion, the
decorators; the machinery stands in `_forms`, `_protocol`, `_records` and `_hints`.
Leaves type parameters, Generic and Union to `_typing`.
"""

import collections
import collections.abc
import functools
import sys
import types
from abc import abstractmethod
from types import GenericAlias

import annotationlib
from _typing import (Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs,
                     TypeAliasType, TypeVar, TypeVarTuple, Union)
from typing._forms import (
    Annotated, Any, ClassVar, Concatenate, Final, Literal, LiteralString, Never, NoReturn,
    NotRequired, Optional, ReadOnly, Required, Self, TypeAlias, TypeForm, TypeGuard, TypeIs,
    Unpack, _AnnotatedAlias, _BaseGenericAlias, _CallableGenericAlias, _CallableType,
    _collect_type_parameters, _ConcatenateGenericAlias, _Final, _generic_class_getitem,
    _generic_init_subclass, _GenericAlias, _is_param_expr, _LiteralGenericAlias,
    _make_forward_ref, _paramspec_prepare_subst, _paramspec_subst, _SpecialForm,
    _SpecialGenericAlias, _tp_cache, _TupleType, _type_check, _type_convert, _type_repr,
    _typevar_subst, _typevartuple_prepare_subst, _UnpackGenericAlias, _cleanups)
from typing._hints import (
    _deprecation_warning_for_no_type_params_passed, _eval_type, _strip_annotations,
    evaluate_forward_ref, get_args, get_origin, get_type_hints)
from typing._protocol import (
    Protocol, _get_protocol_attrs, _proto_hook, _ProtocolMeta, get_protocol_members,
    is_protocol, runtime_checkable)
from typing._records import (NamedTuple, NamedTupleMeta, NewType, NoExtraItems, TypedDict,
                             _caller, _NamedTuple, _TypedDictMeta, is_typeddict)

__all__ = [
    'AbstractSet', 'Annotated', 'Any', 'AnyStr', 'AsyncContextManager', 'AsyncGenerator',
    'AsyncIterable', 'AsyncIterator', 'Awaitable', 'BinaryIO', 'Callable', 'ChainMap',
    'ClassVar', 'Collection', 'Concatenate', 'Container', 'ContextManager', 'Coroutine',
    'Counter', 'DefaultDict', 'Deque', 'Dict', 'Final', 'ForwardRef', 'FrozenSet', 'Generator',
    'Generic', 'Hashable', 'IO', 'ItemsView', 'Iterable', 'Iterator', 'KeysView', 'List',
    'Literal', 'LiteralString', 'Mapping', 'MappingView', 'Match', 'MutableMapping',
    'MutableSequence', 'MutableSet', 'NamedTuple', 'Never', 'NewType', 'NoDefault',
    'NoExtraItems', 'NoReturn', 'NotRequired', 'Optional', 'OrderedDict', 'ParamSpec',
    'ParamSpecArgs', 'ParamSpecKwargs', 'Pattern', 'Protocol', 'ReadOnly', 'Required',
    'Reversible', 'Self', 'Sequence', 'Set', 'Sized', 'SupportsAbs', 'SupportsBytes',
    'SupportsComplex', 'SupportsFloat', 'SupportsIndex', 'SupportsInt', 'SupportsRound',
    'TYPE_CHECKING', 'Text', 'TextIO', 'Tuple', 'Type', 'TypeAlias', 'TypeAliasType',
    'TypeForm', 'TypeGuard', 'TypeIs', 'TypeVar', 'TypeVarTuple', 'TypedDict', 'Union',
    'Unpack', 'ValuesView', 'assert_never', 'assert_type', 'cast', 'clear_overloads',
    'dataclass_transform', 'disjoint_base', 'evaluate_forward_ref', 'final', 'get_args',
    'get_origin', 'get_overloads', 'get_protocol_members', 'get_type_hints', 'is_protocol',
    'is_typeddict', 'no_type_check', 'overload', 'override', 'reveal_type',
    'runtime_checkable']

TYPE_CHECKING = False
Text = str

# Left for who imports them by name; not to be used.
T = TypeVar('T')
KT = TypeVar('KT')
VT = TypeVar('VT')
T_co = TypeVar('T_co', covariant=True)
V_co = TypeVar('V_co', covariant=True)
VT_co = TypeVar('VT_co', covariant=True)
T_contra = TypeVar('T_contra', contravariant=True)
CT_co = TypeVar('CT_co', covariant=True, bound=type)
AnyStr = TypeVar('AnyStr', bytes, str)

# ---- names for the classes of containers ------------------------------------

_alias = _SpecialGenericAlias

Hashable = _alias(collections.abc.Hashable, 0)
Sized = _alias(collections.abc.Sized, 0)
Awaitable = _alias(collections.abc.Awaitable, 1)
Coroutine = _alias(collections.abc.Coroutine, 3)
AsyncIterable = _alias(collections.abc.AsyncIterable, 1)
AsyncIterator = _alias(collections.abc.AsyncIterator, 1)
Iterable = _alias(collections.abc.Iterable, 1)
Iterator = _alias(collections.abc.Iterator, 1)
Reversible = _alias(collections.abc.Reversible, 1)
Container = _alias(collections.abc.Container, 1)
Collection = _alias(collections.abc.Collection, 1)
Callable = _CallableType(collections.abc.Callable, 2)
Callable.__doc__ = "Deprecated alias to collections.abc.Callable: Callable[[parameters], result]."
AbstractSet = _alias(collections.abc.Set, 1, name='AbstractSet')
MutableSet = _alias(collections.abc.MutableSet, 1)
Mapping = _alias(collections.abc.Mapping, 2)
MutableMapping = _alias(collections.abc.MutableMapping, 2)
Sequence = _alias(collections.abc.Sequence, 1)
MutableSequence = _alias(collections.abc.MutableSequence, 1)
Tuple = _TupleType(tuple, -1, inst=False, name='Tuple')
Tuple.__doc__ = "Deprecated alias to builtins.tuple: Tuple[X, Y], or Tuple[X, ...] of any length."
List = _alias(list, 1, inst=False, name='List')
Deque = _alias(collections.deque, 1, name='Deque')
Set = _alias(set, 1, inst=False, name='Set')
FrozenSet = _alias(frozenset, 1, inst=False, name='FrozenSet')
MappingView = _alias(collections.abc.MappingView, 1)
KeysView = _alias(collections.abc.KeysView, 1)
ItemsView = _alias(collections.abc.ItemsView, 2)
ValuesView = _alias(collections.abc.ValuesView, 1)
Dict = _alias(dict, 2, inst=False, name='Dict')
DefaultDict = _alias(collections.defaultdict, 2, name='DefaultDict')
OrderedDict = _alias(collections.OrderedDict, 2)
Counter = _alias(collections.Counter, 1)
ChainMap = _alias(collections.ChainMap, 2)
Generator = _alias(collections.abc.Generator, 3, defaults=(types.NoneType, types.NoneType))
AsyncGenerator = _alias(collections.abc.AsyncGenerator, 2, defaults=(types.NoneType,))
Type = _alias(type, 1, inst=False, name='Type')


def __getattr__(attr):
    # What would import something that few need.
    if attr == 'ForwardRef':
        obj = annotationlib.ForwardRef
    elif attr in {'Pattern', 'Match'}:
        import re
        obj = _alias(getattr(re, attr), 1)
    elif attr in {'ContextManager', 'AsyncContextManager'}:
        import contextlib
        obj = _alias(getattr(contextlib, f'Abstract{attr}'), 2, name=attr,
                     defaults=(bool | None,))
    elif attr == 'ByteString':
        from typing._deprecated import ByteString as obj
    elif attr == '_UnionGenericAlias':
        from typing._deprecated import _UnionGenericAlias as obj
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {attr!r}")
    globals()[attr] = obj
    return obj


# ---- what can be converted --------------------------------------------------

@runtime_checkable
class SupportsInt(Protocol):
    """Has __int__."""

    __slots__ = ()

    @abstractmethod
    def __int__(self) -> int:
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    """Has __float__."""

    __slots__ = ()

    @abstractmethod
    def __float__(self) -> float:
        pass


@runtime_checkable
class SupportsComplex(Protocol):
    """Has __complex__."""

    __slots__ = ()

    @abstractmethod
    def __complex__(self) -> complex:
        pass


@runtime_checkable
class SupportsBytes(Protocol):
    """Has __bytes__."""

    __slots__ = ()

    @abstractmethod
    def __bytes__(self) -> bytes:
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    """Has __index__."""

    __slots__ = ()

    @abstractmethod
    def __index__(self) -> int:
        pass


@runtime_checkable
class SupportsAbs[T](Protocol):
    """Has __abs__."""

    __slots__ = ()

    @abstractmethod
    def __abs__(self) -> T:
        pass


@runtime_checkable
class SupportsRound[T](Protocol):
    """Has __round__."""

    __slots__ = ()

    @abstractmethod
    def __round__(self, ndigits: int = 0) -> T:
        pass


# ---- files ------------------------------------------------------------------

class IO(Generic[AnyStr]):
    """What open() returns, as far as annotations go."""

    __slots__ = ()

    @property
    @abstractmethod
    def mode(self) -> str:
        pass

    @property
    @abstractmethod
    def name(self) -> str:
        pass

    @abstractmethod
    def close(self) -> None:
        pass

    @property
    @abstractmethod
    def closed(self) -> bool:
        pass

    @abstractmethod
    def fileno(self) -> int:
        pass

    @abstractmethod
    def flush(self) -> None:
        pass

    @abstractmethod
    def isatty(self) -> bool:
        pass

    @abstractmethod
    def read(self, n: int = -1, /) -> AnyStr:
        pass

    @abstractmethod
    def readable(self) -> bool:
        pass

    @abstractmethod
    def readline(self, limit: int = -1, /) -> AnyStr:
        pass

    @abstractmethod
    def readlines(self, hint: int = -1, /) -> list[AnyStr]:
        pass

    @abstractmethod
    def seek(self, offset: int, whence: int = 0, /) -> int:
        pass

    @abstractmethod
    def seekable(self) -> bool:
        pass

    @abstractmethod
    def tell(self) -> int:
        pass

    @abstractmethod
    def truncate(self, size: int | None = None, /) -> int:
        pass

    @abstractmethod
    def writable(self) -> bool:
        pass

    @abstractmethod
    def write(self, s: AnyStr, /) -> int:
        pass

    @abstractmethod
    def writelines(self, lines: list[AnyStr], /) -> None:
        pass

    @abstractmethod
    def __enter__(self) -> IO[AnyStr]:
        pass

    @abstractmethod
    def __exit__(self, type, value, traceback, /) -> None:
        pass


class BinaryIO(IO[bytes]):
    """A file opened in binary mode."""

    __slots__ = ()

    @abstractmethod
    def write(self, s: bytes | bytearray, /) -> int:
        pass

    @abstractmethod
    def __enter__(self) -> BinaryIO:
        pass


class TextIO(IO[str]):
    """A file opened in text mode."""

    __slots__ = ()

    @property
    @abstractmethod
    def buffer(self) -> BinaryIO:
        pass

    @property
    @abstractmethod
    def encoding(self) -> str:
        pass

    @property
    @abstractmethod
    def errors(self) -> str | None:
        pass

    @property
    @abstractmethod
    def line_buffering(self) -> bool:
        pass

    @property
    @abstractmethod
    def newlines(self) -> Any:
        pass

    @abstractmethod
    def __enter__(self) -> TextIO:
        pass


# ---- for type checkers ------------------------------------------------------

def cast(typ, val):
    """val, which a type checker shall take to be a typ."""
    return val


def assert_type(val, typ, /):
    """val, of which a type checker shall confirm the type."""
    return val


def assert_never(arg: Never, /) -> Never:
    """Never to be reached; raises AssertionError."""
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + '...'
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type[T](obj: T, /) -> T:
    """obj, whose type is printed (by a type checker: the type that it infers)."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def no_type_check(arg):
    """Decorator: the annotations of a function, or of all in a class, are no types."""
    if isinstance(arg, type):
        for key in dir(arg):
            obj = getattr(arg, key)
            if (not hasattr(obj, '__qualname__')
                    or obj.__qualname__ != f'{arg.__qualname__}.{obj.__name__}'
                    or getattr(obj, '__module__', None) != arg.__module__):
                continue    # it is only known here, not defined
            if isinstance(obj, types.FunctionType):
                obj.__no_type_check__ = True
            if isinstance(obj, types.MethodType):
                obj.__func__.__no_type_check__ = True
            if isinstance(obj, type):
                no_type_check(obj)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. "
        "A series of @overload-decorated functions "
        "outside a stub module should always be followed "
        "by an implementation that is not @overload-ed.")


# module -> qualified name -> line -> function
_overload_registry = collections.defaultdict(functools.partial(collections.defaultdict, dict))


def overload(func):
    """Decorator: one of several signatures of a function that is defined below."""
    f = getattr(func, "__func__", func)
    try:
        _overload_registry[f.__module__][f.__qualname__][f.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy


def get_overloads(func):
    """The signatures that overload() has noted for a function."""
    f = getattr(func, "__func__", func)
    if f.__module__ not in _overload_registry:
        return []
    functions = _overload_registry[f.__module__]
    return list(functions[f.__qualname__].values()) if f.__qualname__ in functions else []


def clear_overloads():
    """Forget what overload() has noted."""
    _overload_registry.clear()


def _mark(obj, name):
    try:
        setattr(obj, name, True)
    except (AttributeError, TypeError):
        pass    # a builtin, or it has slots
    return obj


def final(f):
    """Decorator: not to be overridden or derived from."""
    return _mark(f, '__final__')


def override[F: types.FunctionType](method: F, /) -> F:
    """Decorator: overrides a method of a base class."""
    return _mark(method, '__override__')


def disjoint_base(cls):
    """Class decorator: has no common subclass with other such classes."""
    cls.__disjoint_base__ = True
    return cls


def dataclass_transform(*, eq_default: bool = True, order_default: bool = False,
                        kw_only_default: bool = False, frozen_default: bool = False,
                        field_specifiers: tuple[type[Any] | Callable[..., Any], ...] = (),
                        **kwargs: Any):
    """Decorator: what it decorates makes classes like dataclasses."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default,
            "order_default": order_default,
            "kw_only_default": kw_only_default,
            "frozen_default": frozen_default,
            "field_specifiers": field_specifiers,
            "kwargs": kwargs,
        }
        return cls_or_fn

    return decorator
