"""Annotations in the form one wants them: as values, with forward references, as text.

Owns Format, ForwardRef and get_annotations.
Invariant: to get annotations that cannot be evaluated, the __annotate__ function
runs with stand-ins (`_Stringifier`) for the names that are missing; each notes as
text what is done with it, and in the end becomes a ForwardRef in its place.
"""

import builtins
import keyword
import sys
import types
from enum import IntEnum

__all__ = ["Format", "ForwardRef", "call_annotate_function", "call_evaluate_function",
           "get_annotate_from_class_namespace", "get_annotations", "annotations_to_string",
           "type_repr"]


class Format(IntEnum):
    """How annotations are wanted."""

    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


_sentinel = object()
_Template = type(t"")

_SLOTS = ('__forward_is_argument__', '__forward_is_class__', '__forward_module__',
          '__weakref__', '__arg__', '__globals__', '__code__', '__prec__', '__cell__',
          '__owner__', '__extra_names__', '__fakes__', '__resolved_str_cache__')


class ForwardRef:
    """An annotation that could not be evaluated (yet), as source text."""

    __slots__ = _SLOTS

    def __init__(self, arg, *, module=None, owner=None, is_argument=True, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__arg__ = arg
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module
        self.__owner__ = owner
        self.__globals__ = self.__cell__ = self.__extra_names__ = None
        self.__code__ = self.__resolved_str_cache__ = None

    def __init_subclass__(cls, /, *args, **kwds):
        raise TypeError("Cannot subclass ForwardRef")

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None,
                 format=Format.VALUE):
        """What the text means now; NameError and the like if it still means nothing."""
        if format == Format.STRING:
            return self.__resolved_str__
        if format not in (Format.VALUE, Format.FORWARDREF):
            raise NotImplementedError(format)
        lenient = format == Format.FORWARDREF
        if isinstance(self.__cell__, types.CellType):
            try:
                return self.__cell__.cell_contents
            except ValueError:
                pass
        if owner is None:
            owner = self.__owner__
        globals = self._globals_for(globals, owner)
        locals = self._locals_for(locals, owner, type_params)
        arg = self.__forward_arg__
        if arg.isidentifier() and not keyword.iskeyword(arg):
            return self._evaluate_name(arg, globals, locals, lenient)
        code = self.__forward_code__
        try:
            return eval(code, globals=globals, locals=locals)
        except Exception:
            if not lenient:
                raise
        fakes = _Fakes(globals=globals, owner=owner, is_class=self.__forward_is_class__,
                       format=format)
        namespace = {**builtins.__dict__, **globals, **locals}
        fakes.fill(namespace, code)
        try:
            result = eval(code, globals=globals, locals=namespace)
        except Exception:
            return self
        fakes.become_references(self.__cell__)
        return result

    def _globals_for(self, globals, owner):
        if globals is None and self.__forward_module__ is not None:
            globals = getattr(sys.modules.get(self.__forward_module__), "__dict__", None)
        if globals is None:
            globals = self.__globals__
        if globals is None:
            if isinstance(owner, type):
                module = sys.modules.get(getattr(owner, "__module__", None))
                globals = getattr(module, "__dict__", None)
            elif isinstance(owner, types.ModuleType):
                globals = getattr(owner, "__dict__", None)
            elif callable(owner):
                globals = getattr(owner, "__globals__", None)
        return {} if globals is None else globals

    def _locals_for(self, locals, owner, type_params):
        if type_params is None and owner is not None:
            type_params = getattr(owner, "__type_params__", None)
        if locals is None:
            locals = dict(vars(owner)) if isinstance(owner, type) else {}
        elif type_params is not None or isinstance(self.__cell__, dict) or self.__extra_names__:
            locals = dict(locals)
        for param in type_params or ():
            locals.setdefault(param.__name__, param)
        if isinstance(self.__cell__, dict):
            for name, cell in self.__cell__.items():
                try:
                    value = cell.cell_contents
                except ValueError:
                    continue
                locals.setdefault(name, value)
        if self.__extra_names__:
            locals.update(self.__extra_names__)
        return locals

    def _evaluate_name(self, name, globals, locals, lenient):
        for scope in (locals, globals, builtins.__dict__):
            if name in scope:
                value = scope[name]
                break
        else:
            if lenient:
                return self
            raise NameError(f"name '{name}' is not defined", name=name)
        if isinstance(value, types.LazyImportType):
            try:
                return value.resolve()
            except Exception:
                if not lenient:
                    raise
                return self
        return value

    def _evaluate(self, globalns, localns, type_params=_sentinel, *, recursive_guard):
        import typing
        import warnings
        if type_params is _sentinel:
            typing._deprecation_warning_for_no_type_params_passed("typing.ForwardRef._evaluate")
            type_params = ()
        warnings._deprecated(
            "ForwardRef._evaluate",
            "{name} is a private API and is retained for compatibility, but will be removed"
            " in Python 3.16. Use ForwardRef.evaluate() or typing.evaluate_forward_ref() instead.",
            remove=(3, 16))
        return typing.evaluate_forward_ref(self, globals=globalns, locals=localns,
                                           type_params=type_params,
                                           _recursive_guard=recursive_guard)

    @property
    def __forward_arg__(self):
        return self.__arg__

    @property
    def __resolved_str__(self):
        if self.__resolved_str_cache__ is None:
            text = self.__arg__
            for name, value in (self.__extra_names__ or {}).items():
                text = text.replace(name, type_repr(value))
            self.__resolved_str_cache__ = text
        return self.__resolved_str_cache__

    @property
    def __forward_code__(self):
        if self.__code__ is None:
            arg = self.__arg__
            try:
                self.__code__ = compile(_rewrite_star_unpack(arg), "<string>", "eval")
            except SyntaxError:
                raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        return self.__code__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (self.__arg__ == other.__arg__
                and self.__forward_module__ == other.__forward_module__
                and self.__globals__ is other.__globals__
                and self.__forward_is_class__ == other.__forward_is_class__
                and _cell_ids(self.__cell__) == _cell_ids(other.__cell__)
                and self.__owner__ == other.__owner__
                and _sorted_items(self.__extra_names__) == _sorted_items(other.__extra_names__))

    def __hash__(self):
        return hash((self.__arg__, self.__forward_module__, id(self.__globals__),
                     self.__forward_is_class__, _cell_ids(self.__cell__), self.__owner__,
                     _sorted_items(self.__extra_names__)))

    def __or__(self, other):
        return types.UnionType[self, other]

    def __ror__(self, other):
        return types.UnionType[other, self]

    def __repr__(self):
        extra = []
        if self.__forward_module__ is not None:
            extra.append(f", module={self.__forward_module__!r}")
        if self.__forward_is_class__:
            extra.append(", is_class=True")
        if self.__owner__ is not None:
            extra.append(f", owner={self.__owner__!r}")
        return f"ForwardRef({self.__resolved_str__!r}{''.join(extra)})"


