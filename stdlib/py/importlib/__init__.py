"""Importing by function call.

Leaves the import itself to the interpreter; `_load` runs what finders on
sys.meta_path come up with, `machinery`, `util` and `abc` have the classes.
"""

import sys

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

__import__ = __import__


def invalidate_caches():
    """Tell the finders on sys.meta_path to look anew."""
    for finder in sys.meta_path:
        if hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


def import_module(name, package=None):
    """Import a module and return it; with leading dots, relative to a package."""
    level = 0
    if name.startswith('.'):
        if not package:
            raise TypeError("the 'package' argument is required to perform a "
                            f"relative import for {name!r}")
        while level < len(name) and name[level] == '.':
            level += 1
        name = _absolute(name[level:], package, level)
    if not isinstance(name, str):
        raise TypeError(f'module name must be str, not {type(name)}')
    if not name:
        raise ValueError('Empty module name')
    __import__(name)
    try:
        return sys.modules[name]
    except KeyError:
        # The module took itself out while it ran.
        raise KeyError(name) from None


def _absolute(name, package, level):
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{bits[0]}.{name}' if name else bits[0]


_RELOADING = {}


def reload(module):
    """Run a module's code anew, in the same module; returns it."""
    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError("reload() argument must be a module") from None
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    if name in _RELOADING:
        return _RELOADING[name]
    _RELOADING[name] = module
    try:
        from importlib._load import exec_in, find
        parent_name = name.rpartition('.')[0]
        path = None
        if parent_name:
            try:
                parent = sys.modules[parent_name]
            except KeyError:
                raise ImportError(f"parent {parent_name!r} not in sys.modules",
                                  name=parent_name) from None
            path = parent.__path__
        spec = module.__spec__ = find(name, path, module)
        if spec is None:
            raise ModuleNotFoundError(f"spec not found for the module {name!r}", name=name)
        exec_in(spec, module)
        # The module may have put something else in its place.
        return sys.modules[name]
    finally:
        _RELOADING.pop(name, None)


def __getattr__(name):
    if name in ('abc', 'machinery', 'util'):
        return import_module(f'importlib.{name}')
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
