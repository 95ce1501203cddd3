"""Enumerations: classes whose attributes are the only instances they have.

Owns EnumType and what is built with it: Enum, IntEnum, StrEnum, Flag, IntFlag.
Invariant: `_member_map_` holds every name (aliases too) in definition order,
`_member_names_` the canonical ones, `_value2member_map_` every hashable value.
Members come into being while `type.__new__` calls __set_name__, so that
__init_subclass__ finds them in place.
"""

import builtins as _builtins
import sys
from types import DynamicClassAttribute, MappingProxyType
from enum._body import (EnumDict, _is_descriptor, _is_single_bit, _iter_bits_lsb, _high_bit,
                        _not_given, auto, bin, member, nonmember, property, show_flag_values)

__all__ = ['EnumType', 'EnumMeta', 'EnumDict',
           'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum',
           'auto', 'unique', 'property', 'verify', 'member', 'nonmember',
           'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP',
           'global_flag_repr', 'global_enum_repr', 'global_str', 'global_enum',
           'EnumCheck', 'CONTINUOUS', 'NAMED_FLAGS', 'UNIQUE',
           'pickle_by_global_name', 'pickle_by_enum_name', 'show_flag_values', 'bin']

# Looked at by the machinery before they exist.
Enum = Flag = EJECT = ReprEnum = None


class _proto_member:
    # Holds a member's place in the namespace until type.__new__ reaches it.

    def __init__(self, value):
        self.value = value

    def __set_name__(self, enum_class, member_name):
        delattr(enum_class, member_name)
        new = self._instance(enum_class)
        value = new._value_
        new._name_ = member_name
        new.__objclass__ = enum_class
        new.__init__(*self._args(enum_class))
        new._sort_order_ = len(enum_class._member_names_)
        is_flag = Flag is not None and issubclass(enum_class, Flag)
        if is_flag:
            if isinstance(value, int):
                enum_class._flag_mask_ |= value
                if _is_single_bit(value):
                    enum_class._singles_mask_ |= value
            enum_class._all_bits_ = 2 ** enum_class._flag_mask_.bit_length() - 1
        existing = _member_with(enum_class, value)
        if existing is not None:
            new = existing      # this name is an alias
        elif not is_flag or isinstance(value, int) and _is_single_bit(value):
            enum_class._member_names_.append(member_name)
        enum_class._add_member_(member_name, new)
        _note_value(enum_class, member_name, value, new)

    def _args(self, enum_class):
        value = self.value
        args = value if isinstance(value, tuple) else (value,)
        return (args,) if enum_class._member_type_ is tuple else args

    def _instance(self, enum_class):
        args = self._args(enum_class)
        if enum_class._use_args_:
            new = enum_class._new_member_(enum_class, *args)
        else:
            new = enum_class._new_member_(enum_class)
        if not hasattr(new, '_value_'):
            if enum_class._member_type_ is object:
                new._value_ = self.value
            else:
                try:
                    new._value_ = enum_class._member_type_(*args)
                except Exception as exc:
                    raise TypeError('_value_ not set in __new__, unable to create it') from exc
        return new


def _member_with(enum_class, value):
    try:
        return enum_class._value2member_map_.get(value)
    except TypeError:
        for existing in enum_class._member_map_.values():
            if existing._value_ == value:
                return existing
    return None


def _note_value(enum_class, name, value, enum_member):
    try:
        enum_class._value2member_map_.setdefault(value, enum_member)
        if value not in enum_class._hashable_values_:
            enum_class._hashable_values_.append(value)
    except TypeError:
        enum_class._unhashable_values_.append(value)
        enum_class._unhashable_values_map_.setdefault(name, []).append(value)


# ---- the metaclass ----------------------------------------------------------

_FLAG_ATTRIBUTES = {'_flag_mask_': 0, '_singles_mask_': 0, '_all_bits_': 0, '_inverted_': None}