def _cell_ids(cell):
    # Cells have no hash and dicts of them no order.
    if isinstance(cell, dict):
        return tuple(sorted((name, id(c)) for name, c in cell.items()))
    return id(cell)


def _sorted_items(extra_names):
    return tuple(sorted(extra_names.items())) if extra_names else None


# ---- stand-ins --------------------------------------------------------------

# How tightly an expression's text binds, as the grammar has it.
_CMP, _BOR, _BXOR, _BAND, _SHIFT, _ARITH, _TERM, _FACTOR, _POWER, _ATOM = range(6, 16)


class _Stringifier:
    # Takes the place of a name and turns whatever is done with it into text.
    __slots__ = _SLOTS

    def __init__(self, text, fakes, prec=_ATOM, cell=None, extra_names=None):
        self.__forward_is_argument__ = False
        self.__forward_is_class__ = fakes.is_class
        self.__forward_module__ = None
        self.__arg__ = text
        self.__prec__ = prec
        self.__globals__ = fakes.globals
        self.__owner__ = fakes.owner
        self.__cell__ = cell
        self.__code__ = self.__resolved_str_cache__ = None
        self.__extra_names__ = extra_names
        self.__fakes__ = fakes
        fakes.made.append(self)

    def __text(self, other, prec=0):
        # Another operand as text, in parentheses if it binds less than prec.
        text, binds, extra = self.__convert(other)
        if extra:
            self.__fakes__.collected.update(extra)
        return f"({text})" if binds < prec else text

    def __convert(self, other):
        kind = type(other)
        if kind is _Stringifier:
            return other.__arg__, other.__prec__, other.__extra_names__
        if kind is _Template:
            return _template_text(other), _ATOM, None
        if other is None or kind in (str, int, float, bool, complex):
            return repr(other), _ATOM, None
        if other is ...:
            return '...', _ATOM, None
        if kind in (list, tuple, set, dict):
            text = self.__text
            if kind is dict:
                items = [f'{text(k)}: {text(v)}' for k, v in other.items()]
            else:
                items = [text(item) for item in other]
            joined = ', '.join(items)
            if kind is tuple:
                joined = f'({joined},)' if len(items) == 1 else f'({joined})'
            elif kind is list:
                joined = f'[{joined}]'
            else:
                joined = f'{{{joined}}}' if items or kind is dict else '{*()}'
            return joined, _ATOM, None
        if self.__fakes__.format == Format.STRING:
            return type_repr(other) if kind is slice else repr(other), _ATOM, None
        name = self.__fakes__.unique_name()
        return name, _ATOM, {name: other}

    def __make(self, text, prec):
        extra = dict(self.__extra_names__ or {})
        extra.update(self.__fakes__.collected)
        self.__fakes__.collected = {}
        return _Stringifier(text, self.__fakes__, prec, extra_names=extra or None)

    def __index_text(self, other):
        if isinstance(other, slice):
            parts = ['' if part is None else self.__text(part)
                     for part in (other.start, other.stop)]
            if other.step is not None:
                parts.append(self.__text(other.step))
            return ':'.join(parts)
        return self.__text(other)

    def __hash__(self):
        return hash(self.__arg__)

    def __repr__(self):
        return self.__arg__

    def __format__(self, format_spec):
        raise TypeError("Cannot stringify annotation containing string formatting")

    def __getitem__(self, other):
        if type(other) is tuple and other:
            index = ', '.join([self.__index_text(item) for item in other])
            if len(other) == 1:
                index += ','
                if type(other[0]) is _Stringifier and other[0].__arg__.startswith('*'):
                    index = index[:-1]
        else:
            index = self.__index_text(other)
        return self.__make(f"{self.__text(self, _ATOM)}[{index}]", _ATOM)

    def __getattr__(self, attr):
        return self.__make(f"{self.__text(self, _ATOM)}.{attr}", _ATOM)

    def __call__(self, *args, **kwargs):
        items = [self.__text(arg) for arg in args]
        items += [f"{name}={self.__text(value)}" for name, value in kwargs.items()]
        return self.__make(f"{self.__text(self, _ATOM)}({', '.join(items)})", _ATOM)

    def __iter__(self):
        yield self.__make(f"*{self.__text(self, _BOR)}", _ATOM)

    def __repr_binary(self, left, sign, right, prec):
        if sign == '**':
            text = f"{self.__text(left, prec + 1)} ** {self.__text(right, prec)}"
        else:
            text = f"{self.__text(left, prec)} {sign} {self.__text(right, prec + 1)}"
        return self.__make(text, prec)

    def _binary(sign, prec):
        def method(self, other):
            return self.__repr_binary(self, sign, other, prec)
        return method

    def _reflected(sign, prec):
        def method(self, other):
            return self.__repr_binary(other, sign, self, prec)
        return method

    def _comparison(sign):
        def method(self, other):
            return self.__make(
                f"{self.__text(self, _CMP + 1)} {sign} {self.__text(other, _CMP + 1)}", _CMP)
        return method

    def _unary(sign):
        def method(self):
            return self.__make(f"{sign}{self.__text(self, _FACTOR)}", _FACTOR)
        return method

    for _name, _sign, _prec in (
            ('add', '+', _ARITH), ('sub', '-', _ARITH), ('mul', '*', _TERM),
            ('matmul', '@', _TERM), ('truediv', '/', _TERM), ('mod', '%', _TERM),
            ('floordiv', '//', _TERM), ('lshift', '<<', _SHIFT), ('rshift', '>>', _SHIFT),
            ('or', '|', _BOR), ('xor', '^', _BXOR), ('and', '&', _BAND), ('pow', '**', _POWER)):
        locals()[f'__{_name}__'] = _binary(_sign, _prec)
        locals()[f'__r{_name}__'] = _reflected(_sign, _prec)
    for _name, _sign in (('lt', '<'), ('le', '<='), ('eq', '=='), ('ne', '!='), ('gt', '>'),
                         ('ge', '>=')):
        locals()[f'__{_name}__'] = _comparison(_sign)
    for _name, _sign in (('invert', '~'), ('pos', '+'), ('neg', '-')):
        locals()[f'__{_name}__'] = _unary(_sign)
    del _binary, _reflected, _comparison, _unary, _name, _sign, _prec


