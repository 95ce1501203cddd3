"""Signatures: the parameters of whatever can be called.

Owns Parameter, Signature and BoundArguments.
Invariant: a Signature's parameters are in an order that a def could have.
"""

import functools
import keyword
import sys
import types
from annotationlib import Format, ForwardRef, get_annotations
from collections import OrderedDict, namedtuple
from enum import IntEnum

import inspect

__name__ = 'inspect'


class _void:
    """Not given, where None would be a value."""


class _empty:
    """Marker object for Signature.empty and Parameter.empty."""


class _ParameterKind(IntEnum):
    POSITIONAL_ONLY = 'positional-only'
    POSITIONAL_OR_KEYWORD = 'positional or keyword'
    VAR_POSITIONAL = 'variadic positional'
    KEYWORD_ONLY = 'keyword-only'
    VAR_KEYWORD = 'variadic keyword'

    def __new__(cls, description):
        value = len(cls.__members__)
        self = int.__new__(cls, value)
        self._value_ = value
        self.description = description
        return self

    def __str__(self):
        return self.name


_POSITIONAL_ONLY = _ParameterKind.POSITIONAL_ONLY
_POSITIONAL_OR_KEYWORD = _ParameterKind.POSITIONAL_OR_KEYWORD
_VAR_POSITIONAL = _ParameterKind.VAR_POSITIONAL
_KEYWORD_ONLY = _ParameterKind.KEYWORD_ONLY
_VAR_KEYWORD = _ParameterKind.VAR_KEYWORD


class Parameter:
    """One parameter: name, kind, default, annotation."""

    __slots__ = ('_name', '_kind', '_default', '_annotation')

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind')
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError('{} parameters cannot have default values'.format(
                self._kind.description))
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError('name is a required attribute for Parameter')
        if not isinstance(name, str):
            raise TypeError('name must be a str, not a {}'.format(type(name).__name__))
        if name[:1] == '.' and name[1:].isdigit():
            # The parameter of a comprehension, which has no name that could be given.
            if self._kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError('implicit arguments must be passed as '
                                 'positional or keyword arguments, not {}'.format(
                                     self._kind.description))
            self._kind = _POSITIONAL_ONLY
            name = 'implicit{}'.format(name[1:])
        if name == '.format':
            # The parameter of the functions that evaluate annotations and type parameters.
            name = 'format'
        is_keyword = keyword.iskeyword(name) and self._kind is not _POSITIONAL_ONLY
        if is_keyword or not name.isidentifier():
            raise ValueError('{!r} is not a valid parameter name'.format(name))
        self._name = name

    def __reduce__(self):
        return (type(self), (self._name, self._kind),
                {'_default': self._default, '_annotation': self._annotation})

    def __setstate__(self, state):
        self._default = state['_default']
        self._annotation = state['_annotation']

    @property
    def name(self):
        """Its name."""
        return self._name

    @property
    def default(self):
        """Its default, or Parameter.empty."""
        return self._default

    @property
    def annotation(self):
        """Its annotation, or Parameter.empty."""
        return self._annotation

    @property
    def kind(self):
        """How its argument is passed."""
        return self._kind

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """A copy with some of it changed."""
        return type(self)(
            self._name if name is _void else name,
            self._kind if kind is _void else kind,
            default=self._default if default is _void else default,
            annotation=self._annotation if annotation is _void else annotation)

    __replace__ = replace

    def __str__(self):
        return self._format()

    def _format(self, *, quote_annotation_strings=True):
        text = self._name
        if self._annotation is not _empty:
            annotation = formatannotation(self._annotation,
                                          quote_annotation_strings=quote_annotation_strings)
            text = '{}: {}'.format(text, annotation)
        if self._default is not _empty:
            sign = '{} = {}' if self._annotation is not _empty else '{}={}'
            text = sign.format(text, repr(self._default))
        if self._kind == _VAR_POSITIONAL:
            return '*' + text
        if self._kind == _VAR_KEYWORD:
            return '**' + text
        return text

    def __repr__(self):
        return '<{} "{}">'.format(self.__class__.__name__, self)

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind
                and self._default == other._default and self._annotation == other._annotation)


