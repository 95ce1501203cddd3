"""Special forms and generic aliases: what `typing.X` and `typing.X[Y]` are made of.

Owns the checks of type arguments, substitution of type parameters, and every
form that is subscripted.
Invariant: an alias holds __origin__, __args__ and the __parameters__ found in
them; it forwards other attributes to its origin.
"""

import collections
import collections.abc
import copyreg
import operator
import sys
import types
from types import GenericAlias

import annotationlib
from _typing import (Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs,
                     TypeAliasType, TypeVar, TypeVarTuple, Union)

from typing._cache import _cleanups, _deduplicate, _tp_cache, _unpack_args

__name__ = 'typing'

# Set by the modules that define them, which need this one first.
Protocol = _TypedDictMeta = None

_NOT_A_TYPE = "Parameters to generic types must be types."


# ---- checking and comparing arguments ---------------------------------------

def _type_convert(arg, module=None, *, allow_special_forms=False, owner=None):
    # None stands for its type, a string for a forward reference.
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return _make_forward_ref(arg, module=module, is_class=allow_special_forms, owner=owner)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False, owner=None):
    # The argument, converted; TypeError if it cannot be a type.
    invalid = (Generic, Protocol)
    if not allow_special_forms:
        invalid += (ClassVar,)
        if is_argument:
            invalid += (Final,)
    arg = _type_convert(arg, module=module, allow_special_forms=allow_special_forms, owner=owner)
    if isinstance(arg, _GenericAlias) and arg.__origin__ in invalid:
        raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Any, LiteralString, NoReturn, Never, Self, TypeAlias):
        return arg
    if allow_special_forms and arg in (ClassVar, Final):
        return arg
    if isinstance(arg, _SpecialForm) or arg in (Generic, Protocol):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


def _should_unflatten_callable_args(typ, args):
    return (typ.__origin__ is collections.abc.Callable
            and not (len(args) == 2 and _is_param_expr(args[0])))


def _type_repr(obj):
    if isinstance(obj, tuple):
        return '[' + ', '.join(_type_repr(t) for t in obj) + ']'
    if isinstance(obj, ParamSpec):
        return repr(obj)
    return annotationlib.type_repr(obj)


def _is_unpacked_typevartuple(x):
    # A stand-in for a name that is missing has any attribute, but not this value.
    return (not isinstance(x, type)
            and getattr(x, '__typing_is_unpacked_typevartuple__', False) is True)


def _is_typevar_like(x):
    return isinstance(x, (TypeVar, ParamSpec)) or _is_unpacked_typevartuple(x)


def _collect_type_parameters(args, *, enforce_default_ordering=True, validate_all=False):
    # The type parameters in args, in the order in which they first occur.
    parameters = []
    seen_default = seen_tuple = False
    for t in args:
        if isinstance(t, type):
            continue
        if isinstance(t, tuple):
            for x in t:
                for found in _collect_type_parameters([x]):
                    if found not in parameters:
                        parameters.append(found)
        elif hasattr(t, '__typing_subst__'):
            if t in parameters:
                continue
            if enforce_default_ordering:
                if t.has_default():
                    if seen_tuple:
                        raise TypeError('Type parameter with a default follows TypeVarTuple')
                    seen_default = True
                elif seen_default:
                    raise TypeError(f'Type parameter {t!r} without a default'
                                    ' follows type parameter with a default')
            parameters.append(t)
        elif not validate_all and _is_base_alias(t):
            # Generic[...] lists them all, in the order that counts.
            parameters = list(t.__parameters__)
        else:
            seen_tuple = seen_tuple or _is_unpacked_typevartuple(t)
            for x in getattr(t, '__parameters__', ()):
                if x not in parameters:
                    parameters.append(x)
    return tuple(parameters)


def _is_base_alias(t):
    return isinstance(t, _GenericAlias) and t.__origin__ in (Generic, Protocol)


def _arity_error(cls, actual, expected, text=None):
    return TypeError(f"Too {'many' if actual > expected else 'few'} arguments for {cls};"
                     f" actual {actual}, expected {text or expected}")


def _check_generic_specialization(cls, arguments):
    expected = len(cls.__parameters__)
    if not expected:
        raise TypeError(f"{cls} is not a generic class")
    actual = len(arguments)
    if actual < expected:
        if cls.__parameters__[actual].has_default():
            return
        expected -= sum(p.has_default() for p in cls.__parameters__)
        raise _arity_error(cls, actual, expected + (actual >= expected), f"at least {expected}")
    if actual > expected:
        raise _arity_error(cls, actual, expected)