class _Fakes:
    # The stand-ins of one evaluation.
    def __init__(self, *, globals=None, owner=None, is_class=False, format):
        self.globals = globals
        self.owner = owner
        self.is_class = is_class
        self.format = format
        self.made = []
        self.collected = {}
        self.next_id = 1

    def unique_name(self):
        name = f"__annotationlib_name_{self.next_id}__"
        self.next_id += 1
        return name

    def fill(self, namespace, code):
        """Put a stand-in for every name that the code asks for and nobody has."""
        for name in _global_names(code):
            if name not in namespace:
                namespace[name] = _Stringifier(name, self)

    def closure(self, annotate, evaluate):
        """(cells with stand-ins where needed, {name: original cell})"""
        if not annotate.__closure__:
            return None, None
        cells, originals = [], {}
        for name, cell in zip(annotate.__code__.co_freevars, annotate.__closure__):
            originals[name] = cell
            new = cell
            if not _is_full(cell) or not evaluate:
                if name == '__classdict__':
                    new = types.CellType({})    # names then come from the globals
                elif name != '__conditional_annotations__':
                    new = types.CellType(_Stringifier(name, self, cell=cell))
            cells.append(new)
        return tuple(cells), originals

    def become_references(self, cell_dict):
        """Turn every stand-in into a ForwardRef, wherever it got to."""
        for obj in self.made:
            obj.__class__ = ForwardRef
            obj.__fakes__ = None
            if cell_dict is not None and obj.__cell__ is None:
                obj.__cell__ = cell_dict


