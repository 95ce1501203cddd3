"""Helpers for finders and loaders."""

import sys
from importlib._load import find as _find, module_from_spec
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, SourceFileLoader, _spec

__all__ = ['LazyLoader', 'Loader', 'MAGIC_NUMBER', 'cache_from_source', 'decode_source',
           'find_spec', 'module_from_spec', 'resolve_name', 'source_from_cache',
           'source_hash', 'spec_from_file_location', 'spec_from_loader']

# No bytecode files are written, so no other interpreter's will be taken for one.
MAGIC_NUMBER = b'\x00\x00\r\n'


def source_hash(source_bytes):
    """Eight bytes that tell a source from others."""
    value = 0xcbf29ce484222325
    for byte in source_bytes:
        value = (value ^ byte) * 0x100000001b3 & 0xffffffffffffffff
    return value.to_bytes(8, 'little')


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} '
                          '(required for relative module names)')
    level = len(name) - len(name.lstrip('.'))
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    rest = name[level:]
    return f'{bits[0]}.{rest}' if rest else bits[0]


def find_spec(name, package=None):
    """The spec that an import of the name would use, or None; imports its parents."""
    fullname = resolve_name(name, package) if name.startswith('.') else name
    if fullname in sys.modules:
        module = sys.modules[fullname]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError(f'{name}.__spec__ is not set') from None
        if spec is None:
            raise ValueError(f'{name}.__spec__ is None')
        return spec
    parent_name = fullname.rpartition('.')[0]
    path = None
    if parent_name:
        parent = __import__(parent_name, fromlist=['__path__'])
        try:
            path = parent.__path__
        except AttributeError as e:
            raise ModuleNotFoundError(f"__path__ attribute not found on {parent_name!r} "
                                      f"while trying to find {fullname!r}", name=fullname) from e
    return _find(fullname, path)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a loader."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if origin is None and hasattr(loader, 'get_filename'):
        return spec_from_file_location(name, loader=loader,
                                       submodule_search_locations=None if is_package is None
                                       else [] if is_package else None)
    if is_package is None:
        is_package = False
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                pass
    return _spec(name, loader, origin=origin, is_package=is_package)


_POPULATE = object()


def spec_from_file_location(name, location=None, *, loader=None,
                            submodule_search_locations=_POPULATE):
    """A spec for a file."""
    import os
    if location is None:
        location = '<unknown>'
        if hasattr(loader, 'get_filename'):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = os.path.abspath(os.fspath(location))
    if loader is None:
        if not location.endswith('.py'):
            return None
        loader = SourceFileLoader(name, location)
    spec = _spec(name, loader, origin=location, has_location=True)
    if submodule_search_locations is _POPULATE:
        is_package = False
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                pass
        submodule_search_locations = [] if is_package else None
    spec.submodule_search_locations = submodule_search_locations
    if submodule_search_locations == [] and location:
        submodule_search_locations.append(os.path.dirname(location))
    return spec


def decode_source(source_bytes):
    """Bytes of source as text, as the encoding that they declare says."""
    import linecache
    data = bytes(source_bytes)
    encoding = linecache._declared_encoding(data)
    if data.startswith(b'\xef\xbb\xbf'):
        data = data[3:]
    return data.decode(encoding).replace('\r\n', '\n').replace('\r', '\n')


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where CPython would keep the bytecode of a file of source."""
    import os
    head, tail = os.path.split(os.fspath(path))
    base = tail.rpartition('.')[0] or tail
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    if optimization is None:
        optimization = '' if sys.flags.optimize == 0 else sys.flags.optimize
    optimization = str(optimization)
    name = f'{base}.{tag}'
    if optimization:
        if not optimization.isalnum():
            raise ValueError(f'{optimization!r} is not alphanumeric')
        name += f'.opt-{optimization}'
    return os.path.join(head, '__pycache__', name + '.pyc')


def source_from_cache(path):
    """The file of source whose bytecode would be there."""
    import os
    path = os.fspath(path)
    head, tail = os.path.split(path)
    head, directory = os.path.split(head)
    if directory != '__pycache__':
        raise ValueError(f'__pycache__ not bottom-level directory in {path!r}')
    parts = tail.split('.')
    if len(parts) not in (3, 4):
        raise ValueError(f'expected only 2 or 3 dots in {tail!r}')
    if len(parts) == 4 and not parts[2].startswith('opt-'):
        raise ValueError("optimization portion of filename does not start with 'opt-'")
    return os.path.join(head, parts[0] + '.py')


class _LazyModule(type(sys)):
    # Runs when something is first asked of it.

    def __getattribute__(self, attr):
        namespace = object.__getattribute__(self, '__dict__')
        spec = namespace['__spec__']
        state = spec.loader_state
        if state is not None and not state['running']:
            state['running'] = True
            before = dict(namespace)
            spec.loader.exec_module(self)
            # What was set on it in the meantime stays.
            for name, value in before.items():
                if name not in state['attributes']:
                    namespace[name] = value
            spec.loader_state = None
            object.__setattr__(self, '__class__', type(sys))
        return object.__getattribute__(self, attr)

    def __delattr__(self, attr):
        self.__getattribute__(attr)
        delattr(self, attr)


class LazyLoader(Loader):
    """Wraps a loader: the module runs when first used."""

    def __init__(self, loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        """A function that makes lazy loaders of the given kind."""
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        """What the wrapped loader makes."""
        return self.loader.create_module(spec)

    def exec_module(self, module):
        """Put off running the module."""
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {'attributes': dict(module.__dict__), 'running': False}
        module.__class__ = _LazyModule
