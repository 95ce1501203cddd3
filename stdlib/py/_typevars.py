"""Type parameters and type aliases: the classes behind `def f[T]` and `type X = ...`."""

import sys as _sys


def _caller_module():
    return _sys._getframemodulename(2) or 'builtins'


class NoDefaultType:
    __slots__ = ()

    def __new__(cls):
        return NoDefault

    def __repr__(self):
        return 'typing.NoDefault'

    def __reduce__(self):
        return 'NoDefault'


NoDefault = object.__new__(NoDefaultType)


def _union(a, b):
    from typing import Union
    return Union[a, b]


class _Parameter:
    """What the three kinds share: a name, a default that is evaluated when it is asked for."""

    def _setup(self, name, default, infer_variance=False):
        if not isinstance(name, str):
            raise TypeError(f'name must be a str, not {type(name).__name__}')
        self.__name__ = name
        self._default, self._evaluate_default = default, None

    @property
    def __default__(self):
        if self._evaluate_default is not None:
            self._default = self._evaluate_default(1)
            self._evaluate_default = None
        return self._default

    def has_default(self):
        return self._evaluate_default is not None or self._default is not NoDefault

    @property
    def evaluate_default(self):
        if self._evaluate_default is not None:
            return self._evaluate_default
        if self._default is NoDefault:
            return None
        return lambda format=1: self._default

    def __repr__(self):
        if getattr(self, '__infer_variance__', False):
            return self.__name__
        sign = '+' if getattr(self, '__covariant__', False) else '-' if getattr(self, '__contravariant__', False) else '~'
        return sign + self.__name__

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')

    def __or__(self, other): return _union(self, other)
    def __ror__(self, other): return _union(other, self)


class TypeVar(_Parameter):
    def __init__(self, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if infer_variance and (covariant or contravariant):
            raise ValueError('Variance cannot be specified with infer_variance.')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        self._setup(name, default)
        self._bound, self._constraints = bound, constraints
        self._evaluate_bound = self._evaluate_constraints = None
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__module__ = _caller_module()

    @property
    def __bound__(self):
        if self._evaluate_bound is not None:
            self._bound, self._evaluate_bound = self._evaluate_bound(1), None
        return self._bound

    @property
    def __constraints__(self):
        if self._evaluate_constraints is not None:
            self._constraints, self._evaluate_constraints = self._evaluate_constraints(1), None
        return self._constraints

    @property
    def evaluate_bound(self): return self._evaluate_bound
    @property
    def evaluate_constraints(self): return self._evaluate_constraints

    def __typing_subst__(self, arg):
        from typing import _typevar_subst
        return _typevar_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        i = params.index(self)
        if i < len(args) or not self.has_default():
            return args
        return (*args, self.__default__)


class ParamSpecArgs:
    def __init__(self, origin): self.__origin__ = origin
    def __repr__(self): return f'{self.__origin__.__name__}.args'
    def __eq__(self, other): return type(other) is ParamSpecArgs and self.__origin__ == other.__origin__ or NotImplemented
    def __hash__(self): return hash((ParamSpecArgs, self.__origin__))


class ParamSpecKwargs:
    def __init__(self, origin): self.__origin__ = origin
    def __repr__(self): return f'{self.__origin__.__name__}.kwargs'
    def __eq__(self, other): return type(other) is ParamSpecKwargs and self.__origin__ == other.__origin__ or NotImplemented
    def __hash__(self): return hash((ParamSpecKwargs, self.__origin__))


class ParamSpec(_Parameter):
    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False):
        self._setup(name, default)
        self.__bound__ = bound
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__module__ = _caller_module()

    @property
    def args(self): return ParamSpecArgs(self)
    @property
    def kwargs(self): return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        from typing import _paramspec_subst
        return _paramspec_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        from typing import _paramspec_prepare_subst
        return _paramspec_prepare_subst(self, alias, args)


class TypeVarTuple(_Parameter):
    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False):
        self._setup(name, default)
        self.__module__ = _caller_module()

    def __repr__(self): return self.__name__

    def __iter__(self):
        from typing import Unpack
        yield Unpack[self]

    def __typing_subst__(self, arg):
        raise TypeError('Substitution of bare TypeVarTuple is not supported')

    def __typing_prepare_subst__(self, alias, args):
        from typing import _typevartuple_prepare_subst
        return _typevartuple_prepare_subst(self, alias, args)


class TypeAliasType:
    def __init__(self, name, value, *, type_params=()):
        if not isinstance(name, str):
            raise TypeError(f"typealias() argument 'name' must be str, not {type(name).__name__}")
        if not isinstance(type_params, tuple):
            raise TypeError('type_params must be a tuple')
        self._name, self._params, self._value, self._evaluate = name, type_params, value, None
        self.__dict__['__module__'] = _caller_module()

    @property
    def __name__(self): return self._name
    @property
    def __qualname__(self): return self._name
    @property
    def __type_params__(self): return self._params
    @property
    def evaluate_value(self):
        return self._evaluate or (lambda format=1: self._value)

    @property
    def __value__(self):
        if self._evaluate is not None:
            self._value, self._evaluate = self._evaluate(1), None
        return self._value

    @property
    def __parameters__(self):
        out = []
        for p in self._params:
            out += p if isinstance(p, TypeVarTuple) else [p]
        return tuple(out)

    def __repr__(self): return self._name
    def __reduce__(self): return self._name
    def __or__(self, other): return _union(self, other)
    def __ror__(self, other): return _union(other, self)

    def __getitem__(self, args):
        if not self._params:
            raise TypeError('Only generic type aliases are subscriptable')
        from types import GenericAlias
        return GenericAlias(self, args)


for _class in TypeVar, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVarTuple, TypeAliasType, NoDefaultType:
    _class.__module__ = 'typing'


def _new_type_var(name, bound, constraints):
    self = TypeVar(name, infer_variance=True)
    self._evaluate_bound, self._evaluate_constraints = bound, constraints
    self.__module__ = _sys._getframemodulename(1) or 'builtins'
    return self


def _new_param_spec(name):
    return ParamSpec(name, infer_variance=True)


def _new_type_var_tuple(name):
    return TypeVarTuple(name)


def _set_default(parameter, evaluate):
    parameter._evaluate_default = evaluate
    return parameter


def _new_alias(name, parameters, evaluate):
    self = TypeAliasType(name, None, type_params=parameters or ())
    self._evaluate = evaluate
    self.__dict__['__module__'] = _sys._getframemodulename(1) or 'builtins'
    return self


def _subscript_generic(parameters):
    from typing import Generic, Unpack
    return Generic[tuple(Unpack[p] if isinstance(p, TypeVarTuple) else p for p in parameters)]