def _is_full(cell):
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True


def _global_names(code):
    names = list(code.co_names)
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            names += _global_names(const)
    return names


def _run(annotate, fakes, namespace, evaluate):
    # Call the function with other globals and cells; (result, its original cells).
    closure, cells = fakes.closure(annotate, evaluate)
    fakes.fill(namespace, annotate.__code__)
    func = types.FunctionType(annotate.__code__, namespace, closure=closure,
                              argdefs=annotate.__defaults__, kwdefaults=annotate.__kwdefaults__)
    return func(Format.VALUE_WITH_FAKE_GLOBALS), cells


# ---- functions --------------------------------------------------------------

def call_evaluate_function(evaluate, format, *, owner=None):
    """What a type alias's or type parameter's evaluate function gives in a format."""
    return call_annotate_function(evaluate, format, owner=owner, _is_evaluate=True)


def call_annotate_function(annotate, format, *, owner=None, _is_evaluate=False):
    """What an __annotate__ function gives in a format, whether it knows it or not."""
    if format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    try:
        return annotate(format)
    except NotImplementedError:
        pass
    if format == Format.STRING:
        return _as_strings(annotate, owner, _is_evaluate)
    if format == Format.FORWARDREF:
        return _with_references(annotate, owner, _is_evaluate)
    if format == Format.VALUE:
        raise RuntimeError("annotate function does not support VALUE format")
    raise ValueError(f"Invalid format: {format!r}")


def _as_strings(annotate, owner, is_evaluate):
    try:
        annotate(Format.VALUE_WITH_FAKE_GLOBALS)
    except NotImplementedError:
        # It may not be run with stand-ins.
        return annotations_to_string(annotate(Format.VALUE))
    except Exception:
        pass
    fakes = _Fakes(is_class=isinstance(owner, type), format=Format.STRING)
    result, _ = _run(annotate, fakes, {}, evaluate=False)
    if is_evaluate:
        return _stringify_single(result)
    return {key: _stringify_single(value) for key, value in result.items()}


def _with_references(annotate, owner, is_evaluate):
    def fakes():
        return _Fakes(globals=annotate.__globals__, owner=owner,
                      is_class=isinstance(owner, type), format=Format.FORWARDREF)

    # First with everything that is there, and stand-ins for the rest.
    some = fakes()
    try:
        result, cells = _run(annotate, some,
                             {**annotate.__builtins__, **annotate.__globals__}, evaluate=True)
    except NotImplementedError:
        return annotate(Format.VALUE)
    except Exception:
        pass
    else:
        some.become_references(cells)
        return result
    # That failed: nothing but stand-ins, then one by one.
    every = fakes()
    result, cells = _run(annotate, every, {}, evaluate=False)
    every.become_references(cells)
    if is_evaluate:
        return _evaluated(result)
    return {key: _evaluated(value) for key, value in result.items()}


def _evaluated(value):
    return value.evaluate(format=Format.FORWARDREF) if isinstance(value, ForwardRef) else value


def _stringify_single(value):
    if value is ...:
        return "..."
    if isinstance(value, str):
        return value
    if isinstance(value, _Template):
        return _template_text(value)
    return repr(value)


def _template_text(template):
    # A t-string literal with this value.
    parts = []
    for part in template:
        if isinstance(part, str):
            parts.append(repr(part)[1:-1].replace('{', '{{').replace('}', '}}'))
        else:
            conversion = f'!{part.conversion}' if part.conversion else ''
            spec = f':{part.format_spec}' if part.format_spec else ''
            expression = part.expression or _stringify_single(part.value)
            parts.append(f'{{{expression}{conversion}{spec}}}')
    text = ''.join(parts)
    quote = '"' if "'" in text and '"' not in text else "'"
    return f't{quote}{text}{quote}'


