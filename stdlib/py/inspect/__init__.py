"""Looking at live objects: what they are, what they have, where they come from.

Owns the questions about kinds, members and documentation; source code stands in
`_source`, signatures in `_signature`, frames and running code in `_frames`.
Invariant: getattr_static() runs no code of what it looks at.
"""

import functools
import sys
import types
from _collections_abc import Awaitable as _Awaitable
from annotationlib import get_annotations
from collections import namedtuple

__all__ = [
    'AGEN_CLOSED', 'AGEN_CREATED', 'AGEN_RUNNING', 'AGEN_SUSPENDED', 'ArgInfo', 'Arguments',
    'Attribute', 'BlockFinder', 'BoundArguments', 'BufferFlags', 'CORO_CLOSED',
    'CORO_CREATED', 'CORO_RUNNING', 'CORO_SUSPENDED', 'CO_ASYNC_GENERATOR', 'CO_COROUTINE',
    'CO_GENERATOR', 'CO_ITERABLE_COROUTINE', 'CO_NESTED', 'CO_NEWLOCALS', 'CO_NOFREE',
    'CO_OPTIMIZED', 'CO_VARARGS', 'CO_VARKEYWORDS', 'CO_HAS_DOCSTRING', 'CO_METHOD',
    'ClassFoundException', 'ClosureVars', 'EndOfBlock', 'FrameInfo', 'FullArgSpec',
    'GEN_CLOSED', 'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'Parameter', 'Signature',
    'TPFLAGS_IS_ABSTRACT', 'Traceback', 'classify_class_attrs', 'cleandoc', 'currentframe',
    'findsource', 'formatannotation', 'formatannotationrelativeto', 'formatargvalues',
    'get_annotations', 'getabsfile', 'getargs', 'getargvalues', 'getasyncgenlocals',
    'getasyncgenstate', 'getattr_static', 'getblock', 'getcallargs', 'getclasstree',
    'getclosurevars', 'getcomments', 'getcoroutinelocals', 'getcoroutinestate', 'getdoc',
    'getfile', 'getframeinfo', 'getfullargspec', 'getgeneratorlocals', 'getgeneratorstate',
    'getinnerframes', 'getlineno', 'getmembers', 'getmembers_static', 'getmodule',
    'getmodulename', 'getmro', 'getouterframes', 'getsource', 'getsourcefile',
    'getsourcelines', 'indentsize', 'isabstract', 'isasyncgen', 'isasyncgenfunction',
    'isawaitable', 'isbuiltin', 'isclass', 'iscode', 'iscoroutine', 'iscoroutinefunction',
    'isdatadescriptor', 'isframe', 'isfunction', 'isgenerator', 'isgeneratorfunction',
    'isgetsetdescriptor', 'ismemberdescriptor', 'ismethod', 'ismethoddescriptor',
    'ismethodwrapper', 'ismodule', 'ispackage', 'isroutine', 'istraceback',
    'markcoroutinefunction', 'signature', 'stack', 'trace', 'unwrap', 'walktree']

CO_OPTIMIZED = 0x1
CO_NEWLOCALS = 0x2
CO_VARARGS = 0x4
CO_VARKEYWORDS = 0x8
CO_NESTED = 0x10
CO_GENERATOR = 0x20
CO_NOFREE = 0x40
CO_COROUTINE = 0x80
CO_ITERABLE_COROUTINE = 0x100
CO_ASYNC_GENERATOR = 0x200
CO_HAS_DOCSTRING = 0x4000000
CO_METHOD = 0x8000000
TPFLAGS_IS_ABSTRACT = 1 << 20


# ---- kinds of objects -------------------------------------------------------

def ismodule(object):
    """True for a module."""
    return isinstance(object, types.ModuleType)


def isclass(object):
    """True for a class."""
    return isinstance(object, type)


def ismethod(object):
    """True for a method written in Python, bound to its object."""
    return isinstance(object, types.MethodType)


def ispackage(object):
    """True for a module that can have submodules."""
    return ismodule(object) and hasattr(object, "__path__")


def ismethoddescriptor(object):
    """True for what has __get__ but not __set__, and is no function, method or class."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return (hasattr(tp, "__get__") and not hasattr(tp, "__set__")
            and not hasattr(tp, "__delete__"))


def isdatadescriptor(object):
    """True for what has __set__ or __delete__."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, "__set__") or hasattr(tp, "__delete__")


def ismemberdescriptor(object):
    """True for a slot, or the like in a native type."""
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    """True for a computed attribute of a native type."""
    return isinstance(object, types.GetSetDescriptorType)