def _make_forward_ref(code, *, parent_fwdref=None, **kwargs):
    if parent_fwdref is not None:
        if parent_fwdref.__forward_module__ is not None:
            kwargs['module'] = parent_fwdref.__forward_module__
        if parent_fwdref.__owner__ is not None:
            kwargs['owner'] = parent_fwdref.__owner__
    reference = annotationlib.ForwardRef(code, **kwargs)
    reference.__forward_code__      # complains at once about what is no expression
    return reference


# ---- special forms ----------------------------------------------------------

class _Final:
    # Its subclasses, made here, cannot be subclassed elsewhere.
    __slots__ = ('__weakref__',)

    def __init_subclass__(cls, /, *args, **kwds):
        if '_root' not in kwds:
            raise TypeError("Cannot subclass special typing classes")


class _NotIterable:
    # None keeps the interpreter from iterating by way of __getitem__.
    __slots__ = ()
    __iter__ = None


class _SpecialForm(_Final, _NotIterable, _root=True):
    __slots__ = ('_name', '__doc__', '_getitem')

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in {'__name__', '__qualname__'}:
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    @_tp_cache
    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


class _TypedCacheSpecialForm(_SpecialForm, _root=True):
    # For forms whose arguments are values: 1 and True are two.
    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        return self._getitem(self, *parameters)


class _TypeFormForm(_SpecialForm, _root=True):
    def __call__(self, obj, /):
        return obj


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        if self is Any:
            return "typing.Any"
        return super().__repr__()


class Any(metaclass=_AnyMeta):
    """Compatible with every type, in both directions."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _bare(name, doc):
    # A form that takes no arguments.
    def getitem(self, parameters):
        raise TypeError(f"{self} is not subscriptable")

    getitem.__name__ = name
    getitem.__doc__ = doc
    return _SpecialForm(getitem)


NoReturn = _bare('NoReturn', "The result of a function that does not return.")
Never = _bare('Never', "The type that nothing is of.")
Self = _bare('Self', "The class that a method is in, or a subclass of it.")
LiteralString = _bare('LiteralString', "A string made of literals alone.")
TypeAlias = _bare('TypeAlias', "Marks an assignment as the definition of an alias.")


def _single(name, doc, many="{} accepts only single type.", kind=_SpecialForm,
            allow_special_forms=False, by_name=False):
    # A form that takes one type.
    def getitem(self, parameters):
        msg = many.format(self._name if by_name else self)
        item = _type_check(parameters, msg, allow_special_forms=allow_special_forms)
        return _GenericAlias(self, (item,))

    getitem.__name__ = name
    getitem.__doc__ = doc
    return kind(getitem)


ClassVar = _single('ClassVar', "A variable of the class, not of its instances.",
                   allow_special_forms=True)
Final = _single('Final', "A name that is not assigned again.", allow_special_forms=True)
TypeGuard = _single('TypeGuard', "The result of a function that tells a type when true.")
TypeIs = _single('TypeIs', "The result of a function that tells a type when true and when false.")
TypeForm = _single('TypeForm', "A type as a value.", kind=_TypeFormForm)
_one = "{} accepts only a single type."
Required = _single('Required', "A key that a TypedDict must have.", _one, by_name=True)
NotRequired = _single('NotRequired', "A key that a TypedDict may lack.", _one, by_name=True)
ReadOnly = _single('ReadOnly', "A key of a TypedDict that is not to be changed.", _one, by_name=True)


@_SpecialForm
def Optional(self, parameters):
    """Optional[X] is X | None."""
    return Union[_type_check(parameters, f"{self} requires a single type."), type(None)]


def _value_and_type_iter(parameters):
    return ((p, type(p)) for p in parameters)


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Literal(self, *parameters):
    """One of the given values."""
    flat = []
    for p in parameters:
        flat.extend(p.__args__ if isinstance(p, _LiteralGenericAlias) else (p,))
    pairs = _deduplicate(list(_value_and_type_iter(flat)), unhashable_fallback=True)
    return _LiteralGenericAlias(self, tuple(p for p, _ in pairs))


@_SpecialForm
def Concatenate(self, parameters):
    """The parameters of a callable with some more in front."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a "
                        "ParamSpec variable or ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateGenericAlias(
        self, (*(_type_check(p, msg) for p in parameters[:-1]), parameters[-1]))


