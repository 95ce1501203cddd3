"""Classes that are mostly data: methods made from the annotations of their fields.

Owns the decorator and the functions that look at its results.
Invariant: __dataclass_fields__ of a class holds its fields in order, those of its
bases first; all methods of one class are compiled together, in one exec.
"""

import abc
import sys
import types
from reprlib import recursive_repr

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY',
           'MISSING', 'fields', 'asdict', 'astuple', 'make_dataclass', 'replace',
           'is_dataclass']


class FrozenInstanceError(AttributeError):
    """A field of a frozen instance was to be changed."""


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


class _MISSING_TYPE:
    def __repr__(self):
        return 'MISSING'


class _KW_ONLY_TYPE:
    def __repr__(self):
        return 'KW_ONLY'


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_EMPTY_METADATA = frozendict()

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'


class _FIELD_BASE:
    # Kinds of fields.
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')


class InitVar:
    """Marks an annotation: an argument of __init__ that is passed to __post_init__ only."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type):
            type_name = self.type.__name__
        else:
            type_name = repr(self.type)
        return f'dataclasses.InitVar[{type_name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of one field; made by field() or the decorator."""

    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init',
                 'compare', 'metadata', 'kw_only', 'doc', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata,
                 kw_only, doc):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = (_EMPTY_METADATA if metadata is None
                         else types.MappingProxyType(metadata))
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        names = ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash',
                 'compare', 'metadata', 'kw_only', 'doc')
        return ('Field(' + ','.join(f'{name}={getattr(self, name)!r}' for name in names)
                + f',_field_type={self._field_type})')

    def __set_name__(self, owner, name):
        # The default may be a descriptor that wants to know its name.
        func = getattr(type(self.default), '__set_name__', None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(types.GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen',
                 'match_args', 'kw_only', 'slots', 'weakref_slot')

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return ('_DataclassParams('
                + ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__) + ')')


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING, doc=None):
    """Say more about a field than its type and default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


# ---- making the methods -----------------------------------------------------

class _Builder:
    # Collects the source of methods, to be compiled at once.

    def __init__(self, cls):
        self.cls = cls
        module = sys.modules.get(cls.__module__)
        self.globals = {} if module is None else module.__dict__
        self.locals = {'__dataclass_object__': object}
        self.source = []
        self.methods = []   # (name, how to add it, fields and result to annotate)

    def add(self, name, args, body, *, how='keep', decorator=None, annotate=None):
        # how: 'set', 'keep' (what the class has), or the text of an error if it has one.
        lines = [f' {decorator}'] if decorator else []
        lines.append(f' def {name}({", ".join(args)}):')
        lines += [f'  {line}' for line in body]
        self.source.append('\n'.join(lines))
        self.methods.append((name, how, annotate))

    def add_to_class(self):
        cls = self.cls
        if not self.methods:
            return
        names = ''.join(f'{name}, ' for name, _, _ in self.methods)
        body = '\n'.join(self.source)
        text = f"def __create_fn__({', '.join(self.locals)}):\n{body}\n return ({names})"
        namespace = {}
        exec(text, self.globals, namespace)
        functions = namespace['__create_fn__'](**self.locals)
        for (name, how, annotate), function in zip(self.methods, functions):
            function.__qualname__ = f"{cls.__qualname__}.{name}"
            if annotate is not None:
                function.__annotate__ = _make_annotate(cls, name, *annotate)
            if how == 'set' or name not in cls.__dict__:
                setattr(cls, name, function)
            elif how != 'keep':
                raise TypeError(f'Cannot overwrite attribute {name} '
                                f'in class {cls.__name__}{how}')


def _make_annotate(__class__, method_name, names, result):
    # The annotations of a method are those of the fields, in whatever format.
    def __annotate__(format, /):
        import annotationlib
        Format = annotationlib.Format
        if format not in (Format.VALUE, Format.FORWARDREF, Format.STRING):
            raise NotImplementedError(format)
        found = {}
        for base in reversed(__class__.__mro__):
            found.update(annotationlib.get_annotations(base, format=format))
        annotations = {name: found[name] for name in names if name in found}
        if result is not MISSING:
            annotations['return'] = (annotationlib.type_repr(result)
                                     if format == Format.STRING else result)
        return annotations

    __annotate__.__generated_by_dataclasses__ = True
    __annotate__.__qualname__ = f"{__class__.__qualname__}.{method_name}.__annotate__"
    return __annotate__


def _add_init(builder, positional, keyword_only, frozen, has_post_init, self_name, slots):
    params = positional + keyword_only
    seen_default = None
    for f in positional:
        if f.init:
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen_default = f
            elif seen_default:
                raise TypeError(f'non-default argument {f.name!r} '
                                f'follows default argument {seen_default.name!r}')
    builder.locals['__dataclass_HAS_DEFAULT_FACTORY__'] = _HAS_DEFAULT_FACTORY
    body = []
    for f in builder.cls.__dict__[_FIELDS].values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        value = _init_value(f, builder.locals, slots)
        if value is None or f._field_type is _FIELD_INITVAR:
            continue
        if frozen:
            body.append(f'__dataclass_object__.__setattr__({self_name}, {f.name!r}, {value})')
        else:
            body.append(f'{self_name}.{f.name} = {value}')
    if has_post_init:
        given = ', '.join(f.name for f in builder.cls.__dict__[_FIELDS].values()
                          if f._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.{_POST_INIT_NAME}({given})')
    args = [self_name, *(_init_param(f) for f in positional)]
    if keyword_only:
        args += ['*', *(_init_param(f) for f in keyword_only)]
    builder.add('__init__', args, body or ['pass'],
                annotate=([f.name for f in params], None))


def _init_param(f):
    if f.default is not MISSING:
        return f'{f.name}=__dataclass_dflt_{f.name}__'
    if f.default_factory is not MISSING:
        return f'{f.name}=__dataclass_HAS_DEFAULT_FACTORY__'
    return f.name


def _init_value(f, names, slots):
    # The expression that __init__ assigns to the field; None leaves it to the class.
    default = f'__dataclass_dflt_{f.name}__'
    if f.default_factory is not MISSING:
        names[default] = f.default_factory
        if not f.init:
            return f'{default}()'
        return f'{default}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}'
    if f.default is not MISSING:
        if f.init or slots:
            names[default] = f.default
    if f.init:
        return f.name
    return default if slots and f.default is not MISSING else None


def _add_repr(builder, fields):
    shown = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in fields if f.repr)
    builder.locals['__dataclass_recursive_repr__'] = recursive_repr
    builder.add('__repr__', ['self'],
                [f'return f"{{self.__class__.__qualname__}}({shown})"'],
                decorator='@__dataclass_recursive_repr__()')


def _add_eq(builder, fields):
    terms = [f'self.{f.name} == other.{f.name}' for f in fields if f.compare]
    builder.add('__eq__', ['self', 'other'], [
        'if self is other:',
        ' return True',
        'if other.__class__ is self.__class__:',
        f' return {" and ".join(terms) or "True"}',
        'return NotImplemented'])


def _tuple_of(obj, fields):
    return '(' + ''.join(f'{obj}.{f.name}, ' for f in fields) + ')'


def _add_order(builder, fields):
    fields = [f for f in fields if f.compare]
    for name, sign in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
        builder.add(name, ['self', 'other'], [
            'if other.__class__ is self.__class__:',
            f' return {_tuple_of("self", fields)} {sign} {_tuple_of("other", fields)}',
            'return NotImplemented'], how='. Consider using functools.total_ordering')


def _add_frozen(builder, cls, fields):
    builder.locals['__dataclass_cls__'] = cls
    builder.locals['__dataclass_Frozen__'] = FrozenInstanceError
    names = _names_tuple(fields)
    for method, args, verb in (('__setattr__', ('name', 'value'), 'assign to'),
                               ('__delattr__', ('name',), 'delete')):
        given = ', '.join(args)
        builder.add(method, ['self', *args], [
            f'if type(self) is __class__ or name in {names}:',
            f' raise __dataclass_Frozen__(f"cannot {verb} field {{name!r}}")',
            f'super(__class__, self).{method}({given})'], how='')
    builder.locals['__class__'] = cls


def _names_tuple(fields):
    return '(' + ''.join(f'{f.name!r}, ' for f in fields) + ')'


def _add_hash(builder, fields):
    fields = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    builder.add('__hash__', ['self'], [f'return hash({_tuple_of("self", fields)})'], how='set')


def _hash_action(unsafe_hash, eq, frozen, has_explicit_hash):
    # 'add', 'none' (unhashable), 'error' or None (leave it).
    if unsafe_hash:
        return 'error' if has_explicit_hash else 'add'
    if not eq or has_explicit_hash:
        return None
    return 'add' if frozen else 'none'


# ---- finding the fields -----------------------------------------------------

def _annotations_of(cls):
    # Annotations may name what does not exist yet; only then the heavy way is taken.
    try:
        return dict(_raw_annotations(cls) or {})
    except Exception:
        import annotationlib
        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)


_class_annotations = type.__dict__['__annotations__'].__get__


def _raw_annotations(cls):
    try:
        return _class_annotations(cls)
    except AttributeError:
        return None


def _is_classvar(annotation, typing):
    return (annotation is typing.ClassVar
            or getattr(annotation, '__origin__', None) is typing.ClassVar
            and type(annotation) is typing._GenericAlias)


def _is_initvar(annotation, dataclasses=None):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation, dataclasses=None):
    return annotation is KW_ONLY


def _named_by(text, cls):
    # What the dotted name that a string annotation starts with means in the module of
    # the class; what follows it is not looked at.
    found = sys.modules.get(cls.__module__)
    rest = text.lstrip()
    dotted = False
    while True:
        end = 0
        while end < len(rest) and (rest[end].isalnum() or rest[end] == '_'):
            end += 1
        if not end:
            # "name." without anything to follow counts as the name.
            return found if dotted else None
        try:
            found = getattr(found, rest[:end], None)
        except Exception:
            return None     # a lazy import that fails
        rest = rest[end:].lstrip()
        if found is None or not rest.startswith('.'):
            return found
        rest = rest[1:].lstrip()
        dotted = True


def _kind_of(annotation, cls):
    if isinstance(annotation, str):
        annotation = _named_by(annotation, cls)
    typing = sys.modules.get('typing')
    if typing is not None and _is_classvar(annotation, typing):
        return _FIELD_CLASSVAR
    if _is_initvar(annotation):
        return _FIELD_INITVAR
    return _FIELD


def _get_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            default = MISSING   # a slot
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _kind_of(annotation, cls)
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    # A default that can change is taken for a mistake; hashing tells.
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field '
                         f'{f.name} is not allowed: use default_factory')
    return f


def _inherited(cls, fields, frozen):
    # Take over the fields of the bases; frozen and other ones do not mix.
    frozen_bases = []
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            fields.update(base_fields)
            frozen_bases.append(getattr(base, _PARAMS).frozen)
    if any(frozen_bases) and not frozen:
        return 'cannot inherit non-frozen dataclass from a frozen one'
    if frozen_bases and not all(frozen_bases) and frozen:
        return 'cannot inherit frozen dataclass from a non-frozen one'
    return None


def _own_fields(cls, kw_only):
    annotations = _annotations_of(cls)
    found = []
    seen_marker = False
    for name, annotation in annotations.items():
        meaning = _named_by(annotation, cls) if isinstance(annotation, str) else annotation
        if _is_kw_only(meaning):
            if seen_marker:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY '
                                'has already been specified')
            seen_marker = kw_only = True
        else:
            found.append(_get_field(cls, name, annotation, kw_only))
    return annotations, found


class _AutoDocstring:
    # The signature as documentation; worked out when someone reads it.
    def __get__(self, _obj, cls):
        try:
            import annotationlib
            import inspect
            text = str(inspect.signature(
                cls, annotation_format=annotationlib.Format.FORWARDREF)).replace(' -> None', '')
        except (TypeError, ValueError):
            text = ''
        doc = cls.__name__ + text
        setattr(cls, '__doc__', doc)
        return doc


_auto_docstring = _AutoDocstring()


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                   slots, weakref_slot):
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen,
                                           match_args, kw_only, slots, weakref_slot))
    fields = {}
    misfit = _inherited(cls, fields, frozen)
    annotations, own = _own_fields(cls, kw_only)
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if misfit:
        raise TypeError(misfit)
    setattr(cls, _FIELDS, fields)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING
                             or class_hash is None and '__eq__' in cls.__dict__)
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    in_init = [f for f in fields.values()
               if f.init and f._field_type in (_FIELD, _FIELD_INITVAR)]
    positional = [f for f in in_init if not f.kw_only]
    builder = _Builder(cls)
    real = [f for f in fields.values() if f._field_type is _FIELD]
    if init:
        _add_init(builder, positional, [f for f in in_init if f.kw_only], frozen,
                  hasattr(cls, _POST_INIT_NAME),
                  '__dataclass_self__' if 'self' in fields else 'self', slots)
    if '__replace__' not in cls.__dict__:
        cls.__replace__ = _replace
    if repr:
        _add_repr(builder, real)
    if eq:
        _add_eq(builder, real)
    if order:
        _add_order(builder, real)
    if frozen:
        _add_frozen(builder, cls, real)
    action = _hash_action(unsafe_hash, eq, frozen, has_explicit_hash)
    if action == 'error':
        raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
    if action == 'add':
        _add_hash(builder, real)
    elif action == 'none':
        cls.__hash__ = None
    builder.add_to_class()
    if not getattr(cls, '__doc__'):
        cls.__doc__ = _auto_docstring
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in positional)
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot, fields)
    abc.update_abstractmethods(cls)
    return cls


# ---- slots ------------------------------------------------------------------

def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        # Past the __setattr__ of a frozen class.
        object.__setattr__(self, f.name, value)


def _get_slots(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        if getattr(cls, '__weakrefoffset__', -1) != 0:
            yield '__weakref__'
        if getattr(cls, '__dictoffset__', -1) != 0:
            yield '__dict__'
    elif isinstance(slots, str):
        yield slots
    elif hasattr(slots, '__next__'):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    else:
        yield from slots


def _point_to(f, old, new):
    # In a method that uses super(): make its __class__ the new class.
    code = getattr(f, '__code__', None)
    if code is None or '__class__' not in code.co_freevars:
        return False
    cell = f.__closure__[code.co_freevars.index('__class__')]
    try:
        if cell.cell_contents is not old:
            return False
    except ValueError:
        return False
    cell.cell_contents = new
    return True


def _add_slots(cls, is_frozen, weakref_slot, defined):
    # Slots cannot be added to a class: make another one like it.
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    names = tuple(f.name for f in fields(cls))
    taken = {slot for base in cls.__mro__[1:-1] for slot in _get_slots(base)}
    wanted = names + (('__weakref__',) if weakref_slot else ())
    slots = {name: getattr(defined.get(name), 'doc', None)
             for name in wanted if name not in taken}
    namespace['__slots__'] = slots if any(d is not None for d in slots.values()) else tuple(slots)
    for name in (*names, '__dict__', '__weakref__'):
        namespace.pop(name, None)
    qualname = getattr(cls, '__qualname__', None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if is_frozen:
        if '__getstate__' not in namespace:
            new.__getstate__ = _dataclass_getstate
        if '__setstate__' not in namespace:
            new.__setstate__ = _dataclass_setstate
    for member in new.__dict__.values():
        if not isinstance(member, type) and hasattr(member, '__wrapped__'):
            import inspect
            member = inspect.unwrap(member)
        if isinstance(member, property):
            functions = (member.fget, member.fset, member.fdel)
        else:
            functions = (member,) if isinstance(member, types.FunctionType) else ()
        # All methods of a class share one cell.
        if any(_point_to(f, cls, new) for f in functions):
            break
    new_annotations = _annotations_of(new)
    for f in getattr(new, _FIELDS).values():
        if f.name in new_annotations:
            f.type = new_annotations[f.name]
    annotate = getattr(new.__init__, '__annotate__', None)
    if getattr(annotate, '__generated_by_dataclasses__', False):
        _point_to(annotate, cls, new)
    return new


# ---- the public functions ---------------------------------------------------

def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False,
              unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    """Class decorator: add __init__, __repr__, __eq__ and more, made from the fields."""
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args,
                              kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields of a dataclass or an instance of one, as a tuple."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """True for a dataclass and for an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


