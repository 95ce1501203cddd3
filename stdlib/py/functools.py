"""Functions that act on functions.

Owns the decorators: wraps, total_ordering, lru_cache's front, partialmethod,
single dispatch, cached_property.
Invariant: a decorated function carries `__wrapped__`.
Leaves partial, reduce, cmp_to_key and the cache itself to `_functools`.
"""

from abc import get_cache_token
from _functools import (Placeholder, _lru_cache_wrapper, cmp_to_key, partial, reduce)
from collections import namedtuple
from reprlib import recursive_repr
from types import FunctionType, GenericAlias, MethodType

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES',
           'total_ordering', 'cache', 'cmp_to_key', 'lru_cache', 'reduce',
           'partial', 'partialmethod', 'singledispatch', 'singledispatchmethod',
           'cached_property', 'Placeholder']

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__',
                       '__annotate__', '__type_params__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make wrapper look like the function it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    # Last: wrapped's own __dict__ may have brought its __wrapped__ along.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator form of update_wrapper(): @wraps(f) above the wrapper of f."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# ---- total_ordering ---------------------------------------------------------

def _derived(name, root, negate, case):
    # The comparison `name` made from the method `root`: its answer, negated or not,
    # then joined with equality where the two differ on equals.
    if case == 'or equal':
        def method(self, other):
            answer = getattr(type(self), root)(self, other)
            if answer is NotImplemented:
                return answer
            return bool(answer) is not negate or self == other
    elif case == 'and unequal':
        def method(self, other):
            answer = getattr(type(self), root)(self, other)
            if answer is NotImplemented:
                return answer
            return bool(answer) is not negate and self != other
    else:
        def method(self, other):
            answer = getattr(type(self), root)(self, other)
            if answer is NotImplemented:
                return answer
            return not answer
    method.__name__ = name
    # Pickle finds the method by this name, in this module.
    method.__qualname__ = f"_{name.strip('_')}_from_{root.strip('_')}"
    method.__doc__ = f"Made from {root} by total_ordering."
    globals()[method.__qualname__] = method
    return method


_ORDERINGS = {
    '__lt__': (('__gt__', True, 'and unequal'), ('__le__', False, 'or equal'), ('__ge__', True, '')),
    '__le__': (('__ge__', True, 'or equal'), ('__lt__', False, 'and unequal'), ('__gt__', True, '')),
    '__gt__': (('__lt__', True, 'and unequal'), ('__ge__', False, 'or equal'), ('__le__', True, '')),
    '__ge__': (('__le__', True, 'or equal'), ('__gt__', False, 'and unequal'), ('__lt__', True, '')),
}

_convert = {
    root: [(name, _derived(name, root, negate, case)) for name, negate, case in row]
    for root, row in _ORDERINGS.items()
}