def get_annotate_from_class_namespace(obj):
    """The annotate function in the namespace of a class being made, or None."""
    try:
        return obj["__annotate__"]
    except KeyError:
        return obj.get("__annotate_func__", None)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=Format.VALUE):
    """A new dict with the annotations of a function, class or module.

    With eval_str, strings among them are evaluated.
    """
    if eval_str and format != Format.VALUE:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    if format == Format.VALUE:
        ann = _get_dunder_annotations(obj)
        if ann is None:
            ann = _get_and_call_annotate(obj, format)
    elif format == Format.FORWARDREF:
        try:
            ann = _get_dunder_annotations(obj)
        except Exception:
            ann = None
        if ann is not None:
            return dict(ann)
        ann = _get_and_call_annotate(obj, format)
        if ann is None:
            ann = _get_dunder_annotations(obj)
    elif format == Format.STRING:
        ann = _get_and_call_annotate(obj, format)
        if ann is not None:
            return dict(ann)
        ann = _get_dunder_annotations(obj)
        if ann is not None:
            return annotations_to_string(ann)
    elif format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    else:
        raise ValueError(f"Unsupported format {format!r}")
    if ann is None:
        if isinstance(obj, type) or callable(obj):
            return {}
        raise TypeError(f"{obj!r} does not have annotations")
    if not ann or not eval_str:
        return dict(ann)
    globals, locals = _scopes(obj, globals, locals)
    return {key: eval(_rewrite_star_unpack(value), globals, locals)
            if isinstance(value, str) else value
            for key, value in ann.items()}


def _scopes(obj, globals, locals):
    # Where the strings among an object's annotations are to be evaluated.
    if globals is None or locals is None:
        own_globals = own_locals = None
        if isinstance(obj, type):
            module = sys.modules.get(getattr(obj, "__module__", None))
            own_globals = getattr(module, "__dict__", None)
            own_locals = dict(vars(obj))
            own_globals = getattr(_unwrapped(obj), "__globals__", own_globals)
        elif isinstance(obj, types.ModuleType):
            own_globals = obj.__dict__
        elif callable(obj):
            own_globals = getattr(_unwrapped(obj), "__globals__",
                                  getattr(obj, "__globals__", None))
        globals = own_globals if globals is None else globals
        locals = own_locals if locals is None else locals
    type_params = getattr(obj, "__type_params__", ())
    if type_params:
        locals = {param.__name__: param for param in type_params} | (locals or {})
    return globals, locals


def _unwrapped(func):
    seen = {id(func)}
    functools = sys.modules.get("functools")
    while True:
        if hasattr(func, "__wrapped__"):
            inner = func.__wrapped__
        elif functools and isinstance(func, functools.partial):
            inner = func.func
        else:
            return func
        if id(inner) in seen:
            return func
        seen.add(id(inner))
        func = inner


def type_repr(value):
    """A value as it would be written in an annotation."""
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
        module = value.__module__
        if module is None:
            owner = getattr(value, "__self__", None)
            if owner is not None:
                module = (owner if isinstance(owner, type) else type(owner)).__module__
        if module is None or module == "builtins":
            return value.__qualname__
        return f"{module}.{value.__qualname__}"
    if isinstance(value, _Template):
        return _template_text(value)
    return "..." if value is ... else repr(value)


def annotations_to_string(annotations):
    """A dict of annotations with every value as text."""
    return {name: value if isinstance(value, str) else type_repr(value)
            for name, value in annotations.items()}


def _rewrite_star_unpack(arg):
    # *Ts alone is no expression.
    return f"({arg},)[0]" if arg.lstrip().startswith("*") else arg


def _get_and_call_annotate(obj, format):
    annotate = getattr(obj, "__annotate__", None)
    if annotate is None:
        return None
    ann = call_annotate_function(annotate, format, owner=obj)
    if not isinstance(ann, dict):
        raise ValueError(f"{obj!r}.__annotate__ returned a non-dict")
    return ann


_annotations_of_class = type.__dict__["__annotations__"].__get__


def _get_dunder_annotations(obj):
    if isinstance(obj, type):
        # Not by attribute: a class may inherit, or define, something of that name.
        try:
            ann = _annotations_of_class(obj)
        except AttributeError:
            return None
    else:
        ann = getattr(obj, "__annotations__", None)
        if ann is None:
            return None
    if not isinstance(ann, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    return ann