@_SpecialForm
def Unpack(self, parameters):
    """The types of a tuple or TypedDict, one by one."""
    item = _type_check(parameters, f'{self} accepts only single type.')
    return _UnpackGenericAlias(origin=self, args=(item,))


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Annotated(self, *params):
    """A type with something else said about it."""
    if len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    if _is_unpacked_typevartuple(params[0]):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.",
                         allow_special_forms=True)
    return _AnnotatedAlias(origin, tuple(params[1:]))


# ---- substitution, called by the type parameters ----------------------------

def _typevar_subst(self, arg):
    arg = _type_check(arg, _NOT_A_TYPE, is_argument=True)
    if (isinstance(arg, _GenericAlias) and arg.__origin__ is Unpack
            or isinstance(arg, GenericAlias) and getattr(arg, '__unpacked__', False)):
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _typevartuple_prepare_subst(self, alias, args):
    # Gather the arguments that belong to the TypeVarTuple into one.
    params = alias.__parameters__
    index = params.index(self)
    for param in params[index + 1:]:
        if isinstance(param, TypeVarTuple):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
    alen, plen = len(args), len(params)
    left, right = index, plen - index - 1
    # An argument *tuple[X, ...] fills as many places as need be.
    elastic = fill = None
    for k, arg in enumerate(args):
        if isinstance(arg, type):
            continue
        inner = getattr(arg, '__typing_unpacked_tuple_args__', None)
        if inner and len(inner) == 2 and inner[-1] is ...:
            if elastic is not None:
                raise TypeError("More than one unpacked arbitrary-length tuple argument")
            elastic, fill = k, inner[0]
    if elastic is not None:
        left = min(left, elastic)
        right = min(right, alen - elastic - 1)
    elif left + right > alen:
        raise TypeError(f"Too few arguments for {alias}; "
                        f"actual {alen}, expected at least {plen - 1}")
    if left == alen - right and self.has_default():
        middle = _unpack_args(self.__default__)
    else:
        middle = args[left:alen - right]
    return (*args[:left], *[fill] * (index - left), middle,
            *[fill] * (plen - right - left - index - 1), *args[alen - right:])


def _paramspec_subst(self, arg):
    if isinstance(arg, (list, tuple)):
        return tuple(_type_check(a, "Expected a type.") for a in arg)
    if not _is_param_expr(arg):
        raise TypeError("Expected a list of types, an ellipsis, "
                        f"ParamSpec, or Concatenate. Got {arg}")
    return arg


def _paramspec_prepare_subst(self, alias, args):
    params = alias.__parameters__
    i = params.index(self)
    if i == len(args) and self.has_default():
        args = (*args, self.__default__)
    if i >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    if len(params) == 1 and not _is_param_expr(args[0]):
        # Z[int, str] for Z[[int, str]]
        return (args,)
    if isinstance(args[i], list):
        args = (*args[:i], tuple(args[i]), *args[i + 1:])
    return args