def _make_negatives_positive(protos):
    # In a flag, -n means: all the bits that are named, less n's.
    bits = 0
    inverted = []
    for proto in protos:
        value = proto.value
        first = value[0] if isinstance(value, tuple) and value else value
        if isinstance(first, int):
            if first < 0:
                inverted.append(proto)
            else:
                bits |= first
    for proto in inverted:
        if isinstance(proto.value, int):
            proto.value = bits & proto.value
        else:
            proto.value = (bits & proto.value[0],) + proto.value[1:]


def _dataclass_repr(self):
    fields = self.__dataclass_fields__
    return ', '.join('%s=%r' % (k, getattr(self, k)) for k in fields if fields[k].repr)


class EnumType(type):
    """The metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        enum_dict = EnumDict(cls)
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            enum_dict['_generate_next_value_'] = getattr(
                first_enum, '_generate_next_value_', None)
        return enum_dict

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        member_names = classdict._member_names
        for key in [*classdict.get('_ignore_', ()), '_ignore_']:
            classdict.pop(key, None)
        invalid = set(member_names) & {'mro', ''}
        if invalid:
            raise ValueError('invalid enum member name(s) %s' % ','.join(map(repr, invalid)))
        order = classdict.pop('_order_', None)
        body = dict(classdict)
        next_value = body.get('_generate_next_value_')
        if next_value is not None and type(next_value) is not staticmethod:
            body['_generate_next_value_'] = staticmethod(next_value)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new, save_new, use_args = metacls._find_new_(body, member_type, first_enum)
        protos = []
        for name in member_names:
            body[name] = _proto_member(body[name])
            protos.append(body[name])
        body.update(
            _new_member_=new, _use_args_=use_args, _member_names_=[], _member_map_={},
            _value2member_map_={}, _hashable_values_=[], _unhashable_values_=[],
            _unhashable_values_map_={}, _member_type_=member_type,
            _value_repr_=metacls._find_data_repr_(cls, bases),
            _boundary_=boundary or getattr(first_enum, '_boundary_', None),
            **_FLAG_ATTRIBUTES)
        if Flag is not None and bases and issubclass(bases[-1], Flag):
            _make_negatives_positive(protos)
        body['_in_progress_'] = True
        try:
            enum_class = super().__new__(metacls, cls, bases, body, **kwds)
        except Exception as exc:
            # The note that __set_name__ failed says nothing the user would know of.
            if hasattr(exc, '__notes__'):
                del exc.__notes__
            raise
        delattr(enum_class, '_in_progress_')
        metacls._settle_methods(enum_class, bases, member_type, first_enum)
        if Enum is not None:
            if save_new:
                enum_class.__new_member__ = new
            enum_class.__new__ = Enum.__new__
        metacls._settle_flag(enum_class, cls)
        if order is not None:
            metacls._check_order(enum_class, order)
        return enum_class

    @staticmethod
    def _settle_methods(enum_class, bases, member_type, first_enum):
        # The methods of the data type must not win over the enum's own.
        own = enum_class.__dict__
        if ReprEnum is not None and ReprEnum in bases:
            if member_type is object:
                raise TypeError('ReprEnum subclasses must be mixed with a data type (i.e.'
                                ' int, str, float, etc.)')
            if '__format__' not in own:
                enum_class.__format__ = member_type.__format__
            if '__str__' not in own:
                method = member_type.__str__
                if method is object.__str__:
                    method = member_type.__repr__
                enum_class.__str__ = method
        for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
            if name not in own:
                if getattr(enum_class, name) in (getattr(member_type, name), getattr(object, name)):
                    setattr(enum_class, name, getattr(first_enum, name))
        if Flag is not None and issubclass(enum_class, Flag):
            for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__',
                         '__invert__'):
                if name not in own:
                    setattr(enum_class, name, getattr(Flag, name))

    @staticmethod
    def _settle_flag(enum_class, cls):
        if issubclass(enum_class, Flag) if Flag is not None else cls == 'Flag':
            values = [m._value_ for m in enum_class]
            if values != sorted(values):
                enum_class._iter_member_ = enum_class._iter_member_by_def_
        else:
            for name in ('_boundary_', *_FLAG_ATTRIBUTES):
                delattr(enum_class, name)

    @staticmethod
    def _check_order(enum_class, order):
        # _order_ need not, but may, list aliases and composite flags.
        if isinstance(order, str):
            order = order.replace(',', ' ').split()
        members = enum_class._member_map_
        order = [name for name in order
                 if name not in members or name in enum_class._member_names_]
        if order and order != enum_class._member_names_:
            raise TypeError('member order does not match _order_:\n  %r\n  %r'
                            % (enum_class._member_names_, order))

    def __bool__(cls):
        return True

    def __call__(cls, value, names=_not_given, *values, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        """The member with this value; of an enum without members: a new enum."""
        if cls._member_map_:
            if names is not _not_given:
                value = (value, names) + values
            return cls.__new__(cls, value)
        if names is _not_given and type is None:
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant "
                            "to create a new, empty, enum")
        return cls._create_(class_name=value, names=None if names is _not_given else names,
                            module=module, qualname=qualname, type=type, start=start,
                            boundary=boundary)

    def __contains__(cls, value):
        """True for members, their values and, in a flag, valid combinations."""
        if isinstance(value, cls):
            return True
        if issubclass(cls, Flag):
            try:
                return isinstance(cls._missing_(value), cls)
            except ValueError:
                pass
        return value in cls._unhashable_values_ or value in cls._hashable_values_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __dir__(cls):
        names = {'__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__',
                 '__members__', '__module__', '__name__', '__qualname__',
                 *(cls._member_map_ if issubclass(cls, Flag) else cls._member_names_)}
        if cls._new_member_ is not object.__new__:
            names.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add('__init_subclass__')
        if cls._member_type_ is not object:
            names.update(dir(cls._member_type_))
        return sorted(names)

    def __getitem__(cls, name):
        """The member of this name."""
        return cls._member_map_[name]

    def __iter__(cls):
        """The members in definition order, aliases left out."""
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        """How many members there are, aliases left out."""
        return len(cls._member_names_)

    @_builtins.property
    def __members__(cls):
        """A read-only mapping of all names, aliases too, to members."""
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = 'flag' if Flag is not None and issubclass(cls, Flag) else 'enum'
        return "<%s %r>" % (kind, cls.__name__)

    def __reversed__(cls):
        """The members from the last to the first."""
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        """A new enum: names is a string, an iterable of names or pairs, or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            values = []
            for count, name in enumerate(names):
                values.append(first_enum._generate_next_value_(name, start, count, values[:]))
            names = list(zip(names, values))
        for item in () if names is None else names:
            if isinstance(item, str):
                classdict[item] = names[item]
            else:
                name, value = item
                classdict[name] = value
        if module is None:
            module = sys._getframemodulename(2)
        if module is None:
            _make_class_unpicklable(classdict)
        else:
            classdict['__module__'] = module
        if qualname is not None:
            classdict['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Make an enum of the constants of a module (or of source) that filter picks."""
        module_globals = sys.modules[module].__dict__
        source = source.__dict__ if source else module_globals
        members = [(key, value) for key, value in source.items() if filter(key)]
        try:
            # By value, so that the name for a value is the same every time.
            members.sort(key=lambda t: (t[1], t[0]))
        except TypeError:
            members.sort(key=lambda t: t[0])
        body = dict(members)
        body['__module__'] = module
        new = _simple_enum(etype=cls, boundary=boundary or KEEP)(type(name, (object,), body))
        if as_global:
            global_enum(new)
        else:
            module_globals.update(new.__members__)
        module_globals[name] = new
        return new

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """(the type whose values the members are, the enum that they extend)"""
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                own = base.__dict__
                if '__repr__' in own:
                    if ('__dataclass_fields__' in own and '__dataclass_params__' in own
                            and own['__dataclass_params__'].repr):
                        return _dataclass_repr
                    return own['__repr__']
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        # The most derived class of a chain that has a __new__ (or fields) is the type.
        data_types = set()
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        data_types.add(base._member_type_)
                        break
                elif '__new__' in base.__dict__ or '__dataclass_fields__' in base.__dict__:
                    data_types.add(candidate or base)
                    break
                else:
                    candidate = candidate or base
        if len(data_types) > 1:
            raise TypeError('too many data types for %r: %r' % (class_name, data_types))
        return data_types.pop() if data_types else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """(how to make a member, whether to keep that for subclasses, whether to pass the value)"""
        new = classdict.get('__new__')
        save_new = first_enum is not None and new is not None
        if new is None:
            useless = {None, None.__new__, object.__new__, getattr(Enum, '__new__', None)}
            targets = [getattr(possible, method, None)
                       for method in ('__new_member__', '__new__')
                       for possible in (member_type, first_enum)]
            new = next((target for target in targets if target not in useless), object.__new__)
        use_args = first_enum is not None and new not in (
            getattr(Enum, '__new__', None), object.__new__)
        return new, save_new, use_args

    def _add_member_(cls, name, member):
        if name in cls._member_map_:
            if cls._member_map_[name] is not member:
                raise NameError('%r is already bound: %r' % (name, cls._member_map_[name]))
            return
        # A descriptor of that name further up would hide the member on instances;
        # a redirecting property gives both what they expect.
        found = kind = where = None
        for base in cls.__mro__[1:]:
            attr = base.__dict__.get(name)
            if attr is None:
                continue
            if isinstance(attr, DynamicClassAttribute):
                found, where, kind = attr, base, 'enum'
                break
            if _is_descriptor(attr):
                found, kind, where = attr, kind or 'desc', where or base
            else:
                kind, where = 'attr', base
        if found:
            redirect = property()
            redirect.member = member
            redirect.__set_name__(cls, name)
            if kind in ('enum', 'desc'):
                redirect.fget = getattr(found, 'fget', None)
                redirect.fset = getattr(found, 'fset', None)
                redirect.fdel = getattr(found, 'fdel', None)
            redirect._attr_type = kind
            redirect._cls_type = where
            setattr(cls, name, redirect)
        else:
            setattr(cls, name, member)
        cls._member_map_[name] = member

    @_builtins.property
    def __signature__(cls):
        from inspect import Parameter, Signature
        if cls._member_names_:
            return Signature([Parameter('values', Parameter.VAR_POSITIONAL)])
        keyword = Parameter.KEYWORD_ONLY
        return Signature([Parameter('new_class_name', Parameter.POSITIONAL_ONLY),
                          Parameter('names', Parameter.POSITIONAL_OR_KEYWORD),
                          *(Parameter(name, keyword, default=default) for name, default in (
                              ('module', None), ('qualname', None), ('type', None),
                              ('start', 1), ('boundary', None)))])


EnumMeta = EnumType
_EnumDict = EnumDict


def _make_class_unpicklable(obj):
    def _break_on_call_reduce(self, proto):
        raise TypeError('%r cannot be pickled' % self)

    if isinstance(obj, dict):
        obj['__reduce_ex__'] = _break_on_call_reduce
        obj['__module__'] = '<unknown>'
    else:
        obj.__reduce_ex__ = _break_on_call_reduce
        obj.__module__ = '<unknown>'


# ---- the classes to derive from ---------------------------------------------

class Enum(metaclass=EnumType):
    """A set of named values: class Color(Enum): RED = 1"""

    def __new__(cls, value):
        # Looks a member up; the members themselves were made by _new_member_.
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for name, values in cls._unhashable_values_map_.items():
                if value in values:
                    return cls[name]
            for name, enum_member in cls._member_map_.items():
                if value == enum_member._value_:
                    return cls[name]
        if not cls._member_map_:
            if getattr(cls, '_in_progress_', False):
                raise TypeError('do not use `super().__new__; '
                                'call the appropriate __new__ directly') from None
            raise TypeError("%r has no members defined" % cls)
        return cls._found_by_missing(value)

    @classmethod
    def _found_by_missing(cls, value):
        error = result = None
        try:
            result = cls._missing_(value)
        except Exception as exc:
            error = exc
        if isinstance(result, cls) or (
                issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int)):
            return result
        invalid = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        try:
            if error is None:
                if result is None:
                    raise invalid
                error = TypeError('error in %s._missing_: returned %r instead of None '
                                  'or a valid member' % (cls.__name__, result))
            if not isinstance(error, ValueError):
                error.__context__ = invalid
            raise error
        finally:
            # The traceback would otherwise hold this frame, and the frame the errors.
            error = invalid = None

    def _add_alias_(self, name):
        """Give the member one more name."""
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        """Let the member be found by one more value."""
        cls = self.__class__
        existing = _member_with(cls, value)
        if existing is not None:
            if existing is not self:
                raise ValueError('%r is already bound: %r' % (value, existing))
            return
        _note_value(cls, getattr(self, '_name_', None), value, self)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """What auto() stands for: one more than the largest value so far."""
        if not last_values:
            return start
        try:
            last = sorted(last_values).pop()
        except TypeError:
            raise TypeError('unable to sort non-numeric values') from None
        try:
            return last + 1
        except TypeError:
            raise TypeError('unable to increment %r' % (last,)) from None

    @classmethod
    def _missing_(cls, value):
        """Asked when no member has this value; may return one."""
        return None

    def __repr__(self):
        value_repr = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, value_repr(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        names = set()
        if self.__class__._member_type_ is not object:
            names = set(object.__dir__(self))
        names.update(name for name in getattr(self, '__dict__', ())
                     if name[0] != '_' and name not in self._member_map_)
        for cls in self.__class__.mro():
            for name, obj in cls.__dict__.items():
                if name[0] == '_':
                    continue
                if isinstance(obj, property):
                    if obj.fget is not None or name not in self._member_map_:
                        names.add(name)
                    else:
                        names.discard(name)
                elif name not in self._member_map_:
                    names.add(name)
        return sorted(names | {'__class__', '__doc__', '__eq__', '__hash__', '__module__'})

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


class ReprEnum(Enum):
    """An enum that keeps only its repr; str() and format() are the data type's."""


class IntEnum(int, ReprEnum):
    """An enum whose members are ints."""


class StrEnum(str, ReprEnum):
    """An enum whose members are strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError('too many arguments for str(): %r' % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError('%r is not a string' % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError('encoding must be a string, not %r' % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError('errors must be a string, not %r' % (values[2]))
        value = str(*values)
        new = str.__new__(cls, value)
        new._value_ = value
        return new

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """What auto() stands for: the name in lower case."""
        return name.lower()


def pickle_by_global_name(self, proto):
    """A __reduce_ex__ for enums whose members are also globals of their module."""
    return self.name


_reduce_ex_by_global_name = pickle_by_global_name


def pickle_by_enum_name(self, proto):
    """A __reduce_ex__ that finds the member by name instead of by value."""
    return getattr, (self.__class__, self._name_)


class FlagBoundary(StrEnum):
    """What a flag does with bits that it does not know."""

    STRICT = auto()     # refuses them
    CONFORM = auto()    # drops them
    EJECT = auto()      # gives a plain int back
    KEEP = auto()       # keeps them


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """An enum whose members can be combined with | & ^ ~"""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """What auto() stands for: the next power of two."""
        if not count:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** (_high_bit(last) + 1)
        except Exception:
            raise TypeError('invalid flag value %r' % last) from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        """The single-bit members in value, lowest bit first."""
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The single-bit members in value, in definition order."""
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """Make the combination that value stands for, as the boundary allows."""
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        flag_mask, all_bits = cls._flag_mask_, cls._all_bits_
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ flag_mask):
            if cls._boundary_ is EJECT:
                return value
            value = cls._bounded(value)
        negative = None
        if value < 0:
            negative = value
            if cls._boundary_ in (EJECT, KEEP):
                value += all_bits + 1
            else:
                value &= cls._singles_mask_
        unknown = value & ~flag_mask
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError('%s(%r) -->  unknown values %r [%s]'
                             % (cls.__name__, value, unknown, bin(unknown)))
        if cls._member_type_ is object:
            new = object.__new__(cls)
        else:
            new = cls._member_type_.__new__(cls, value)
        if not hasattr(new, '_value_'):
            new._value_ = value
        new._name_ = cls._combined_name(value)
        new = cls._value2member_map_.setdefault(value, new)
        if negative is not None:
            cls._value2member_map_[negative] = new
        return new

    @classmethod
    def _bounded(cls, value):
        boundary = cls._boundary_
        if boundary is STRICT:
            width = max(value.bit_length(), cls._flag_mask_.bit_length())
            raise ValueError("%r invalid value %r\n    given %s\n  allowed %s" % (
                cls, value, bin(value, width), bin(cls._flag_mask_, width)))
        if boundary is CONFORM:
            return value & cls._flag_mask_
        if boundary is KEEP:
            if value < 0:
                value += max(cls._all_bits_ + 1, 2 ** value.bit_length())
            return value
        raise ValueError('%r unknown flag boundary %r' % (cls, boundary))

    @classmethod
    def _combined_name(cls, value):
        singles = value & cls._singles_mask_
        if not value:
            return None
        members = list(cls._iter_member_(singles))
        covered = 0
        for m in members:
            covered |= m._value_
        if value & ~cls._singles_mask_:
            # Bits that only composite members have.
            for m in cls._member_map_.values():
                if m not in members and m._value_ and m._value_ & value == m._value_:
                    members.append(m)
                    covered |= m._value_
        if not covered:
            return None
        name = '|'.join([m._name_ for m in members])
        unknown = value ^ covered
        if unknown:
            if cls._boundary_ is STRICT:
                raise ValueError('%r: no members with value %r' % (cls, unknown))
            name += '|%s' % cls._numeric_repr_(unknown)
        return name

    def __contains__(self, other):
        """True if every bit of other is set here."""
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (
                type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The single-bit members set here, in definition order."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls = self.__class__
        value_repr = cls._value_repr_ or repr
        if self._name_ is None:
            return "<%s: %s>" % (cls.__name__, value_repr(self._value_))
        return "<%s.%s: %s>" % (cls.__name__, self._name_, value_repr(self._value_))

    def __str__(self):
        if self._name_ is None:
            return '%s(%r)' % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def _operand(self, other, sign):
        value = self._get_value(other)
        if value is NotImplemented:
            return value
        for flag in self, other:
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with {sign}")
        return value

    def __or__(self, other):
        value = self._operand(other, '|')
        if value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._operand(other, '&')
        if value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._operand(other, '^')
        if value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._get_value(self) is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            value = ~self._value_
            if self._boundary_ not in (EJECT, KEEP):
                value &= self._singles_mask_
            self._inverted_ = self.__class__(value)
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """A flag whose members are ints."""


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Class decorator: make an enum of a plain class with the names and values in it."""
    def convert_class(cls):
        namespace = etype.__class__.__prepare__(cls.__name__, (etype,))
        for name, value in cls.__dict__.items():
            if name not in ('__dict__', '__weakref__'):
                namespace[name] = value
        if namespace.get('__doc__') is None:
            namespace.pop('__doc__', None)
        return etype.__class__(cls.__name__, (etype,), namespace, boundary=boundary)

    return convert_class


from enum._check import (CONTINUOUS, NAMED_FLAGS, UNIQUE, EnumCheck, global_enum,
                         global_enum_repr, global_flag_repr, global_str, unique, verify)