class BoundArguments:
    """Which parameter gets which value: what Signature.bind() returns."""

    __slots__ = ('arguments', '_signature', '__weakref__')

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        """The signature that was bound."""
        return self._signature

    @property
    def args(self):
        """The values that are to be passed by position."""
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                break
            try:
                value = self.arguments[name]
            except KeyError:
                break       # what follows must be passed by name
            if param.kind == _VAR_POSITIONAL:
                args.extend(value)
            else:
                args.append(value)
        return tuple(args)

    @property
    def kwargs(self):
        """The values that are to be passed by name."""
        kwargs = {}
        by_name = False
        for name, param in self._signature.parameters.items():
            if not by_name:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    by_name = True
                elif name not in self.arguments:
                    by_name = True
                    continue
            if not by_name:
                continue
            try:
                value = self.arguments[name]
            except KeyError:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(value)
            elif param.kind != _VAR_POSITIONAL:
                kwargs[name] = value
        return kwargs

    def apply_defaults(self):
        """Fill in the defaults of parameters that got nothing."""
        arguments = self.arguments
        filled = []
        for name, param in self._signature.parameters.items():
            if name in arguments:
                filled.append((name, arguments[name]))
            elif param.default is not _empty:
                filled.append((name, param.default))
            elif param.kind is _VAR_POSITIONAL:
                filled.append((name, ()))
            elif param.kind is _VAR_KEYWORD:
                filled.append((name, {}))
        self.arguments = dict(filled)

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __setstate__(self, state):
        self._signature = state['_signature']
        self.arguments = state['arguments']

    def __getstate__(self):
        return {'_signature': self._signature, 'arguments': self.arguments}

    def __repr__(self):
        args = ', '.join('{}={!r}'.format(name, value) for name, value in self.arguments.items())
        return '<{} ({})>'.format(self.__class__.__name__, args)


def _checked_parameters(parameters):
    # {name: parameter}, in an order that is allowed.
    params = OrderedDict()
    top_kind = _POSITIONAL_ONLY
    seen_default = False
    seen_var = set()
    for param in parameters:
        kind, name = param.kind, param.name
        if kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            if kind in seen_var:
                raise ValueError(f'more than one {kind.description} parameter')
            seen_var.add(kind)
        if kind < top_kind:
            raise ValueError('wrong parameter order: {} parameter before {} '
                             'parameter'.format(top_kind.description, kind.description))
        top_kind = kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            if param.default is not _empty:
                seen_default = True
            elif seen_default:
                raise ValueError('non-default argument follows default argument')
        if name in params:
            raise ValueError('duplicate parameter name: {!r}'.format(name))
        params[name] = param
    return params