def isfunction(object):
    """True for a function written in Python."""
    return isinstance(object, types.FunctionType)


def _has_code_flag(f, flag):
    f = functools._unwrap_partialmethod(f)
    while ismethod(f):
        f = f.__func__
    f = functools._unwrap_partial(f)
    if not (isfunction(f) or _signature_is_functionlike(f)):
        return False
    return bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    """True for a function with yield."""
    return _has_code_flag(obj, CO_GENERATOR)


_is_coroutine_mark = object()


def _has_coroutine_mark(f):
    f = functools._unwrap_partialmethod(f)
    while ismethod(f):
        f = f.__func__
    f = functools._unwrap_partial(f)
    return getattr(f, "_is_coroutine_marker", None) is _is_coroutine_mark


def markcoroutinefunction(func):
    """Decorator: a plain function that returns a coroutine; counts as `async def`."""
    if hasattr(func, '__func__'):
        func = func.__func__
    func._is_coroutine_marker = _is_coroutine_mark
    return func


def iscoroutinefunction(obj):
    """True for an `async def` function, or one marked as such."""
    return _has_code_flag(obj, CO_COROUTINE) or _has_coroutine_mark(obj)


def isasyncgenfunction(obj):
    """True for an `async def` function with yield."""
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isasyncgen(object):
    """True for an asynchronous generator."""
    return isinstance(object, types.AsyncGeneratorType)


def isgenerator(object):
    """True for a generator."""
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    """True for a coroutine."""
    return isinstance(object, types.CoroutineType)


def isawaitable(object):
    """True for what can be awaited."""
    return (isinstance(object, types.CoroutineType)
            or isinstance(object, types.GeneratorType)
            and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
            or isinstance(object, _Awaitable))


def istraceback(object):
    """True for a traceback."""
    return isinstance(object, types.TracebackType)


def isframe(object):
    """True for a frame."""
    return isinstance(object, types.FrameType)


def iscode(object):
    """True for a code object."""
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    """True for a native function or bound method."""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    """True for a bound special method of a native type."""
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """True for any kind of function or method."""
    return (isbuiltin(object) or isfunction(object) or ismethod(object)
            or ismethoddescriptor(object) or ismethodwrapper(object)
            or isinstance(object, functools._singledispatchmethod_get))


def isabstract(object):
    """True for a class that has abstract methods left."""
    if not isinstance(object, type):
        return False
    if object.__flags__ & TPFLAGS_IS_ABSTRACT:
        return True
    from abc import ABCMeta
    if not issubclass(type(object), ABCMeta):
        return False
    if hasattr(object, '__abstractmethods__'):
        return False
    # In the middle of being made, as when __init_subclass__ asks.
    for value in object.__dict__.values():
        if getattr(value, "__isabstractmethod__", False):
            return True
    for base in object.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(object, name, None), "__isabstractmethod__", False):
                return True
    return False


# ---- members ----------------------------------------------------------------

