"""From a spec to a module: what the interpreter calls for finders written in Python.

Owns the search as Python code sees it, which goes the same way as the
interpreter's own: sys.meta_path, builtin modules, frozen modules, the path.
Invariant: a module is in sys.modules while it runs, and taken out if it fails.
"""

import sys

ModuleSpec = type(__spec__)


def find(name, path=None, target=None):
    """The spec of a module, or None."""
    for finder in list(sys.meta_path):
        find_spec = getattr(finder, 'find_spec', None)
        if find_spec is not None:
            spec = find_spec(name, path, target)
            if spec is not None:
                return spec
    from importlib import machinery
    for finder in (machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder):
        if finder not in sys.meta_path:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                return spec
    return None


def module_from_spec(spec):
    """A new module with the attributes that its spec asks for, not run yet."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = type(sys)(spec.name)
    _init_attributes(spec, module)
    return module


def _init_attributes(spec, module, override=False):
    def put(name, value):
        if override or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass

    put('__name__', spec.name)
    put('__loader__', spec.loader)
    put('__package__', spec.parent)
    try:
        module.__spec__ = spec
    except AttributeError:
        pass
    if spec.submodule_search_locations is not None:
        put('__path__', spec.submodule_search_locations)
    if spec.has_location:
        put('__file__', spec.origin)


def exec_in(spec, module):
    """Run the code that a spec stands for in a module."""
    if sys.modules.get(spec.name) is not module:
        raise ImportError(f'module {spec.name!r} not in sys.modules', name=spec.name)
    _init_attributes(spec, module, override=True)
    loader = spec.loader
    if loader is None:
        if spec.submodule_search_locations is None:
            raise ImportError('missing loader', name=spec.name)
        return module       # a namespace package has nothing to run
    loader.exec_module(module)
    return module


def load_from_spec(spec):
    """Make the module of a spec, run it, and return what sys.modules then has."""
    if spec.loader is not None and not hasattr(spec.loader, 'exec_module'):
        raise ImportError(f"{spec.loader!r} has no exec_module()", name=spec.name)
    if spec.loader is None and spec.submodule_search_locations is None:
        raise ImportError('missing loader', name=spec.name)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is not None:
                spec.loader.exec_module(module)
        except BaseException:
            sys.modules.pop(spec.name, None)
            raise
        # To the end of the dict, as one that was just imported.
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
    finally:
        spec._initializing = False
    return module