class Signature:
    """The parameters of a callable and the annotation of its result."""

    __slots__ = ('_return_annotation', '_parameters')

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty,
                 __validate_parameters__=True):
        if parameters is None:
            params = OrderedDict()
        elif __validate_parameters__:
            params = _checked_parameters(parameters)
        else:
            params = OrderedDict((param.name, param) for param in parameters)
        self._parameters = types.MappingProxyType(params)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None,
                      eval_str=False, annotation_format=Format.VALUE):
        """The signature of a callable."""
        return _signature_from_callable(
            obj, sigcls=cls, follow_wrapper_chains=follow_wrapped, globals=globals,
            locals=locals, eval_str=eval_str, annotation_format=annotation_format)

    @property
    def parameters(self):
        """A read-only mapping of names to Parameters."""
        return self._parameters

    @property
    def return_annotation(self):
        """The annotation of the result, or Signature.empty."""
        return self._return_annotation

    def replace(self, *, parameters=_void, return_annotation=_void):
        """A copy with some of it changed."""
        return type(self)(
            self.parameters.values() if parameters is _void else parameters,
            return_annotation=(self._return_annotation if return_annotation is _void
                               else return_annotation))

    __replace__ = replace

    def _hash_basis(self):
        params = tuple(p for p in self.parameters.values() if p.kind != _KEYWORD_ONLY)
        kwo_params = {p.name: p for p in self.parameters.values() if p.kind == _KEYWORD_ONLY}
        return params, kwo_params, self.return_annotation

    def __hash__(self):
        params, kwo_params, result = self._hash_basis()
        return hash((params, frozenset(kwo_params.values()), result))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._hash_basis() == other._hash_basis()

    def _bind(self, args, kwargs, *, partial=False):
        arguments = {}
        parameters = iter(self.parameters.values())
        ahead = ()      # a parameter that was looked at but not dealt with
        only_by_position = []
        values = iter(args)
        for value in values:
            param = next(parameters, None)
            if param is None or param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                raise TypeError('too many positional arguments') from None
            if param.kind == _VAR_POSITIONAL:
                arguments[param.name] = (value, *values)
                break
            if param.name in kwargs and param.kind != _POSITIONAL_ONLY:
                raise TypeError('multiple values for argument {arg!r}'.format(
                    arg=param.name)) from None
            arguments[param.name] = value
        else:
            # The arguments by position are used up.
            for param in parameters:
                if param.kind == _VAR_POSITIONAL:
                    break
                if param.name in kwargs:
                    if param.kind == _POSITIONAL_ONLY:
                        if param.default is _empty:
                            raise TypeError('missing a required positional-only argument: '
                                            f'{param.name!r}')
                        only_by_position.append(param)
                        continue
                    ahead = (param,)
                    break
                if param.kind == _VAR_KEYWORD or param.default is not _empty:
                    ahead = (param,)
                    break
                if partial:
                    ahead = (param,)
                    break
                what = ' keyword-only' if param.kind == _KEYWORD_ONLY else ''
                raise TypeError(f'missing a required{what} argument: {param.name!r}') from None
        kwargs_param = None
        for param in (*ahead, *parameters):
            if param.kind == _VAR_KEYWORD:
                kwargs_param = param
                continue
            if param.kind == _VAR_POSITIONAL:
                continue
            if param.name in kwargs:
                arguments[param.name] = kwargs.pop(param.name)
            elif not partial and param.default is _empty:
                raise TypeError(f'missing a required argument: {param.name!r}') from None
        if kwargs:
            if kwargs_param is not None:
                arguments[kwargs_param.name] = kwargs
            elif only_by_position:
                raise TypeError('got some positional-only arguments passed as keyword '
                                'arguments: {arg!r}'.format(
                                    arg=', '.join(p.name for p in only_by_position)))
            else:
                raise TypeError('got an unexpected keyword argument {arg!r}'.format(
                    arg=next(iter(kwargs))))
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Which parameter gets which value; TypeError if a call would fail."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """bind() that lets arguments be missing."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return (type(self), (tuple(self._parameters.values()),),
                {'_return_annotation': self._return_annotation})

    def __setstate__(self, state):
        self._return_annotation = state['_return_annotation']

    def __repr__(self):
        return '<{} {}>'.format(self.__class__.__name__, self)

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """The signature as text; wider than max_width, a line for each parameter."""
        result = []
        positional_only = False
        star_needed = True
        for param in self.parameters.values():
            text = param._format(quote_annotation_strings=quote_annotation_strings)
            kind = param.kind
            if kind == _POSITIONAL_ONLY:
                positional_only = True
            elif positional_only:
                result.append('/')
                positional_only = False
            if kind == _VAR_POSITIONAL:
                star_needed = False
            elif kind == _KEYWORD_ONLY and star_needed:
                result.append('*')
                star_needed = False
            result.append(text)
        if positional_only:
            result.append('/')
        rendered = '({})'.format(', '.join(result))
        if max_width is not None and len(rendered) > max_width:
            rendered = '(\n    {}\n)'.format(',\n    '.join(result))
        if self.return_annotation is not _empty:
            annotation = formatannotation(self.return_annotation,
                                          quote_annotation_strings=quote_annotation_strings)
            rendered += ' -> {}'.format(annotation)
        return rendered


# ---- from callables ---------------------------------------------------------

_NonUserDefinedCallables = (types.WrapperDescriptorType, types.MethodWrapperType,
                            types.ClassMethodDescriptorType, types.BuiltinFunctionType)


def _signature_is_builtin(obj):
    return (inspect.isbuiltin(obj) or inspect.ismethoddescriptor(obj)
            or isinstance(obj, _NonUserDefinedCallables) or obj is type or obj is object)


def _signature_is_functionlike(obj):
    # An object that has all that a function has.
    if not callable(obj) or inspect.isclass(obj):
        return False
    defaults = getattr(obj, '__defaults__', _void)
    kwdefaults = getattr(obj, '__kwdefaults__', _void)
    return (isinstance(getattr(obj, '__code__', None), types.CodeType)
            and isinstance(getattr(obj, '__name__', None), str)
            and (defaults is None or isinstance(defaults, tuple))
            and (kwdefaults is None or isinstance(kwdefaults, dict)))


def _signature_bound_method(sig):
    # The signature without its first parameter.
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError('invalid method signature')
    if params[0].kind != _VAR_POSITIONAL:
        params = params[1:]
    return sig.replace(parameters=params)


