"""Reading annotations: get_type_hints and its kin."""

import functools
import operator
import sys
import types
from types import GenericAlias

import annotationlib
from _typing import Generic, ParamSpecArgs, ParamSpecKwargs, Union
from typing._forms import (Annotated, NotRequired, ReadOnly, Required, Unpack, _AnnotatedAlias,
                           _BaseGenericAlias, _GenericAlias, _make_forward_ref,
                           _should_unflatten_callable_args)

__name__ = 'typing'


def _rebuild_generic_alias(alias, args):
    if _should_unflatten_callable_args(alias, args):
        result = alias.__origin__[args[:-1], args[-1]]
    else:
        result = alias.__origin__[args]
    return Unpack[result] if alias.__unpacked__ else result


def _with_args(t, args):
    # The same alias or union with other arguments.
    if args == t.__args__:
        return t
    if isinstance(t, GenericAlias):
        return _rebuild_generic_alias(t, args)
    if isinstance(t, Union):
        return functools.reduce(operator.or_, args)
    return t.copy_with(args)


def _deprecation_warning_for_no_type_params_passed(funcname):
    import warnings
    warnings.warn(
        f"Failing to pass a value to the 'type_params' parameter "
        f"of {funcname!r} is deprecated, as it leads to incorrect behaviour "
        f"when calling {funcname} on a stringified annotation "
        f"that references a PEP 695 type parameter. "
        f"It will be disallowed in Python 3.15.", DeprecationWarning, stacklevel=3)


def _eval_type(t, globalns, localns, type_params, *, recursive_guard=frozenset(), format=None,
               owner=None, parent_fwdref=None, prefer_fwd_module=False):
    # Evaluate the forward references in t, however deep.
    if isinstance(t, annotationlib.ForwardRef):
        if prefer_fwd_module and t.__forward_module__ is not None:
            # The reference knows better where it comes from.
            globalns = None
            params = getattr(owner, "__type_params__", None)
            if params:
                module = sys.modules.get(t.__forward_module__, None)
                globalns = getattr(module, "__dict__", None)
                if globalns is not None:
                    globalns = {**globalns, **{p.__name__: p for p in params}}
        return evaluate_forward_ref(t, globals=globalns, locals=localns, type_params=type_params,
                                    owner=owner, _recursive_guard=recursive_guard, format=format)
    if isinstance(t, (_GenericAlias, GenericAlias, Union)):
        args = t.__args__
        if isinstance(t, GenericAlias):
            args = tuple(_make_forward_ref(arg, parent_fwdref=parent_fwdref)
                         if isinstance(arg, str) else arg for arg in args)
        return _with_args(t, tuple(
            _eval_type(a, globalns, localns, type_params, recursive_guard=recursive_guard,
                       format=format, owner=owner, prefer_fwd_module=prefer_fwd_module)
            for a in args))
    return t


def evaluate_forward_ref(forward_ref, *, owner=None, globals=None, locals=None,
                         type_params=None, format=None, _recursive_guard=frozenset()):
    """What a forward reference means, references within it evaluated too."""
    Format = annotationlib.Format
    if format == Format.STRING:
        return forward_ref.__resolved_str__
    if forward_ref.__forward_arg__ in _recursive_guard:
        return forward_ref
    if format is None:
        format = Format.VALUE
    value = forward_ref.evaluate(globals=globals, locals=locals, type_params=type_params,
                                 owner=owner, format=format)
    if isinstance(value, annotationlib.ForwardRef) and format == Format.FORWARDREF:
        return value
    if isinstance(value, str):
        value = _make_forward_ref(value, module=forward_ref.__forward_module__,
                                  owner=owner or forward_ref.__owner__,
                                  is_argument=forward_ref.__forward_is_argument__,
                                  is_class=forward_ref.__forward_is_class__)
    return _eval_type(value, globals, locals, type_params,
                      recursive_guard=_recursive_guard | {forward_ref.__forward_arg__},
                      format=format, owner=forward_ref.__owner__ if owner is None else owner,
                      parent_fwdref=forward_ref)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False, *, format=None):
    """The annotations of a function, module or class (its bases' too), evaluated."""
    if getattr(obj, '__no_type_check__', None):
        return {}
    Format = annotationlib.Format
    if format is None:
        format = Format.VALUE
    if isinstance(obj, type):
        hints = _class_hints(obj, globalns, localns, format)
    else:
        hints = _other_hints(obj, globalns, localns, format)
    if include_extras or format == Format.STRING:
        return hints
    return {name: _strip_annotations(tp) for name, tp in hints.items()}