_ATOMIC_TYPES = frozenset({
    types.NoneType, bool, int, float, str, complex, bytes, types.EllipsisType,
    types.NotImplementedType, types.CodeType, types.BuiltinFunctionType,
    types.FunctionType, type, range, property})


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, and so for instances within it."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _taken_apart(obj, lambda obj, inner: dict_factory(
        [(f.name, inner(getattr(obj, f.name))) for f in fields(obj)]))


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, and so for instances within it."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _taken_apart(obj, lambda obj, inner: tuple_factory(
        [inner(getattr(obj, f.name)) for f in fields(obj)]))


def _taken_apart(obj, make):
    def inner(obj):
        return _taken_apart(obj, make)

    kind = type(obj)
    if kind in _ATOMIC_TYPES:
        return obj
    if hasattr(kind, _FIELDS):
        return make(obj, inner)
    if kind is list:
        return [inner(v) for v in obj]
    if kind is dict:
        return {inner(k): inner(v) for k, v in obj.items()}
    if kind is tuple:
        return tuple([inner(v) for v in obj])
    if kind is frozendict:
        return frozendict({inner(k): inner(v) for k, v in obj.items()})
    if issubclass(kind, tuple):
        if hasattr(obj, '_fields'):
            return kind(*[inner(v) for v in obj])   # a namedtuple
        return kind(inner(v) for v in obj)
    if issubclass(kind, (dict, frozendict)):
        if hasattr(kind, 'default_factory'):
            result = kind(getattr(obj, 'default_factory'))
            for k, v in obj.items():
                result[inner(k)] = inner(v)
            return result
        return kind((inner(k), inner(v)) for k, v in obj.items())
    if issubclass(kind, list):
        return kind(inner(v) for v in obj)
    import copy
    return copy.deepcopy(obj)