def _getmembers(object, predicate, getter):
    if isclass(object):
        mro = getmro(object)
        names = dir(object)
        # Attributes that only instances show, among them virtual ones of enums.
        try:
            for base in object.__bases__:
                for name, value in base.__dict__.items():
                    if isinstance(value, types.DynamicClassAttribute):
                        names.append(name)
        except AttributeError:
            pass
    else:
        mro = ()
        names = dir(object)
    results = []
    seen = set()
    for key in names:
        try:
            value = getter(object, key)
            if key in seen:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if key in base.__dict__:
                    value = base.__dict__[key]
                    break
            else:
                continue    # dir() promised too much
        if not predicate or predicate(value):
            results.append((key, value))
        seen.add(key)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """The (name, value) pairs of an object, sorted; predicate picks values."""
    return _getmembers(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """getmembers() that runs no properties and the like."""
    return _getmembers(object, predicate, getattr_static)


Attribute = namedtuple('Attribute', 'name kind defining_class object')


def classify_class_attrs(cls):
    """An Attribute(name, kind, defining class, object) for each name of a class."""
    mro = getmro(cls)
    class_bases = (cls,) + mro
    metamro = tuple(c for c in getmro(type(cls)) if c not in (type, object))
    all_bases = mro + metamro
    names = dir(cls)
    for base in mro:
        for name, value in base.__dict__.items():
            if isinstance(value, types.DynamicClassAttribute) and value.fget is not None:
                names.append(name)
    result = []
    processed = set()
    for name in names:
        found = _locate(cls, name, class_bases, metamro, all_bases, name in processed)
        if found is None:
            continue
        home, obj, get_obj, dict_obj = found
        if isinstance(dict_obj, (staticmethod, types.BuiltinMethodType)):
            kind = "static method"
            obj = dict_obj
        elif isinstance(dict_obj, (classmethod, types.ClassMethodDescriptorType)):
            kind = "class method"
            obj = dict_obj
        elif isinstance(dict_obj, property):
            kind = "property"
            obj = dict_obj
        else:
            kind = "method" if isroutine(obj) else "data"
        result.append(Attribute(name, kind, home, obj))
        processed.add(name)
    return result


def _locate(cls, name, class_bases, metamro, all_bases, again):
    # (defining class, object, what getattr gave, what the class's dict has) of a name.
    home = get_obj = dict_obj = None
    got = False
    if not again:
        try:
            if name == '__dict__':
                raise Exception("__dict__ is special, don't want the proxy")
            get_obj = getattr(cls, name)
            got = True
        except Exception:
            pass
        else:
            home = getattr(get_obj, "__objclass__", home)
            if home not in class_bases:
                # The name may be the metaclass's.
                home = last = None
                for base in class_bases:
                    if getattr(base, name, None) is get_obj:
                        last = base
                for base in metamro:
                    try:
                        from_meta = base.__getattr__(cls, name)
                    except AttributeError:
                        continue
                    if from_meta is get_obj:
                        last = base
                if last is not None:
                    home = last
    for base in all_bases:
        if name in base.__dict__:
            dict_obj = base.__dict__[name]
            if home not in metamro:
                home = base
            break
    if home is None:
        return None
    return home, get_obj if got and get_obj is not None else dict_obj, get_obj, dict_obj


def getmro(cls):
    """The method resolution order of a class."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """What is at the end of a chain of __wrapped__; stop(f) ends it earlier."""
    original = func
    # By id: objects here need not be hashable. The dict keeps them alive.
    seen = {id(func): func}
    limit = sys.getrecursionlimit()
    while not isinstance(func, type) and hasattr(func, '__wrapped__'):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= limit:
            raise ValueError('wrapper loop when unwrapping {!r}'.format(original))
        seen[id(func)] = func
    return func


# ---- attributes without running code ----------------------------------------

_sentinel = object()
_static_getmro = type.__dict__['__mro__'].__get__
_get_dunder_dict_of_class = type.__dict__["__dict__"].__get__


def _check_instance(obj, attr):
    try:
        instance_dict = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return _sentinel
    return dict.get(instance_dict, attr, _sentinel)


def _check_class(klass, attr):
    for entry in _static_getmro(klass):
        if _shadowed_dict(type(entry)) is _sentinel and attr in entry.__dict__:
            return entry.__dict__[attr]
    return _sentinel


def _shadowed_dict(klass):
    # What a class has put in the place of the ordinary __dict__, if anything.
    for entry in _static_getmro(klass):
        own = _get_dunder_dict_of_class(entry)
        if '__dict__' in own:
            value = own['__dict__']
            if not (type(value) is types.GetSetDescriptorType and value.__name__ == '__dict__'
                    and (value.__objclass__ is object or value.__objclass__ is entry)):
                return value
    return _sentinel


def getattr_static(obj, attr, default=_sentinel):
    """An attribute as it is stored: no descriptors, no __getattr__."""
    instance_result = _sentinel
    objtype = type(obj)
    if type not in _static_getmro(objtype):
        klass = objtype
        dict_attr = _shadowed_dict(klass)
        if dict_attr is _sentinel or type(dict_attr) is types.MemberDescriptorType:
            instance_result = _check_instance(obj, attr)
    else:
        klass = obj
    klass_result = _check_class(klass, attr)
    if instance_result is not _sentinel and klass_result is not _sentinel:
        kind = type(klass_result)
        if (_check_class(kind, '__get__') is not _sentinel
                and (_check_class(kind, '__set__') is not _sentinel
                     or _check_class(kind, '__delete__') is not _sentinel)):
            return klass_result
    if instance_result is not _sentinel:
        return instance_result
    if klass_result is not _sentinel:
        return klass_result
    if obj is klass:
        for entry in _static_getmro(type(klass)):
            if _shadowed_dict(type(entry)) is _sentinel and attr in entry.__dict__:
                return entry.__dict__[attr]
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


# ---- documentation ----------------------------------------------------------

def _findclass(func):
    cls = sys.modules.get(func.__module__)
    if cls is None:
        return None
    for name in func.__qualname__.split('.')[:-1]:
        cls = getattr(cls, name)
    return cls if isclass(cls) else None


def _home_of(obj):
    # (class, name) under which an attribute is found in a class; None if it is not.
    if ismethod(obj):
        name = obj.__func__.__name__
        self = obj.__self__
        if isclass(self) and getattr(getattr(self, name, None), '__func__') is obj.__func__:
            return self, name
        return self.__class__, name
    if isbuiltin(obj):
        name = obj.__name__
        self = obj.__self__
        if isclass(self) and self.__qualname__ + '.' + name == obj.__qualname__:
            return self, name
        return self.__class__, name
    if isfunction(obj):
        name, cls = obj.__name__, _findclass(obj)
    elif isinstance(obj, property):
        name, cls = obj.__name__, _findclass(obj.fget)
    elif isinstance(obj, functools.cached_property):
        name, cls = obj.attrname, _findclass(obj.func)
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        name, cls = obj.__name__, obj.__objclass__
    else:
        return None
    if cls is None or getattr(cls, name) is not obj:
        return None
    return cls, name


def _finddoc(obj, *, search_in_class=True):
    # The documentation that an object inherits.
    if search_in_class and isclass(obj):
        for base in obj.__mro__:
            doc = getattr(base, '__doc__', None) if base is not object else None
            if doc is not None:
                return doc
        return None
    home = _home_of(obj)
    if home is None:
        return None
    cls, name = home
    if ismemberdescriptor(obj):
        slots = getattr(cls, '__slots__', None)
        if isinstance(slots, dict) and name in slots:
            return slots[name]
    for base in cls.__mro__:
        try:
            doc = getattr(base, name).__doc__
        except AttributeError:
            continue
        if doc is not None:
            return doc
    return None


def _getowndoc(obj):
    # Documentation that is the object's, not merely its type's.
    try:
        doc = object.__getattribute__(obj, '__doc__')
        if doc is not None and obj is not type:
            of_type = type(obj).__doc__
            if isinstance(of_type, str) and of_type == doc:
                return None
        return doc
    except AttributeError:
        return None


def getdoc(object, *, fallback_to_class_doc=True, inherit_class_doc=True):
    """The documentation of an object, its own or inherited, without indentation."""
    if fallback_to_class_doc:
        try:
            doc = object.__doc__
        except AttributeError:
            return None
    else:
        doc = _getowndoc(object)
    if doc is None:
        try:
            doc = _finddoc(object, search_in_class=inherit_class_doc)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """A docstring without the indentation that it has from the code around it."""
    lines = doc.expandtabs().split('\n')
    margins = [len(line) - len(line.lstrip(' ')) for line in lines[1:] if line.lstrip(' ')]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip(' '), *(line[margin:] for line in lines[1:])]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


# ---- trees of classes -------------------------------------------------------

def walktree(classes, children, parent):
    """getclasstree()'s recursion."""
    results = []
    classes.sort(key=lambda cls: (cls.__module__, cls.__name__))
    for c in classes:
        results.append((c, c.__bases__))
        if c in children:
            results.append(walktree(children[c], children, c))
    return results


def getclasstree(classes, unique=False):
    """Classes as nested lists: after each (class, bases) a list of those derived from it."""
    children = {}
    roots = []
    for c in classes:
        if c.__bases__:
            for parent in c.__bases__:
                derived = children.setdefault(parent, [])
                if c not in derived:
                    derived.append(c)
                if unique and parent in classes:
                    break
        elif c not in roots:
            roots.append(c)
    roots.extend(parent for parent in children if parent not in classes)
    return walktree(roots, children, None)


from inspect._signature import (
    BoundArguments, Parameter, Signature, _empty, _ParameterKind, _signature_from_callable,
    _signature_is_functionlike, _void, FullArgSpec, formatannotation,
    formatannotationrelativeto, getfullargspec, signature)
from inspect._source import (
    BlockFinder, ClassFoundException, EndOfBlock, findsource, getabsfile, getblock,
    getcomments, getfile, getmodule, getmodulename, getsource, getsourcefile, getsourcelines,
    indentsize, modulesbyfile, _filesbymodname)
from inspect._frames import (
    AGEN_CLOSED, AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, CORO_CLOSED, CORO_CREATED,
    CORO_RUNNING, CORO_SUSPENDED, GEN_CLOSED, GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, ArgInfo,
    Arguments, BufferFlags, ClosureVars, FrameInfo, Traceback, currentframe, formatargvalues,
    getargs, getargvalues, getasyncgenlocals, getasyncgenstate, getcallargs, getclosurevars,
    getcoroutinelocals, getcoroutinestate, getframeinfo, getgeneratorlocals,
    getgeneratorstate, getinnerframes, getlineno, getouterframes, stack, trace)