def _signature_get_partial(wrapped_sig, partial, extra_args=()):
    # The signature that is left of wrapped_sig's when a partial object calls.
    old_params = wrapped_sig.parameters
    new_params = OrderedDict(old_params.items())
    args = extra_args + (partial.args or ())
    keywords = partial.keywords or {}
    try:
        bound = wrapped_sig.bind_partial(*args, **keywords)
    except TypeError as ex:
        raise ValueError('partial object {!r} has incorrect arguments'.format(partial)) from ex
    to_keyword_only = False
    for name, param in old_params.items():
        if name in bound.arguments:
            value = bound.arguments[name]
            placeholder = value is functools.Placeholder
            if param.kind is _POSITIONAL_ONLY:
                if placeholder:
                    new_params[name] = param.replace(default=_empty)
                else:
                    new_params.pop(name)
                continue
            if param.kind is _POSITIONAL_OR_KEYWORD:
                if name in keywords:
                    # Given by name: what follows can be given by name only.
                    to_keyword_only = True
                    new_params[name] = param.replace(default=value)
                else:
                    if placeholder:
                        new_params[name] = param.replace(kind=_POSITIONAL_ONLY, default=_empty)
                    else:
                        new_params.pop(name)
                    continue
            if param.kind is _KEYWORD_ONLY:
                new_params[name] = param.replace(default=value)
        if to_keyword_only:
            if param.kind is _POSITIONAL_OR_KEYWORD:
                new_params[name] = new_params[name].replace(kind=_KEYWORD_ONLY)
                new_params.move_to_end(name)
            elif param.kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                new_params.move_to_end(name)
            elif param.kind is _VAR_POSITIONAL:
                new_params.pop(name)
    return wrapped_sig.replace(parameters=new_params.values())


def _signature_fromstr(cls, obj, s, skip_bound_arg=True):
    # Of a native function, from its text: ($self, index=-1, /)
    invalid = ValueError('{!r} builtin has invalid signature'.format(obj))
    mark = s.find('$')
    # Marked, the first name may occur a second time.
    text = s.replace('$', '_marked_', 1)
    module_name = (getattr(obj, '__module__', None)
                   or getattr(getattr(obj, '__objclass__', None), '__module__', None))
    module = sys.modules.get(module_name) if module_name else None
    namespace = dict(module.__dict__) if module else {}
    try:
        func = _define(text, namespace)
    except SyntaxError:
        raise invalid from None
    except NameError:
        try:
            func = _define(text, {**sys.modules, **namespace})
        except Exception:
            raise invalid from None
    except Exception:
        raise invalid from None
    parameters = list(_function_parameters(cls, func, {}))
    for param in parameters:
        if not isinstance(param.default, _CONSTANTS) and param.default is not _empty:
            raise invalid
    if mark >= 0:
        self = getattr(obj, '__self__', None)
        if self is not None and (inspect.ismodule(self) or skip_bound_arg):
            parameters.pop(0)       # bound already
        else:
            name = parameters[0].name.removeprefix('_marked_')
            parameters[0] = parameters[0].replace(name=name, kind=_POSITIONAL_ONLY)
    return cls(parameters, return_annotation=cls.empty)


_CONSTANTS = (str, int, float, bytes, bool, tuple, list, dict, set, type(None), sentinel)


def _define(text, namespace):
    result = {}
    exec(f'def foo{text}: pass', namespace, result)
    return result['foo']


def _signature_from_builtin(cls, func, skip_bound_arg=True):
    if not _signature_is_builtin(func):
        raise TypeError("{!r} is not a Python builtin function".format(func))
    text = getattr(func, "__text_signature__", None)
    if not text:
        raise ValueError("no signature found for builtin {!r}".format(func))
    return _signature_fromstr(cls, func, text, skip_bound_arg)


def _function_parameters(cls, func, annotations):
    make = cls._parameter_cls
    code = func.__code__
    names = code.co_varnames
    count = code.co_argcount
    positional_only = code.co_posonlyargcount
    keyword_only = names[count:count + code.co_kwonlyargcount]
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    first_default = count - len(defaults)
    for i, name in enumerate(names[:count]):
        yield make(name,
                   kind=_POSITIONAL_ONLY if i < positional_only else _POSITIONAL_OR_KEYWORD,
                   annotation=annotations.get(name, _empty),
                   default=defaults[i - first_default] if i >= first_default else _empty)
    index = count + len(keyword_only)
    if code.co_flags & inspect.CO_VARARGS:
        name = names[index]
        index += 1
        yield make(name, annotation=annotations.get(name, _empty), kind=_VAR_POSITIONAL)
    for name in keyword_only:
        yield make(name, annotation=annotations.get(name, _empty), kind=_KEYWORD_ONLY,
                   default=kwdefaults.get(name, _empty))
    if code.co_flags & inspect.CO_VARKEYWORDS:
        name = names[index]
        yield make(name, annotation=annotations.get(name, _empty), kind=_VAR_KEYWORD)


