"""Types made by class statements that are not quite classes: NamedTuple, TypedDict, NewType."""

import collections
import sys

import annotationlib
import typing._forms as _forms
from _typing import Generic, Union, _idfunc
from typing._forms import (Annotated, NotRequired, ReadOnly, Required, _generic_class_getitem,
                           _type_check)

__name__ = 'typing'


def _caller(depth=1, default='__main__'):
    return sys._getframemodulename(depth + 1) or default


# ---- NamedTuple -------------------------------------------------------------

_prohibited = frozenset({'__new__', '__init__', '__slots__', '__getnewargs__', '_fields',
                         '_field_defaults', '_make', '_replace', '_asdict', '_source'})
_special = frozenset({'__module__', '__name__', '__annotations__', '__annotate__',
                      '__annotate_func__', '__annotations_cache__'})


def _make_nmtuple(name, fields, annotate, module, defaults=()):
    result = collections.namedtuple(name, fields, defaults=defaults, module=module)
    result.__annotate__ = result.__new__.__annotate__ = annotate
    return result


def _checked(types):
    return {name: _type_check(tp, f"field {name} annotation must be a type")
            for name, tp in types.items()}


def _make_eager_annotate(types):
    checked = _checked(types)

    def annotate(format):
        Format = annotationlib.Format
        if format in (Format.VALUE, Format.FORWARDREF):
            return checked
        if format == Format.STRING:
            return annotationlib.annotations_to_string(types)
        raise NotImplementedError(format)

    return annotate


def _fields_of(ns):
    # (field names, annotate function) of the body of a NamedTuple.
    if "__annotations__" in ns:
        types = ns["__annotations__"]
        return list(types), _make_eager_annotate(types)
    original = annotationlib.get_annotate_from_class_namespace(ns)
    if original is None:
        return [], lambda format: {}
    types = annotationlib.call_annotate_function(original, annotationlib.Format.FORWARDREF)
    for tp in types.values():
        _type_check(tp, "field annotation must be a type")

    def annotate(format):
        found = annotationlib.call_annotate_function(original, format)
        return found if format == annotationlib.Format.STRING else _checked(found)

    return list(types), annotate


class NamedTupleMeta(type):
    """Turns a class statement into a call of namedtuple()."""

    def __new__(cls, typename, bases, ns):
        assert _NamedTuple in bases
        if "__classcell__" in ns:
            raise TypeError("uses of super() and __class__ are unsupported in methods of "
                            "NamedTuple subclasses")
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError('can only inherit from a NamedTuple type and Generic')
        bases = tuple(tuple if base is _NamedTuple else base for base in bases)
        names, annotate = _fields_of(ns)
        with_default = []
        for name in names:
            if name in ns:
                with_default.append(name)
            elif with_default:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default "
                                f"field{'s' if len(with_default) > 1 else ''} "
                                f"{', '.join(with_default)}")
        result = _make_nmtuple(typename, names, annotate, defaults=[ns[n] for n in with_default],
                               module=ns['__module__'])
        result.__bases__ = bases
        if Generic in bases:
            result.__class_getitem__ = classmethod(_generic_class_getitem)
        for key, value in ns.items():
            if key in _prohibited:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in _special:
                if key not in result._fields:
                    setattr(result, key, value)
                _call_set_name(value, result, key, typename)
        if Generic in bases:
            result.__init_subclass__()
        return result


def _call_set_name(value, owner, key, typename):
    set_name = getattr(type(value), '__set_name__', None)
    if set_name is None:
        return
    try:
        set_name(value, owner, key)
    except BaseException as e:
        e.add_note(f"Error calling __set_name__ on {type(value).__name__!r} "
                   f"instance {key!r} in {typename!r}")
        raise


def NamedTuple(typename, fields, /):
    """A namedtuple with types: a base class, or a function of (name, [(field, type)])."""
    types = {n: _type_check(t, f"field {n} annotation must be a type") for n, t in fields}
    result = _make_nmtuple(typename, types, _make_eager_annotate(types), module=_caller())
    result.__orig_bases__ = (NamedTuple,)
    return result


_NamedTuple = type.__new__(NamedTupleMeta, 'NamedTuple', (), {})


def _namedtuple_mro_entries(bases):
    assert NamedTuple in bases
    return (_NamedTuple,)


NamedTuple.__mro_entries__ = _namedtuple_mro_entries


# ---- TypedDict --------------------------------------------------------------

NoExtraItems = sentinel("NoExtraItems")


def _get_typeddict_qualifiers(tp):
    # Required, NotRequired and ReadOnly around a type, from the outside in.
    from typing import get_args, get_origin
    while True:
        origin = get_origin(tp)
        if origin is Annotated:
            tp = get_args(tp)[0]
        elif origin in (Required, NotRequired, ReadOnly):
            yield origin
            tp, = get_args(tp)
        else:
            return