def total_ordering(cls):
    """Class decorator: derive the missing comparisons from __eq__ and one of the others."""
    roots = {op for op in _convert
             if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    for root in ('__lt__', '__le__', '__gt__', '__ge__'):
        if root in roots:
            break
    for name, method in _convert[root]:
        if name not in roots:
            setattr(cls, name, method)
    return cls


# ---- partialmethod ----------------------------------------------------------

class partialmethod:
    """A method with some of its arguments given: partial() for class bodies."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and getattr(func, '__get__', None) is None:
            raise TypeError(f"the first argument {func!r} must be a callable or a descriptor")
        if args and args[-1] is Placeholder:
            raise TypeError("trailing Placeholders are not allowed")
        for value in keywords.values():
            if value is Placeholder:
                raise TypeError("Placeholder cannot be passed as a keyword argument")
        if isinstance(func, partialmethod):
            # One level instead of two; what fills the inner places comes first.
            args = _fill_places(func.args, args)
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords
        self._phcount = sum(1 for arg in args if arg is Placeholder)

    @recursive_repr()
    def __repr__(self):
        cls = type(self)
        pieces = [repr(self.func), *map(repr, self.args),
                  *(f"{key}={value!r}" for key, value in self.keywords.items())]
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(pieces)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            count = self._phcount
            given = self.args
            if count:
                if len(args) < count:
                    raise TypeError("missing positional arguments in 'partialmethod' call; "
                                    f"expected at least {count}, got {len(args)}")
                given = _fill_places(given, args[:count])
                args = args[count:]
            return self.func(cls_or_self, *given, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not isinstance(self.func, partial):
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    __class_getitem__ = classmethod(GenericAlias)


def _fill_places(args, values):
    values = iter(values)
    filled = [next(values, Placeholder) if arg is Placeholder else arg for arg in args]
    filled.extend(values)
    return tuple(filled)


def _unwrap_partial(func):
    while isinstance(func, partial):
        func = func.func
    return func


def _unwrap_partialmethod(func):
    previous = None
    while func is not previous:
        previous = func
        while isinstance(getattr(func, "__partialmethod__", None), partialmethod):
            func = func.__partialmethod__
        while isinstance(func, partialmethod):
            func = getattr(func, 'func')
        func = _unwrap_partial(func)
    return func


# ---- caches -----------------------------------------------------------------

_CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])


def lru_cache(maxsize=128, typed=False):
    """Decorator: remember the results of the latest `maxsize` different calls.

    maxsize None remembers all; typed keeps 3 and 3.0 apart.
    """
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')
    return lambda user_function: _cached(user_function, maxsize, typed)


def _cached(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """Decorator: remember every result; lru_cache(maxsize=None)."""
    return lru_cache(maxsize=None)(user_function)


# ---- single dispatch --------------------------------------------------------

def _c3_merge(sequences):
    result = []
    while True:
        sequences = [sequence for sequence in sequences if sequence]
        if not sequences:
            return result
        for sequence in sequences:
            candidate = sequence[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(candidate)
        for sequence in sequences:
            if sequence[0] == candidate:
                del sequence[0]


def _c3_mro(cls, abcs=None):
    # The C3 order of cls, with the ABCs that it only virtually derives from placed
    # after its explicit abstract bases and before its other bases.
    bases = cls.__bases__
    boundary = 0
    for i in range(len(bases), 0, -1):
        if hasattr(bases[i - 1], '__abstractmethods__'):
            boundary = i
            break
    abcs = list(abcs or ())
    explicit, others = list(bases[:boundary]), list(bases[boundary:])
    virtual = [abc for abc in abcs
               if issubclass(cls, abc) and not any(issubclass(base, abc) for base in bases)]
    for abc in virtual:
        abcs.remove(abc)
    groups = (explicit, virtual, others)
    return _c3_merge([[cls],
                      *(_c3_mro(base, abcs=abcs) for group in groups for base in group),
                      *groups])


def _compose_mro(cls, types):
    bases = set(cls.__mro__)

    def is_related(typ):
        return (typ not in bases and hasattr(typ, '__mro__')
                and not isinstance(typ, GenericAlias) and issubclass(cls, typ))

    types = [typ for typ in types if is_related(typ)]
    # A base of another candidate comes in with that one.
    types = [typ for typ in types
             if not any(typ != other and typ in other.__mro__ for other in types)]
    wanted = set(types)
    mro = []
    for typ in types:
        found = [[c for c in sub.__mro__ if c in wanted]
                 for sub in typ.__subclasses__()
                 if sub not in bases and issubclass(cls, sub)]
        if not found:
            mro.append(typ)
            continue
        found.sort(key=len, reverse=True)
        for chain in found:
            for c in chain:
                if c not in mro:
                    mro.append(c)
    return _c3_mro(cls, abcs=mro)


def _find_impl(cls, registry):
    mro = _compose_mro(cls, registry.keys())
    match = None
    for t in mro:
        if match is not None:
            # Two virtual bases of which neither derives from the other.
            if (t in registry and t not in cls.__mro__ and match not in cls.__mro__
                    and not issubclass(match, t)):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {t}")
            break
        if t in registry:
            match = t
    return registry.get(match)


def _is_union(cls):
    from types import UnionType
    return isinstance(cls, UnionType)


def _is_valid_dispatch_type(cls):
    if isinstance(cls, type):
        return True
    return _is_union(cls) and all(isinstance(arg, type) for arg in cls.__args__)


def _dispatch_type_from_annotations(func, skip):
    from annotationlib import Format, ForwardRef
    from typing import get_type_hints
    hints = get_type_hints(func, format=Format.FORWARDREF)
    code = getattr(getattr(func, '__func__', func), '__code__', None)
    name = None
    if code is not None:
        positional = code.co_varnames[:code.co_argcount][skip:]
        name = positional[0] if positional else None
        if name not in hints:
            return None, None
    else:
        name = next(iter(hints), None)
    return name, hints.get(name)


def singledispatch(func):
    """Decorator: a generic function that picks its body by the type of its first argument."""
    from weakref import WeakKeyDictionary
    from types import MappingProxyType
    registry = {}
    dispatch_cache = WeakKeyDictionary()
    cache_token = None

    def dispatch(cls):
        """The body that serves objects of class cls."""
        nonlocal cache_token
        if cache_token is not None:
            current = get_cache_token()
            if cache_token != current:
                dispatch_cache.clear()
                cache_token = current
        try:
            impl = dispatch_cache[cls]
        except KeyError:
            try:
                impl = registry[cls]
            except KeyError:
                impl = _find_impl(cls, registry)
            dispatch_cache[cls] = impl
        return impl

    def register(cls, func=None, _func_is_method=False):
        """Add a body for cls; as a decorator, cls may come from the annotation."""
        nonlocal cache_token
        if _is_valid_dispatch_type(cls):
            if func is None:
                return lambda f: register(cls, f, _func_is_method)
        else:
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. "
                                f"{cls!r} is not a class or union type.")
            func = cls
            if isinstance(func, (staticmethod, classmethod, FunctionType)) or callable(func):
                annotated = getattr(func, '__annotate__', None) is not None or bool(
                    getattr(func, '__annotations__', {}))
            else:
                annotated = False
            if not annotated:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. "
                                "Use either `@register(some_class)` or plain `@register` "
                                "on an annotated function.")
            cls = _class_from_annotation(func, _func_is_method)
        if _is_union(cls):
            for arg in cls.__args__:
                registry[arg] = func
        else:
            registry[cls] = func
        if cache_token is None and hasattr(cls, '__abstractmethods__'):
            cache_token = get_cache_token()
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, '__name__', 'singledispatch function')
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = dispatch_cache.clear
    update_wrapper(wrapper, func)
    return wrapper


def _class_from_annotation(func, is_method):
    from annotationlib import ForwardRef
    # A method's first parameter is the instance; a staticmethod has none.
    skip = 1 if is_method and not isinstance(func, staticmethod) else 0
    argname, cls = _dispatch_type_from_annotations(func, skip)
    if argname is None or cls is None and argname is None:
        raise TypeError(f"Invalid first argument to `register()`: {func!r} "
                        "is not annotated.")
    if not _is_valid_dispatch_type(cls):
        if _is_union(cls):
            raise TypeError(f"Invalid annotation for {argname!r}. "
                            f"{cls!r} not all arguments are classes.")
        if isinstance(cls, ForwardRef):
            raise TypeError(f"Invalid annotation for {argname!r}. "
                            f"{cls!r} is an unresolved forward reference.")
        raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} is not a class.")
    return cls


class singledispatchmethod:
    """singledispatch for methods: picks by the first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Add a body for cls."""
        return self.dispatcher.register(cls, func=method, _func_is_method=True)

    def __get__(self, obj, cls=None):
        return _singledispatchmethod_get(self, obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    def __repr__(self):
        return f'<single dispatch method descriptor {_name_of(self.func)}>'


def _name_of(func):
    return getattr(func, '__qualname__', getattr(func, '__name__', '?'))


class _singledispatchmethod_get:
    # What an attribute access on a singledispatchmethod yields.
    _passed_on = frozenset({'__name__', '__qualname__', '__isabstractmethod__',
                            '__annotations__', '__type_params__'})

    def __init__(self, unbound, obj, cls):
        self._unbound = unbound
        self._obj = obj
        self._cls = cls
        func = unbound.func
        # Called through the class, a plain method gets its instance as an argument.
        self._position = 1 if obj is None and isinstance(func, FunctionType) else 0
        for name in ('__module__', '__doc__'):
            try:
                setattr(self, name, getattr(func, name))
            except AttributeError:
                pass

    def __repr__(self):
        name = _name_of(self._unbound.func)
        if self._obj is None:
            return f'<single dispatch method {name}>'
        return f'<bound single dispatch method {name} of {self._obj!r}>'

    def __call__(self, /, *args, **kwargs):
        position = self._position
        if not args:
            name = getattr(self._unbound.func, '__name__', 'singledispatchmethod method')
            raise TypeError(f'{name} requires at least 1 positional argument')
        method = self._unbound.dispatcher.dispatch(args[position].__class__)
        if hasattr(method, '__get__'):
            static = isinstance(method, staticmethod)
            method = method.__get__(self._obj, self._cls)
            if position and (static or isinstance(method, MethodType)):
                # The body does not want the instance, or has got the class already.
                args = args[1:]
        return method(*args, **kwargs)

    def __getattr__(self, name):
        if name in self._passed_on:
            return getattr(self._unbound.func, name)
        raise AttributeError

    @property
    def __wrapped__(self):
        return self._unbound.func

    @property
    def register(self):
        return self._unbound.register


# ---- cached_property --------------------------------------------------------

_missing = object()


class cached_property:
    """A property that is computed once and then an ordinary attribute."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError(
                "Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {name!r} property.") from None
        value = cache.get(name, _missing)
        if value is _missing:
            value = self.func(instance)
            try:
                cache[name] = value
            except TypeError:
                raise TypeError(
                    f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                    f"does not support item assignment for caching {name!r} property.") from None
        return value

    __class_getitem__ = classmethod(GenericAlias)