@_tp_cache
def _generic_class_getitem(cls, args):
    # Generic.__class_getitem__: a list of parameters for Generic and Protocol
    # themselves, of arguments for the classes derived from them.
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple(_type_convert(p) for p in args)
    if cls in (Generic, Protocol):
        if not args:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        if not all(_is_typevar_like(p) for p in args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables "
                            f"or parameter specification variables.")
        if len(set(args)) != len(args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _GenericAlias(cls, args)
    try:
        parameters = cls.__parameters__
    except AttributeError as e:
        init_subclass = getattr(cls, '__init_subclass__', None)
        if init_subclass not in {None, Generic.__init_subclass__}:
            e.add_note("Note: this exception may have been caused by "
                       f"{init_subclass.__qualname__!r} (or the '__init_subclass__' method on a "
                       "superclass) not calling 'super().__init_subclass__()'")
        raise
    for param in parameters:
        prepare = getattr(param, '__typing_prepare_subst__', None)
        if prepare is not None:
            args = prepare(cls, args)
    _check_generic_specialization(cls, args)
    result = []
    for param, arg in zip(parameters, args):
        if isinstance(param, TypeVarTuple):
            result.extend(arg)
        else:
            result.append(arg)
    return _GenericAlias(cls, tuple(result))


def _generic_init_subclass(cls, *args, **kwargs):
    # Generic.__init_subclass__: find out the parameters of the new class.
    super(Generic, cls).__init_subclass__(*args, **kwargs)
    if '__orig_bases__' in cls.__dict__:
        plain = Generic in cls.__orig_bases__
    else:
        plain = (Generic in cls.__bases__ and cls.__name__ != 'Protocol'
                 and type(cls) is not _TypedDictMeta)
    if plain:
        raise TypeError("Cannot inherit from plain Generic")
    tvars = ()
    if '__orig_bases__' in cls.__dict__:
        tvars = _collect_type_parameters(cls.__orig_bases__, validate_all=True)
        listed = basename = None
        for base in cls.__orig_bases__:
            if isinstance(base, _GenericAlias) and base.__origin__ in (Generic, Protocol):
                if listed is not None:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                listed = base.__parameters__
                basename = base.__origin__.__name__
        if listed is not None:
            missing = [t for t in tvars if t not in listed]
            if missing:
                raise TypeError(f"Some type variables ({', '.join(map(str, missing))}) are not "
                                f"listed in {basename}[{', '.join(map(str, listed))}]")
            tvars = listed
    cls.__parameters__ = tuple(tvars)


# ---- generic aliases --------------------------------------------------------

def _is_dunder(attr):
    return attr.startswith('__') and attr.endswith('__')


class _BaseGenericAlias(_Final, _root=True):
    # Whatever can be subscripted, or is.

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__slots__ = None   # looks less like a class with slots

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            pass    # it has slots, or minds
        return result

    def __mro_entries__(self, bases):
        result = []
        if self.__origin__ not in bases:
            result.append(self.__origin__)
        # Generic goes in, unless a later base brings it.
        for base in bases[bases.index(self) + 1:]:
            if isinstance(base, _BaseGenericAlias):
                break
            if isinstance(base, type):
                if issubclass(base, Generic):
                    break
                continue
            method = getattr(base, '__mro_entries__', None)
            entries = method(bases) if method else None
            if isinstance(entries, tuple) and any(
                    isinstance(b, type) and issubclass(b, Generic) for b in entries):
                break
        else:
            result.append(Generic)
        return tuple(result)

    def __getattr__(self, attr):
        if attr in {'__name__', '__qualname__'}:
            return self._name or self.__origin__.__name__
        # Not before __init__ has run, as when unpickled.
        if '__origin__' in self.__dict__ and not _is_dunder(attr):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if _is_dunder(attr) or attr in {'_name', '_inst', '_nparams', '_defaults'}:
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __dir__(self):
        return list({*super().__dir__(),
                     *(attr for attr in dir(self.__origin__) if not _is_dunder(attr))})


class _GenericAlias(_BaseGenericAlias, _root=True):
    # A form or class with its arguments.

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = tuple(... if a is _TypingEllipsis else a for a in args)
        ordered = origin in (Generic, Protocol)
        self.__parameters__ = _collect_type_parameters(args, enforce_default_ordering=ordered)
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    @_tp_cache
    def __getitem__(self, args):
        # Fill the parameters in.
        if _is_base_alias(self):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = _unpack_args(*(_type_convert(p) for p in args))
        return self.copy_with(self._determine_new_args(args))

    def _determine_new_args(self, args):
        params = self.__parameters__
        for param in params:
            prepare = getattr(param, '__typing_prepare_subst__', None)
            if prepare is not None:
                args = prepare(self, args)
        if len(args) != len(params):
            raise _arity_error(self, len(args), len(params))
        return tuple(self._make_substitution(self.__args__, dict(zip(params, args))))

    def _make_substitution(self, args, given):
        result = []
        for old in args:
            if isinstance(old, type):
                result.append(old)
                continue
            subst = getattr(old, '__typing_subst__', None)
            if subst:
                new = subst(given[old])
            else:
                inner = getattr(old, '__parameters__', ())
                new = old
                if inner:
                    new_args = []
                    for x in inner:
                        if isinstance(x, TypeVarTuple):
                            new_args.extend(given[x])
                        else:
                            new_args.append(given[x])
                    new = old[tuple(new_args)]
            if self.__origin__ == collections.abc.Callable and isinstance(new, tuple):
                # The parameters of a callable lie flat among its arguments.
                result.extend(new)
            elif _is_unpacked_typevartuple(old):
                result.extend(new)
            elif isinstance(old, tuple):
                result.append(tuple(self._make_substitution(old, given)))
            else:
                result.append(new)
        return result

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = 'typing.' + self._name if self._name else _type_repr(self.__origin__)
        args = ', '.join([_type_repr(a) for a in self.__args__]) if self.__args__ else '()'
        return f'{name}[{args}]'

    def __reduce__(self):
        origin = getattr(sys.modules['typing'], self._name) if self._name else self.__origin__
        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:      # List, Dict and the like
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            for base in bases[bases.index(self) + 1:]:
                if isinstance(base, _BaseGenericAlias) and base is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _root=True):
    # typing.List and the like: names for classes that are somewhere else.

    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=origin.__name__ if name is None else name)
        self._nparams = nparams
        self._defaults = defaults
        module = '' if origin.__module__ == 'builtins' else f'{origin.__module__}.'
        self.__doc__ = f'Deprecated alias to {module}{origin.__qualname__}.'

    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_type_check(p, _NOT_A_TYPE) for p in params)
        nparams, defaults = self._nparams, self._defaults
        if nparams - len(defaults) <= len(params) < nparams:
            params = (*params, *defaults[len(params) - nparams:])
        if len(params) != nparams:
            if not nparams:
                raise TypeError(f"{self} is not a generic class")
            text = f"at least {nparams - len(defaults)}" if defaults else str(nparams)
            raise _arity_error(self, len(params), nparams, text)
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return 'typing.' + self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return super().__subclasscheck__(cls)

    def __reduce__(self):
        return self._name

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        return (f"typing.Callable[[{', '.join([_type_repr(a) for a in args[:-1]])}], "
                f"{_type_repr(args[-1])}]")

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (sys.modules['typing'].Callable, args)