def _signature_from_function(cls, func, skip_bound_arg=True, globals=None, locals=None,
                             eval_str=False, *, annotation_format=Format.VALUE):
    is_duck = False
    if not inspect.isfunction(func):
        if not _signature_is_functionlike(func):
            raise TypeError('{!r} is not a Python function'.format(func))
        is_duck = True
    text = getattr(func, "__text_signature__", None)
    if text:
        return _signature_fromstr(cls, func, text, skip_bound_arg)
    annotations = get_annotations(func, globals=globals, locals=locals, eval_str=eval_str,
                                  format=annotation_format)
    # A real function cannot have its parameters in a wrong order.
    return cls(_function_parameters(cls, func, annotations),
               return_annotation=annotations.get('return', _empty),
               __validate_parameters__=is_duck)


def _descriptor_get(descriptor, obj):
    if inspect.isclass(descriptor):
        return descriptor
    get = getattr(type(descriptor), '__get__', None)
    return descriptor if get is None else get(descriptor, obj, type(obj))


def _signature_get_user_defined_method(cls, method_name, *, follow_wrapper_chains=True):
    if method_name == '__new__':
        method = getattr(cls, method_name, None)
    else:
        method = inspect.getattr_static(cls, method_name, None)
    if method is None:
        return None
    unwrapped = None
    if follow_wrapper_chains:
        unwrapped = inspect.unwrap(
            method, stop=lambda m: hasattr(m, "__signature__") or _signature_is_builtin(m))
    if (isinstance(method, _NonUserDefinedCallables)
            or isinstance(unwrapped, _NonUserDefinedCallables)):
        return None
    return method if method_name == '__new__' else _descriptor_get(method, cls)


def _of_partialmethod(partialmethod, get):
    wrapped = get(partialmethod.func)
    sig = _signature_get_partial(wrapped, partialmethod, (None,))
    first = next(iter(wrapped.parameters.values()))
    if first.kind is _VAR_POSITIONAL:
        return sig      # *args takes self too
    if partialmethod.args.count(functools.Placeholder):
        first = first.replace(kind=_POSITIONAL_ONLY)
    return sig.replace(parameters=(first, *sig.parameters.values()))


def _of_class(obj, get, sigcls, follow_wrapper_chains, skip_bound_arg):
    find = functools.partial(_signature_get_user_defined_method,
                             follow_wrapper_chains=follow_wrapper_chains)
    call = find(type(obj), '__call__')
    if call is not None:
        return get(call)
    new, init = find(obj, '__new__'), find(obj, '__init__')
    for base in obj.__mro__:
        # Whichever comes first, __new__ before __init__.
        if new is not None and '__new__' in base.__dict__:
            sig = get(new)
            return _signature_bound_method(sig) if skip_bound_arg else sig
        if init is not None and '__init__' in base.__dict__:
            return get(init)
    for base in obj.__mro__[:-1]:
        text = getattr(base, '__text_signature__', None)
        if text:
            return _signature_fromstr(sigcls, base, text)
    if type not in obj.__mro__:
        obj_init, obj_new = obj.__init__, obj.__new__
        if follow_wrapper_chains:
            obj_init, obj_new = inspect.unwrap(obj_init), inspect.unwrap(obj_new)
        if obj_init is object.__init__ and obj_new is object.__new__:
            return sigcls.from_callable(object)
        raise ValueError('no signature found for builtin type {!r}'.format(obj))
    return None


