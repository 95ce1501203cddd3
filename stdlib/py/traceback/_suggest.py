"""What the user may have meant: "Did you mean" for names, attributes and imports.

Invariant: looking for a suggestion runs no code of the program beyond __dir__ and
plain attribute reads, and no failure of it reaches the traceback.
"""

import sys

_MAX_CANDIDATES = 750
_MAX_LENGTH = 40
_MOVE_COST = 2
_CASE_COST = 1

_SET = "Did you mean to use a 'set' object?"
_LIST = "Did you mean to use a 'list' object?"
_BITS = ("Did you mean to use an 'int' object? "
         "Bitwise operators are not supported by 'float'.")

# name -> [(type, what to say, whether that is a whole sentence)]
_HINTS = {
    "push": [(list, "append", False)],
    "concat": [(list, "extend", False)],
    "addAll": [(list, "extend", False)],
    "contains": [(list, "Use 'x in list'.", True)],
    "add": [(list, _SET, True), (frozenset, _SET, True)],
    "toUpperCase": [(str, "upper", False)],
    "toLowerCase": [(str, "lower", False)],
    "trimStart": [(str, "lstrip", False)],
    "trimEnd": [(str, "rstrip", False)],
    "keySet": [(dict, "keys", False)],
    "entrySet": [(dict, "items", False)],
    "entries": [(dict, "items", False)],
    "putAll": [(dict, "update", False)],
    "put": [(dict, "Use d[k] = v.", True)],
    "append": [(tuple, _LIST, True)],
    "extend": [(tuple, _LIST, True)],
    "insert": [(tuple, _LIST, True)],
    "remove": [(tuple, _LIST, True), (frozenset, _SET, True)],
    "discard": [(frozenset, _SET, True)],
    "update": [(frozenset, _SET, True),
               (frozendict, "Did you mean to use a 'dict' object?", True)],
    **{f"__{name}__": [(float, _BITS, True)]
       for name in ('or', 'and', 'xor', 'lshift', 'rshift')},
}


def cross_language_hint(obj, wrong_name):
    """For a method that another language, or a mutable relative, has."""
    for kind, hint, whole in _HINTS.get(wrong_name, ()):
        if isinstance(obj, kind):
            return hint if whole else f"Did you mean '.{hint}'?"
    return None


def _is_lazy_import(obj, name):
    from types import LazyImportType, ModuleType
    if not isinstance(obj, ModuleType):
        return False
    return isinstance(obj.__dict__.get(name), LazyImportType)


def _names_of(obj):
    try:
        names = obj.__dir__()
    except TypeError:
        names = type(obj).__dir__(obj)
    return sorted(name for name in names
                  if isinstance(name, str) and not _is_lazy_import(obj, name))


def _last(tb):
    while tb.tb_next is not None:
        tb = tb.tb_next
    return tb.tb_frame


def _attribute_candidates(exc, tb, wrong_name):
    obj = exc.obj
    names = _names_of(obj)
    if wrong_name[:1] != '_':
        # Private names only where the object looks at itself.
        own = False
        if tb is not None:
            scope = _last(tb).f_locals
            own = 'self' in scope and scope['self'] is obj
        if not own:
            names = [name for name in names if name[:1] != '_']
    return names


def _import_candidates(exc, wrong_name):
    names = _names_of(__import__(exc.name))
    if wrong_name[:1] != '_':
        names = [name for name in names if name[:1] != '_']
    return names


def _modules_in(folder):
    import os
    try:
        entries = sorted(os.listdir(folder or '.'))
    except OSError:
        return
    for entry in entries:
        stem, dot, end = entry.partition('.')
        if end == 'py' and stem != '__init__':
            yield stem
        elif not dot and os.path.isfile(os.path.join(folder or '.', entry, '__init__.py')):
            yield entry


# Modules of machine code that are no files in CPython's library.
_BUILT_IN = {'array', 'cmath', 'faulthandler', 'fcntl', 'grp', 'itertools', 'marshal', 'pwd', 'pyexpat', 'select',
             'syslog', 'zlib'}


def _module_candidates(wrong_name):
    parent = None
    parent_name = wrong_name.rpartition('.')[0]
    names = []
    if parent_name:
        from importlib.util import find_spec
        parent = find_spec(parent_name)
        for folder in parent.submodule_search_locations or ():
            names += [f"{parent_name}.{name}" for name in _modules_in(folder)]
    else:
        # As if the library were a folder, in which modules made of machine code are not.
        names += [name for name in sorted(sys.stdlib_module_names)
                  if name not in sys.builtin_module_names and name not in _BUILT_IN]
        for folder in sys.path:
            names += _modules_in(folder)
    for finder in sys.meta_path:
        discover = getattr(finder, 'discover', None)
        if discover:
            names += [spec.name for spec in discover(parent)]
    return names