class _CallableType(_SpecialGenericAlias, _root=True):
    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        # A list has no hash.
        return self.__getitem_inner__((tuple(args) if isinstance(args, list) else args, result))

    @_tp_cache
    def __getitem_inner__(self, params):
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is Ellipsis:
            return self.copy_with((_TypingEllipsis, result))
        if not isinstance(args, tuple):
            args = (args,)
        return self.copy_with((*(_type_convert(arg) for arg in args), result))


class _TupleType(_SpecialGenericAlias, _root=True):
    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            msg = "Tuple[t, ...]: t must be a type."
            params = (*(_type_check(p, msg) for p in params[:-1]), _TypingEllipsis)
        else:
            msg = "Tuple[t0, t1, ...]: each t must be a type."
            params = tuple(_type_check(p, msg) for p in params)
        return self.copy_with(params)


class _TypingEllipsis:
    # Stands for ... while arguments are checked.
    pass


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return (set(_value_and_type_iter(self.__args__))
                == set(_value_and_type_iter(other.__args__)))

    def __hash__(self):
        return hash(frozenset(_value_and_type_iter(self.__args__)))


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        last = params[-1]
        if isinstance(last, (list, tuple)):
            return (*params[:-1], *last)
        if isinstance(last, _ConcatenateGenericAlias):
            params = (*params[:-1], *last.__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        # *X means the same but looks different.
        return f'typing.Unpack[{_type_repr(self.__args__[0])}]'

    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        arg, = self.__args__
        if isinstance(arg, (_GenericAlias, GenericAlias)):
            if arg.__origin__ is not tuple:
                raise TypeError("Unpack[...] must be used with a tuple type")
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    # A type and what is said about it; nested ones become one.

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name='Annotated')
        self.__metadata__ = metadata

    def copy_with(self, params):
        new_type, = params
        return _AnnotatedAlias(new_type, self.__metadata__)

    def __repr__(self):
        metadata = ', '.join(repr(a) for a in self.__metadata__)
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {metadata}]"

    def __reduce__(self):
        return operator.getitem, (Annotated, (self.__origin__,) + self.__metadata__)

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return (self.__origin__ == other.__origin__
                and self.__metadata__ == other.__metadata__)

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in {'__name__', '__qualname__'}:
            return 'Annotated'
        return super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


def _pickle_psargs(psargs):
    return ParamSpecArgs, (psargs.__origin__,)


def _pickle_pskwargs(pskwargs):
    return ParamSpecKwargs, (pskwargs.__origin__,)


copyreg.pickle(ParamSpecArgs, _pickle_psargs)
copyreg.pickle(ParamSpecKwargs, _pickle_pskwargs)
