"""How objects are taken apart for copy and pickle, beyond their own __reduce__.

Owns the table of reducers (`dispatch_table`), the extension codes, and the
default `object.__reduce_ex__` of protocols 0 and 1.
"""

__all__ = ["pickle", "constructor",
           "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Have objects of ob_type reduced by pickle_function."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that object may rebuild something: that it is callable."""
    if not callable(object):
        raise TypeError("constructors must be callable")


def pickle_complex(c):
    return complex, (c.real, c.imag)


def pickle_union(obj):
    from operator import getitem
    return getitem, (type(obj), obj.__args__)


def pickle_super(obj):
    return super, (obj.__thisclass__, obj.__self__)


pickle(complex, pickle_complex, complex)
pickle(type(int | str), pickle_union)
pickle(super, pickle_super)


def _reconstructor(cls, base, state):
    if base is object:
        obj = object.__new__(cls)
    else:
        obj = base.__new__(cls, state)
        if base.__init__ != object.__init__:
            base.__init__(obj, state)
    return obj


_HEAPTYPE = 1 << 9
_new_type = type(int.__new__)


def _has_state(base):
    """Whether a class is native and keeps something in its instances; object, where a search ends, counts."""
    return not base.__flags__ & _HEAPTYPE and (base is object or base.__basicsize__ > object.__basicsize__)


def _reduce_ex(self, proto):
    assert proto < 2
    cls = self.__class__
    # The nearest base that is not made by a class statement holds the state.
    for base in cls.__mro__:
        if hasattr(base, '__flags__') and _has_state(base):
            break
        new = base.__new__
        if isinstance(new, _new_type) and new.__self__ is base:
            break
    else:
        base = object
    if base is object:
        state = None
    else:
        if base is cls:
            raise TypeError(f"cannot pickle {cls.__name__!r} object")
        state = base(self)
    args = (cls, base, state)
    try:
        getstate = self.__getstate__
    except AttributeError:
        if getattr(self, "__slots__", None):
            raise TypeError(f"cannot pickle {cls.__name__!r} object: "
                            f"a class that defines __slots__ without "
                            f"defining __getstate__ cannot be pickled "
                            f"with protocol {proto}") from None
        try:
            dict = self.__dict__
        except AttributeError:
            dict = None
    else:
        if (getattr(self, "__slots__", None)
                and getattr(type(self), "__getstate__", None) is object.__getstate__):
            raise TypeError("a class that defines __slots__ without "
                            "defining __getstate__ cannot be pickled")
        dict = getstate()
    if dict:
        return _reconstructor, args, dict
    return _reconstructor, args


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    names = cls.__dict__.get("__slotnames__")
    if names is not None:
        return names
    names = []
    if hasattr(cls, "__slots__"):
        for c in cls.__mro__:
            slots = c.__dict__.get('__slots__', ())
            if isinstance(slots, str):
                slots = (slots,)
            for name in slots:
                if name in ("__dict__", "__weakref__"):
                    continue
                if name.startswith('__') and not name.endswith('__'):
                    stripped = c.__name__.lstrip('_')
                    names.append(f'_{stripped}{name}' if stripped else name)
                else:
                    names.append(name)
    try:
        cls.__slotnames__ = names
    except Exception:
        pass
    return names


_extension_registry = {}    # (module, name) -> code
_inverted_registry = {}     # code -> (module, name)
_extension_cache = {}       # code -> object


def add_extension(module, name, code):
    """Give the object module.name a number by which pickles may call it."""
    code = int(code)
    if not 1 <= code <= 0x7fffffff:
        raise ValueError("code out of range")
    key = (module, name)
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError("key %s is already registered with code %s"
                         % (key, _extension_registry[key]))
    if code in _inverted_registry:
        raise ValueError("code %s is already in use for key %s"
                         % (code, _inverted_registry[code]))
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Take such a number back."""
    key = (module, name)
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError("key %s is not registered with code %s" % (key, code))
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forget the objects that were found by number."""
    _extension_cache.clear()


def _new_arguments(obj):
    """What the class's __new__ is to be called with: arguments or None, keywords."""
    cls = type(obj)
    getter = getattr(obj, '__getnewargs_ex__', None)
    if getter is not None:
        made = getter()
        if not isinstance(made, tuple):
            raise TypeError(f"__getnewargs_ex__ should return a tuple, not '{type(made).__name__}'")
        if len(made) != 2:
            raise ValueError(f"__getnewargs_ex__ should return a tuple of length 2, not {len(made)}")
        args, kwargs = made
        if not isinstance(args, tuple):
            raise TypeError("first item of the tuple returned by __getnewargs_ex__ "
                            f"must be a tuple, not '{type(args).__name__}'")
        if not isinstance(kwargs, dict):
            raise TypeError("second item of the tuple returned by __getnewargs_ex__ "
                            f"must be a dict, not '{type(kwargs).__name__}'")
        return args, kwargs
    getter = getattr(obj, '__getnewargs__', None)
    if getter is None:
        return None, None
    args = getter()
    if not isinstance(args, tuple):
        raise TypeError(f"__getnewargs__ should return a tuple, not '{type(args).__name__}'")
    return args, None


def _reduce_ex_object(obj, proto=0):
    """object.__reduce_ex__: how to make the object anew by its class and its state."""
    if proto < 2:
        return _reduce_ex(obj, proto)
    cls = type(obj)
    args, kwargs = _new_arguments(obj)
    if args is None and not isinstance(obj, (list, dict)):
        for base in cls.__mro__:
            if _has_state(base):
                break
        if base is not object:
            # The state that this type keeps beside the attributes cannot be had.
            native = base is cls and cls.__module__ != 'builtins'
            name = f'{cls.__module__}.{cls.__name__}' if native else cls.__name__
            raise TypeError(f"cannot pickle {name!r} object")
    if kwargs:
        maker, given = __newobj_ex__, (cls, args, kwargs)
    else:
        maker, given = __newobj__, (cls, *(args or ()))
    state = obj.__getstate__()
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    return maker, given, state, items, pairs