def suggest(exc, tb, wrong_name):
    """The name that was probably meant, or None."""
    if not isinstance(wrong_name, str):
        return None
    unnormalised = False
    if not wrong_name.isascii():
        from unicodedata import normalize
        normal = normalize('NFKC', wrong_name)
        unnormalised = normal != wrong_name
        wrong_name = normal
    try:
        if isinstance(exc, AttributeError):
            names = _attribute_candidates(exc, tb, wrong_name)
        elif isinstance(exc, ModuleNotFoundError):
            names = _module_candidates(wrong_name)
        elif isinstance(exc, ImportError):
            names = _import_candidates(exc, wrong_name)
        else:
            if tb is None:
                return None
            frame = _last(tb)
            names = [name for scope in (frame.f_locals, frame.f_globals, frame.f_builtins)
                     for name in scope if isinstance(name, str)]
            if unnormalised and wrong_name in names:
                return wrong_name
            if 'self' in frame.f_locals and _has(frame.f_locals['self'], wrong_name):
                return f"self.{wrong_name}"
    except Exception:
        return None
    if unnormalised and wrong_name in names:
        return wrong_name
    found = closest(names, wrong_name)
    if not found and isinstance(exc, AttributeError):
        try:
            found = _nested(exc.obj, wrong_name, names)
        except Exception:
            found = None
    return found


def _has(obj, name):
    try:
        return hasattr(obj, name)
    except Exception:
        return False


def closest(names, wrong_name):
    """The name with the least distance, if that is small enough."""
    if len(names) > _MAX_CANDIDATES or len(wrong_name) > _MAX_LENGTH:
        return None
    best, found = sys.maxsize, None
    for name in names:
        if name == wrong_name:
            continue
        limit = min((len(name) + len(wrong_name) + 3) * _MOVE_COST // 6, best - 1)
        distance = _levenshtein_distance(wrong_name, name, limit)
        if distance <= limit and (not found or distance < best):
            best, found = distance, name
    return found


def _levenshtein_distance(a, b, limit):
    # Levenshtein's, where a change of case costs half; anything > limit if it exceeds that.
    if a == b:
        return 0
    start = 0
    while start < len(a) and start < len(b) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    end = 0
    while end < len(a) and end < len(b) and a[-1 - end] == b[-1 - end]:
        end += 1
    if end:
        a, b = a[:-end], b[:-end]
    if not a or not b:
        return _MOVE_COST * (len(a) + len(b))
    if len(a) > _MAX_LENGTH or len(b) > _MAX_LENGTH:
        return limit + 1
    if len(b) < len(a):
        a, b = b, a
    if (len(b) - len(a)) * _MOVE_COST > limit:
        return limit + 1
    row = [_MOVE_COST * (i + 1) for i in range(len(a))]
    result = 0
    for i, ch_b in enumerate(b):
        diagonal = result = i * _MOVE_COST
        lowest = sys.maxsize
        for j, ch_a in enumerate(a):
            if ch_a == ch_b:
                cost = 0
            else:
                cost = _CASE_COST if ch_a.lower() == ch_b.lower() else _MOVE_COST
            substituted = diagonal + cost
            diagonal = row[j]
            result = min(min(result, diagonal) + _MOVE_COST, substituted)
            row[j] = result
            lowest = min(lowest, result)
        if lowest > limit:
            return limit + 1
    return result


def _nested(obj, wrong_name, names):
    # obj.inner.wrong_name; properties are left alone, they might do anything.
    from inspect import getattr_static
    absent = object()
    for name in [name for name in names if not name.startswith('_')][:20]:
        try:
            on_class = getattr_static(type(obj), name, absent)
            if on_class is not absent and hasattr(on_class, '__get__'):
                continue
            if _is_lazy_import(obj, name):
                continue
            inner = getattr(obj, name)
            if _is_lazy_import(inner, wrong_name):
                continue
            if getattr_static(inner, wrong_name, absent) is not absent:
                return f"{name}.{wrong_name}"
        except Exception:
            pass
    return None


def _quoted(name, dot=''):
    text = f"'{dot}{name}'"
    return text if name.isascii() else f"{text} ({name!a})"


def completed(text, exc_type, exc, tb):
    """The exception's text, with a suggestion at its end if there is one."""
    if issubclass(exc_type, ImportError) and getattr(exc, 'name_from', None) is not None:
        found = suggest(exc, tb, exc.name_from)
        if found:
            text += f". Did you mean: {_quoted(found)}?"
    elif issubclass(exc_type, ModuleNotFoundError):
        text = _missing_module(text, exc, tb)
    elif issubclass(exc_type, AttributeError) and getattr(exc, 'name', None) is not None:
        name = exc.name
        hint = cross_language_hint(exc.obj, name) if hasattr(exc, 'obj') else None
        if hint:
            text += f". {hint}"
        else:
            found = suggest(exc, tb, name)
            if found:
                text += f". Did you mean {_quoted(found, '.')} instead of "
                text += f"'.{name}'?" if found.isascii() else f"'.{name}' ({name!a})?"
    elif issubclass(exc_type, NameError) and getattr(exc, 'name', None) is not None:
        name = exc.name
        found = suggest(exc, tb, name)
        if found:
            text += f". Did you mean: {_quoted(found)}?"
        if name in sys.stdlib_module_names:
            text += " Or did" if found else ". Did"
            text += f" you forget to import '{name}'?"
    return text


def _missing_module(text, exc, tb):
    name = getattr(exc, 'name', None)
    if name in sys.stdlib_module_names:
        if name in ('_overlapped', '_testconsole', '_winapi', '_wmi', 'msvcrt', 'nt', 'winreg', 'winsound'):
            return f"Unsupported platform for Windows-only standard library module {name!r}"
        return f"Standard library module {name!r} was not found"
    if sys.flags.no_site:
        return text + (". Site initialization is disabled, did you forget to "
                       "add the site-packages directory to sys.path "
                       "or to enable your virtual environment?")
    found = suggest(exc, tb, name)
    return text + f". Did you mean: '{found}'?" if found else text