def _signature_from_callable(obj, *, follow_wrapper_chains=True, skip_bound_arg=True,
                             globals=None, locals=None, eval_str=False, sigcls,
                             annotation_format=Format.VALUE):
    get = functools.partial(
        _signature_from_callable, follow_wrapper_chains=follow_wrapper_chains,
        skip_bound_arg=skip_bound_arg, globals=globals, locals=locals, sigcls=sigcls,
        eval_str=eval_str, annotation_format=annotation_format)
    if not callable(obj):
        raise TypeError('{!r} is not a callable object'.format(obj))
    if isinstance(obj, types.MethodType):
        sig = get(obj.__func__)
        return _signature_bound_method(sig) if skip_bound_arg else sig
    if follow_wrapper_chains:
        obj = inspect.unwrap(obj, stop=lambda f: (
            hasattr(f, "__signature__") or isinstance(f, types.MethodType)))
        if isinstance(obj, types.MethodType):
            return get(obj)
    sig = getattr(obj, '__signature__', None)
    if sig is not None:
        if not isinstance(sig, Signature):
            raise TypeError('unexpected object {!r} in __signature__ attribute'.format(sig))
        return sig
    partialmethod = getattr(obj, '__partialmethod__', None)
    if isinstance(partialmethod, functools.partialmethod):
        return _of_partialmethod(partialmethod, get)
    if isinstance(obj, functools.partial):
        return _signature_get_partial(get(obj.func), obj)
    if inspect.isfunction(obj) or _signature_is_functionlike(obj):
        return _signature_from_function(
            sigcls, obj, skip_bound_arg=skip_bound_arg, globals=globals, locals=locals,
            eval_str=eval_str, annotation_format=annotation_format)
    if _signature_is_builtin(obj):
        return _signature_from_builtin(sigcls, obj, skip_bound_arg=skip_bound_arg)
    if isinstance(obj, type):
        sig = _of_class(obj, get, sigcls, follow_wrapper_chains, skip_bound_arg)
        if sig is not None:
            return sig
    else:
        call = inspect.getattr_static(type(obj), '__call__', None)
        if call is not None:
            text = getattr(obj, '__text_signature__', None)
            if text:
                return _signature_fromstr(sigcls, obj, text)
            return get(_descriptor_get(call, obj))
    raise ValueError('callable {!r} is not supported by signature'.format(obj))


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False,
              annotation_format=Format.VALUE):
    """The signature of a callable; ValueError if it has none that can be told."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals,
                                   locals=locals, eval_str=eval_str,
                                   annotation_format=annotation_format)


# ---- older ways to say it ---------------------------------------------------

FullArgSpec = namedtuple('FullArgSpec', 'args, varargs, varkw, defaults, kwonlyargs, '
                                        'kwonlydefaults, annotations', module='inspect')


def getfullargspec(func, *, annotation_format=Format.VALUE):
    """The parameters of a function as lists, `self` of bound methods included."""
    try:
        sig = _signature_from_callable(func, follow_wrapper_chains=False, skip_bound_arg=False,
                                       sigcls=Signature, eval_str=False,
                                       annotation_format=annotation_format)
    except Exception as ex:
        raise TypeError('unsupported callable') from ex
    args, kwonlyargs, defaults = [], [], ()
    posonly = []
    varargs = varkw = None
    annotations, kwdefaults = {}, {}
    if sig.return_annotation is not sig.empty:
        annotations['return'] = sig.return_annotation
    for param in sig.parameters.values():
        kind, name = param.kind, param.name
        if kind is _POSITIONAL_ONLY:
            posonly.append(name)
        elif kind is _POSITIONAL_OR_KEYWORD:
            args.append(name)
        elif kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _KEYWORD_ONLY:
            kwonlyargs.append(name)
        elif kind is _VAR_KEYWORD:
            varkw = name
        if param.default is not param.empty:
            if kind is _KEYWORD_ONLY:
                kwdefaults[name] = param.default
            else:
                defaults += (param.default,)
        if param.annotation is not param.empty:
            annotations[name] = param.annotation
    return FullArgSpec(posonly + args, varargs, varkw, defaults or None, kwonlyargs,
                       kwdefaults or None, annotations)


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """An annotation as it would be written in a signature."""
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, '__module__', None) == 'typing':
        return _without_typing(repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return annotation.__module__ + '.' + annotation.__qualname__
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__
    return repr(annotation)


def _without_typing(text):
    # "typing." goes where a dotted name starts with it.
    pieces = text.split('typing.')
    result = pieces[0]
    for piece in pieces[1:]:
        before = result[-1:]
        if before == '.' or before == '_' or before.isalnum():
            result += 'typing.'
        result += piece
    return result


def formatannotationrelativeto(object):
    """formatannotation() that leaves the object's own module out."""
    module = getattr(object, '__module__', None)
    return lambda annotation: formatannotation(annotation, module)
