"""Protocols: classes that are recognised by what they have.

Invariant: a protocol knows its members (__protocol_attrs__); isinstance() asks for
them on the object only when inheritance and registration say no.
"""

import sys
from abc import ABCMeta

import annotationlib
import typing._forms as _forms
from _typing import Generic

__name__ = 'typing'

_abc_instancecheck = ABCMeta.__instancecheck__
_abc_subclasscheck = ABCMeta.__subclasscheck__

# What every class has, or the machinery adds.
_NO_MEMBERS = frozenset({
    '__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol',
    '_is_runtime_protocol', '__protocol_attrs__',
    '__typing_is_deprecated_inherited_runtime_protocol__', '__non_callable_proto_members__',
    '__type_params__', '__abstractmethods__', '__annotations__', '__dict__', '__doc__',
    '__init__', '__module__', '__new__', '__slots__', '__subclasshook__', '__weakref__',
    '__class_getitem__', '__match_args__', '__static_attributes__', '__firstlineno__',
    '__annotate__', '__annotate_func__', '__annotations_cache__', '_MutableMapping__marker'})

# Abstract classes that a protocol may derive from although they are none.
_PROTO_ALLOWLIST = {
    'collections.abc': ['Callable', 'Awaitable', 'Iterable', 'Iterator', 'AsyncIterable',
                        'AsyncIterator', 'Hashable', 'Sized', 'Container', 'Collection',
                        'Reversible', 'Buffer'],
    'contextlib': ['AbstractContextManager', 'AbstractAsyncContextManager'],
    'io': ['Reader', 'Writer'],
    'os': ['PathLike'],
}


def _annotations_of(base):
    try:
        return base.__annotations__
    except Exception:
        return annotationlib.get_annotations(base, format=annotationlib.Format.FORWARDREF)


def _get_protocol_attrs(cls):
    attrs = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in {'Protocol', 'Generic'}:
            continue
        for attr in (*base.__dict__, *_annotations_of(base)):
            if not attr.startswith('_abc_') and attr not in _NO_MEMBERS:
                attrs.add(attr)
    return attrs


def _no_init_or_replace_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    # Another class gets the __init__ that it would have without us, once and for all.
    if cls.__init__ is not _no_init_or_replace_init:
        return
    cls.__init__ = object.__init__
    for base in cls.__mro__:
        init = base.__dict__.get('__init__', _no_init_or_replace_init)
        if init is not _no_init_or_replace_init and base is not cls:
            cls.__init__ = init
            break
    cls.__init__(self, *args, **kwargs)


def _called_by_machinery():
    # abc asks every subclass of a class, protocols that cannot be asked among them.
    return sys._getframemodulename(2) in {'abc', '_py_abc', 'functools', None}


def _check_class(arg):
    if not isinstance(arg, type):
        raise TypeError('issubclass() arg 1 must be a class')


_NOT_RUNTIME = ("Instance and class checks can only be used with "
                "@runtime_checkable protocols")


def _warn_if_inherited(cls):
    if getattr(cls, '__typing_is_deprecated_inherited_runtime_protocol__', False):
        import warnings
        warnings.warn(
            f"{cls!r} isn't explicitly decorated with @runtime_checkable but it is used in "
            "issubclass() or isinstance(). Instance and class checks can only be used with "
            "@runtime_checkable protocols. This will raise a TypeError in Python 3.20.",
            category=DeprecationWarning, stacklevel=3)


class _ProtocolMeta(ABCMeta):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if not (name == "Protocol" and bases == (Generic,)) and Protocol in bases:
            for base in bases:
                if not (base in {object, Generic}
                        or base.__name__ in _PROTO_ALLOWLIST.get(base.__module__, [])
                        or issubclass(base, Generic) and getattr(base, "_is_protocol", False)):
                    raise TypeError("Protocols can only inherit from other protocols, "
                                    f"got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __init__(cls, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if getattr(cls, "_is_protocol", False):
            cls.__protocol_attrs__ = _get_protocol_attrs(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, '_is_protocol', False) and not _called_by_machinery():
            if not getattr(cls, '_is_runtime_protocol', False):
                _check_class(other)
                raise TypeError(_NOT_RUNTIME)
            _warn_if_inherited(cls)
            if (cls.__non_callable_proto_members__
                    and cls.__dict__.get("__subclasshook__") is _proto_hook):
                _check_class(other)
                names = str(sorted(cls.__non_callable_proto_members__))[1:-1]
                raise TypeError("Protocols with non-method members don't support issubclass()."
                                f" Non-method members: {names}.")
        return _abc_subclasscheck(cls, other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, "_is_protocol", False):
            return _abc_instancecheck(cls, instance)
        if not getattr(cls, '_is_runtime_protocol', False) and not _called_by_machinery():
            raise TypeError(_NOT_RUNTIME)
        _warn_if_inherited(cls)
        if _abc_instancecheck(cls, instance):
            return True
        # Members may be set on the object; looking must not run its code.
        from inspect import getattr_static
        for attr in cls.__protocol_attrs__:
            try:
                value = getattr_static(instance, attr)
            except AttributeError:
                return False
            if value is None and attr not in cls.__non_callable_proto_members__:
                return False
        return True


@classmethod
def _proto_hook(cls, other):
    if not cls.__dict__.get('_is_protocol', False):
        return NotImplemented
    is_protocol = issubclass(other, Generic) and getattr(other, '_is_protocol', False)
    for attr in cls.__protocol_attrs__:
        for base in other.__mro__:
            if attr in base.__dict__:
                if base.__dict__[attr] is None:
                    return NotImplemented
                break
            if is_protocol and attr in _annotations_of(base):
                break
        else:
            return NotImplemented
    return True


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Derive from it to describe a type by its members."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get('_is_protocol', False):
            cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if cls._is_protocol and getattr(cls, '_is_runtime_protocol', False):
            cls.__typing_is_deprecated_inherited_runtime_protocol__ = True
        if '__subclasshook__' not in cls.__dict__:
            cls.__subclasshook__ = _proto_hook
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


_forms.Protocol = Protocol


def runtime_checkable(cls):
    """Class decorator: let isinstance() and issubclass() ask a protocol."""
    if not issubclass(cls, Generic) or not getattr(cls, '_is_protocol', False):
        raise TypeError('@runtime_checkable can be only applied to protocol classes,'
                        ' got %r' % cls)
    cls._is_runtime_protocol = True
    if hasattr(cls, '__typing_is_deprecated_inherited_runtime_protocol__'):
        cls.__typing_is_deprecated_inherited_runtime_protocol__ = False
    cls.__non_callable_proto_members__ = set()
    for attr in cls.__protocol_attrs__:
        try:
            is_callable = callable(getattr(cls, attr, None))
        except Exception as e:
            raise TypeError(f"Failed to determine whether protocol member {attr!r} "
                            "is a method member") from e
        if not is_callable:
            cls.__non_callable_proto_members__.add(attr)
    return cls


def is_protocol(tp: type, /) -> bool:
    """True for a class that is a protocol."""
    return isinstance(tp, type) and getattr(tp, '_is_protocol', False) and tp != Protocol


def get_protocol_members(tp: type, /) -> frozenset[str]:
    """The names that a protocol asks for."""
    if not is_protocol(tp):
        raise TypeError(f'{tp!r} is not a Protocol')
    return frozenset(tp.__protocol_attrs__)