def _sort_keys(name, bases, annotations, total):
    # (required, optional, read-only, mutable) keys, those of the bases included.
    required, optional, readonly, mutable = set(), set(), set(), set()
    for base in bases:
        own = base.__dict__
        base_required = own.get('__required_keys__', set())
        required |= base_required
        optional -= base_required
        base_optional = own.get('__optional_keys__', set())
        required -= base_optional
        optional |= base_optional
        readonly.update(own.get('__readonly_keys__', ()))
        mutable.update(own.get('__mutable_keys__', ()))
    for key, tp in annotations.items():
        qualifiers = set(_get_typeddict_qualifiers(tp))
        if Required in qualifiers:
            is_required = True
        elif NotRequired in qualifiers:
            is_required = False
        else:
            is_required = total
        (required if is_required else optional).add(key)
        (optional if is_required else required).discard(key)
        if ReadOnly in qualifiers:
            if key in mutable:
                raise TypeError(f"Cannot override mutable key {key!r} with read-only key")
            readonly.add(key)
        else:
            mutable.add(key)
            readonly.discard(key)
    assert required.isdisjoint(optional), (
        f"Required keys overlap with optional keys in {name}: "
        f"required_keys={required!r}, optional_keys={optional!r}")
    return map(frozenset, (required, optional, readonly, mutable))


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True, closed=None, extra_items=NoExtraItems):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type '
                                'and a non-TypedDict base class')
        if closed is not None and extra_items is not NoExtraItems:
            raise TypeError(f"Cannot combine closed={closed!r} and extra_items")
        generic = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        own_annotations = ns.pop('__annotations__', None)
        result = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        if not hasattr(result, '__orig_bases__'):
            result.__orig_bases__ = bases
        own_annotate = None
        if own_annotations is None:
            own_annotations = {}
            own_annotate = annotationlib.get_annotate_from_class_namespace(ns)
            if own_annotate is not None:
                own_annotations = annotationlib.call_annotate_function(
                    own_annotate, annotationlib.Format.FORWARDREF, owner=result)
        msg = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        module = result.__module__
        checked = {n: _type_check(tp, msg, owner=result, module=module)
                   for n, tp in own_annotations.items()}
        (result.__required_keys__, result.__optional_keys__, result.__readonly_keys__,
         result.__mutable_keys__) = _sort_keys(name, bases, checked, total)

        def __annotate__(format):
            Format = annotationlib.Format
            annotations = {}
            for base in bases:
                if base is not Generic and base.__annotate__ is not None:
                    annotations.update(annotationlib.call_annotate_function(
                        base.__annotate__, format, owner=base))
            if own_annotate is not None:
                own = annotationlib.call_annotate_function(own_annotate, format, owner=result)
                if format != Format.STRING:
                    own = {n: _type_check(tp, msg, module=module) for n, tp in own.items()}
            elif format == Format.STRING:
                own = annotationlib.annotations_to_string(own_annotations)
            elif format in (Format.FORWARDREF, Format.VALUE):
                own = checked
            else:
                raise NotImplementedError(format)
            annotations.update(own)
            return annotations

        result.__annotate__ = __annotate__
        result.__total__ = total
        result.__closed__ = closed
        result.__extra_items__ = extra_items
        return result

    __call__ = dict     # an instance is a plain dict

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields, /, *, total=True, closed=None, extra_items=NoExtraItems):
    """A dict with known keys: a base class, or a function of (name, {key: type})."""
    ns = {'__annotations__': dict(fields)}
    module = _caller()
    if module is not None:
        ns['__module__'] = module
    result = _TypedDictMeta(typename, (), ns, total=total, closed=closed,
                            extra_items=extra_items)
    result.__orig_bases__ = (TypedDict,)
    return result


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
_forms._TypedDictMeta = _TypedDictMeta
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """True for a class made by TypedDict."""
    return isinstance(tp, _TypedDictMeta)


# ---- NewType ----------------------------------------------------------------

class NewType:
    """A name for a type that counts as another one; calling it returns its argument."""

    __call__ = _idfunc

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition('.')[-1]
        self.__supertype__ = tp
        module = _caller()
        if module != 'typing':
            self.__module__ = module

    def __mro_entries__(self, bases):
        superclass_name = self.__name__

        class Dummy:
            def __init_subclass__(cls):
                name = cls.__name__
                raise TypeError("Cannot subclass an instance of NewType. "
                                f"Perhaps you were looking for: "
                                f"`{name} = NewType({name!r}, {superclass_name})`")

        return (Dummy,)

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]