def _class_hints(obj, globalns, localns, format):
    hints = {}
    for base in reversed(obj.__mro__):
        annotations = annotationlib.get_annotations(base, format=format)
        if format == annotationlib.Format.STRING:
            hints.update(annotations)
            continue
        base_globals = globalns
        if globalns is None:
            base_globals = getattr(sys.modules.get(base.__module__, None), '__dict__', {})
        base_locals = dict(vars(base)) if localns is None else localns
        if localns is None and globalns is None:
            # For eval() the names of the class come last here, though they are its
            # innermost: what the module has, has always been preferred.
            base_globals, base_locals = base_locals, base_globals
        base_globals, base_locals = _add_type_params_to_scope(
            base.__type_params__, base_globals, base_locals, True)
        for name, value in annotations.items():
            if isinstance(value, str):
                value = _make_forward_ref(value, is_argument=False, is_class=True)
            value = _eval_type(value, base_globals, base_locals, (), format=format, owner=obj,
                               prefer_fwd_module=True)
            hints[name] = type(None) if value is None else value
    return hints


def _other_hints(obj, globalns, localns, format):
    hints = annotationlib.get_annotations(obj, format=format)
    is_module = isinstance(obj, types.ModuleType)
    if not (hints or is_module or callable(obj) or hasattr(obj, '__annotations__')
            or hasattr(obj, '__annotate__')):
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if format == annotationlib.Format.STRING:
        return hints
    if globalns is None:
        globalns = obj.__dict__ if is_module else _globals_of(obj)
    if localns is None:
        localns = globalns
    globalns, localns = _add_type_params_to_scope(getattr(obj, "__type_params__", ()),
                                                  globalns, localns, False)
    for name, value in hints.items():
        if isinstance(value, str):
            value = _make_forward_ref(value, is_argument=not is_module, is_class=False)
        value = _eval_type(value, globalns, localns, (), format=format, owner=obj,
                           prefer_fwd_module=True)
        hints[name] = type(None) if value is None else value
    return hints


def _globals_of(obj):
    inner = obj
    seen = {id(inner)}
    while hasattr(inner, '__wrapped__'):
        inner = inner.__wrapped__
        if id(inner) in seen:
            raise ValueError(f'wrapper loop when unwrapping {obj!r}')
        seen.add(id(inner))
    return getattr(inner, '__globals__', {})


def _add_type_params_to_scope(type_params, globalns, localns, is_class):
    if not type_params:
        return globalns, localns
    globalns, localns = dict(globalns), dict(localns)
    for param in type_params:
        if not is_class or param.__name__ not in globalns:
            globalns[param.__name__] = param
            localns.pop(param.__name__, None)
    return globalns, localns


def _strip_annotations(t):
    # The type without Annotated and the qualifiers of TypedDicts.
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if hasattr(t, "__origin__") and t.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip_annotations(t.__args__[0])
    if isinstance(t, (_GenericAlias, GenericAlias, Union)):
        return _with_args(t, tuple(_strip_annotations(a) for a in t.__args__))
    return t


def get_origin(tp):
    """The class or form that a subscripted type came from, or None."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    return Union if isinstance(tp, Union) else None


def get_args(tp):
    """What a type was subscripted with."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        args = tp.__args__
        if _should_unflatten_callable_args(tp, args):
            args = list(args[:-1]), args[-1]
        return args
    return tp.__args__ if isinstance(tp, Union) else ()