_ANY = object()


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True,
                   repr=True, eq=True, order=False, unsafe_hash=False,
                   frozen=False, match_args=True, kw_only=False, slots=False,
                   weakref_slot=False, module=None, decorator=dataclass):
    """A new dataclass; fields are names, (name, type) or (name, type, field or default)."""
    import keyword
    if namespace is None:
        namespace = {}
    annotations, defaults = {}, {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, _ANY
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, spec = item
            defaults[name] = spec
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if keyword.iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = annotation
    finished = False

    def annotate_method(format):
        import annotationlib
        Format = annotationlib.Format

        def any_type():
            # typing is only imported for who asks for values.
            if format == Format.STRING:
                return 'typing.Any'
            if format == Format.FORWARDREF:
                typing = sys.modules.get('typing')
                if typing is None:
                    return annotationlib.ForwardRef('Any', module='typing')
                return typing.Any
            if format == Format.VALUE and finished:
                from typing import Any
                return Any
            raise NotImplementedError

        result = {name: any_type() if annotation is _ANY else annotation
                  for name, annotation in annotations.items()}
        if format == Format.STRING:
            return annotationlib.annotations_to_string(result)
        return result

    def fill(ns):
        ns.update(namespace)
        ns.update(defaults)

    cls = types.new_class(cls_name, bases, {}, fill)
    cls.__annotate__ = annotate_method
    if module is None:
        module = sys._getframemodulename(1) or '__main__'
    cls.__module__ = module
    cls = decorator(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                    frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                    weakref_slot=weakref_slot)
    finished = True
    return cls


def replace(obj, /, **changes):
    """A copy of an instance with some fields replaced."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f'field {f.name} is declared with init=False, '
                                'it cannot be specified with replace()')
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
