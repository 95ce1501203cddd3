"""Abstract base classes: ABCMeta, the abstract markers and virtual subclasses.

Owns the registries and the caches behind isinstance() and issubclass().
Invariant: caches hold classes weakly; a negative answer counts only while no
class was registered anywhere since it was noted (`_version`).
Leaves the refusal to instantiate abstract classes to `object.__new__`.
"""

from _abc import _pass_pattern_flags
from _weakref import ref as _ref

_version = 0
_PATTERN_FLAGS = 1 << 5 | 1 << 6    # matched by sequence and by mapping patterns


def abstractmethod(funcobj):
    """Mark a method that concrete subclasses must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """Deprecated: put @classmethod above @abstractmethod."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """Deprecated: put @staticmethod above @abstractmethod."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """Deprecated: put @property above @abstractmethod."""

    __isabstractmethod__ = True


class _State:
    """What one ABC knows: weak sets of classes, and how old the refusals are."""

    __slots__ = ('registry', 'cache', 'negative', 'negative_version')

    def __init__(self):
        self.registry = set()
        self.cache = set()
        self.negative = set()
        self.negative_version = _version


def _add(weak_set, cls):
    weak_set.add(_ref(cls, weak_set.discard))


def _abstract_names(cls, names, bases):
    found = {name for name, value in names
             if getattr(value, '__isabstractmethod__', False)}
    for base in bases:
        for name in getattr(base, '__abstractmethods__', ()):
            value = getattr(cls, name, None)
            if getattr(value, '__isabstractmethod__', False):
                found.add(name)
    return frozenset(found)


class ABCMeta(type):
    """The metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls, namespace.items(), bases)
        if namespace.get('__abc_tpflags__', 0) & _PATTERN_FLAGS == _PATTERN_FLAGS:
            raise TypeError("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE "
                            "and Py_TPFLAGS_MAPPING")
        cls._abc_impl = _State()
        return cls

    def register(cls, subclass):
        """Make subclass a virtual subclass of this ABC; returns it."""
        global _version
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        _add(cls._abc_impl.registry, subclass)
        _version += 1
        _pass_pattern_flags(cls, subclass)
        return subclass

    def __instancecheck__(cls, instance):
        """isinstance(instance, cls)"""
        try:
            subclass = instance.__class__
        except AttributeError:
            subclass = type(instance)
        state = cls._abc_impl
        key = _ref(subclass)
        if key in state.cache:
            return True
        actual = type(instance)
        if actual is subclass:
            if state.negative_version == _version and key in state.negative:
                return False
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(actual)

    def __subclasscheck__(cls, subclass):
        """issubclass(subclass, cls)"""
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        state = cls._abc_impl
        key = _ref(subclass)
        if key in state.cache:
            return True
        if state.negative_version != _version:
            state.negative = set()
            state.negative_version = _version
        elif key in state.negative:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = _inherits(cls, state, subclass)
        elif not isinstance(answer, bool):
            raise AssertionError("__subclasshook__ must return either False, "
                                 "True, or NotImplemented")
        _add(state.cache if answer else state.negative, subclass)
        return answer

    def _dump_registry(cls, file=None):
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        state = cls._abc_impl
        print(f"_abc_registry: {state.registry!r}", file=file)
        print(f"_abc_cache: {state.cache!r}", file=file)
        print(f"_abc_negative_cache: {state.negative!r}", file=file)
        print(f"_abc_negative_cache_version: {state.negative_version!r}", file=file)

    def _abc_registry_clear(cls):
        cls._abc_impl.registry.clear()

    def _abc_caches_clear(cls):
        cls._abc_impl.cache.clear()
        cls._abc_impl.negative.clear()


def _inherits(cls, state, subclass):
    if cls in getattr(subclass, '__mro__', ()):
        return True
    for reference in list(state.registry):
        registered = reference()
        if registered is not None and issubclass(subclass, registered):
            return True
    for derived in cls.__subclasses__():
        if issubclass(subclass, derived):
            return True
    return False


def get_cache_token():
    """A number that changes whenever a class is registered with any ABC."""
    return _version


def update_abstractmethods(cls):
    """Work out anew which methods of cls are abstract; for class decorators."""
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    cls.__abstractmethods__ = _abstract_names(cls, cls.__dict__.items(), cls.__bases__)
    return cls


class ABC(metaclass=ABCMeta):
    """Inherit from it to get ABCMeta without naming a metaclass."""

    __slots__ = ()
