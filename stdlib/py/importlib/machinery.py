"""Finders and loaders, and what files of modules end in.

Invariant: the finders here find what the interpreter's own search would, so that
a spec tells where an import would come from.
"""

import sys
from importlib._load import ModuleSpec

__all__ = ['BuiltinImporter', 'FrozenImporter', 'ModuleSpec', 'PathFinder', 'FileFinder',
           'SourceFileLoader', 'SourcelessFileLoader', 'ExtensionFileLoader',
           'NamespaceLoader', 'NamespacePath', 'SOURCE_SUFFIXES', 'BYTECODE_SUFFIXES',
           'EXTENSION_SUFFIXES', 'all_suffixes']

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
EXTENSION_SUFFIXES = []     # native modules are part of the interpreter


def all_suffixes():
    """All that files of modules end in."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


def _spec(name, loader, *, origin=None, is_package=False, locations=None, has_location=False):
    spec = ModuleSpec(name, loader, origin=origin, is_package=is_package)
    if locations is not None:
        spec.submodule_search_locations = locations
    if has_location:
        try:
            spec.has_location = True
        except AttributeError:
            spec._set_fileattr = True
    return spec


class BuiltinImporter:
    """Finds and loads the native modules."""

    _ORIGIN = "built-in"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """The spec of a native module."""
        if fullname in sys.builtin_module_names:
            return _spec(fullname, cls, origin=cls._ORIGIN)
        return None

    @staticmethod
    def create_module(spec):
        """The module; it is made and filled by the interpreter."""
        if spec.name not in sys.builtin_module_names:
            raise ImportError(f'{spec.name!r} is not a built-in module', name=spec.name)
        __import__(spec.name)
        return sys.modules[spec.name]

    @staticmethod
    def exec_module(module):
        """Nothing is left to do."""

    @classmethod
    def get_code(cls, fullname):
        """None: there is no Python code."""
        return cls._checked(fullname)

    @classmethod
    def get_source(cls, fullname):
        """None: there is no source."""
        return cls._checked(fullname)

    @classmethod
    def is_package(cls, fullname):
        """False"""
        cls._checked(fullname)
        return False

    @staticmethod
    def _checked(fullname):
        if fullname not in sys.builtin_module_names:
            raise ImportError(f'{fullname!r} is not a built-in module', name=fullname)


class FrozenImporter:
    """Finds and loads the modules whose source is part of the interpreter."""

    _ORIGIN = "frozen"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """The spec of a frozen module."""
        import _imp
        if not _imp.is_frozen(fullname):
            return None
        return _spec(fullname, cls, origin=cls._ORIGIN,
                     is_package=_imp.is_frozen_package(fullname))

    @staticmethod
    def create_module(spec):
        """None: an ordinary module will do."""

    @classmethod
    def exec_module(cls, module):
        """Run the module's code."""
        exec(cls.get_code(module.__spec__.name), module.__dict__)

    @classmethod
    def get_code(cls, fullname):
        """The module's code."""
        import _imp
        cls._check(fullname)
        return _imp.get_frozen_object(fullname)

    @classmethod
    def get_source(cls, fullname):
        """None: the source is not given out."""
        cls._check(fullname)

    @classmethod
    def is_package(cls, fullname):
        """True for a package."""
        import _imp
        cls._check(fullname)
        return _imp.is_frozen_package(fullname)

    @staticmethod
    def _check(fullname):
        import _imp
        if not _imp.is_frozen(fullname):
            raise ImportError(f'{fullname!r} is not a frozen module', name=fullname)


# ---- files ------------------------------------------------------------------

class _FileLoader:
    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check(self, fullname):
        if fullname is not None and fullname != self.name:
            raise ImportError('loader for %s cannot handle %s' % (self.name, fullname),
                              name=fullname)

    def get_filename(self, fullname=None):
        """The file."""
        self._check(fullname)
        return self.path

    def get_data(self, path):
        """The bytes of a file."""
        with open(path, 'rb') as file:
            return file.read()

    def is_package(self, fullname=None):
        """True if the file is a package's __init__."""
        self._check(fullname)
        name = self.path.rpartition('/')[2].rpartition('.')[0]
        return name == '__init__' and self.name.rpartition('.')[2] != '__init__'

    def create_module(self, spec):
        """None: an ordinary module will do."""

    def exec_module(self, module):
        """Run the module's code."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() '
                              'returns None')
        exec(code, module.__dict__)


class SourceFileLoader(_FileLoader):
    """Loads a file of source."""

    def path_stats(self, path):
        """When the file was changed, and how long it is."""
        import os
        st = os.stat(path)
        return {'mtime': st.st_mtime, 'size': st.st_size}

    def source_to_code(self, data, path, *, _optimize=-1):
        """The code of some source."""
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)

    def get_source(self, fullname=None):
        """The source as text."""
        path = self.get_filename(fullname)
        try:
            data = self.get_data(path)
        except OSError as exc:
            raise ImportError('source not available through get_data()',
                              name=fullname) from exc
        from importlib.util import decode_source
        return decode_source(data)

    def get_code(self, fullname=None):
        """The code of the file."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class SourcelessFileLoader(_FileLoader):
    """For files of bytecode, of which this interpreter has none."""

    def get_code(self, fullname=None):
        """ImportError: bytecode is not read."""
        self._check(fullname)
        raise ImportError(f'bad magic number in {self.name!r}: bytecode files are not '
                          'supported', name=self.name, path=self.path)

    def get_source(self, fullname=None):
        """None: there is no source."""
        self._check(fullname)


class ExtensionFileLoader(_FileLoader):
    """For shared libraries, which this interpreter does not load."""

    def create_module(self, spec):
        """ImportError: extension modules are not loaded."""
        raise ImportError(f'extension modules are not supported: {self.path!r}',
                          name=self.name, path=self.path)

    def get_code(self, fullname=None):
        """None: there is no Python code."""

    def get_source(self, fullname=None):
        """None: there is no source."""


class NamespaceLoader:
    """Of packages without a file."""

    def __init__(self, name, path, path_finder=None):
        self._path = path

    def is_package(self, fullname):
        """True"""
        return True

    def get_source(self, fullname):
        """Nothing, as text."""
        return ''

    def get_code(self, fullname):
        """Nothing, as code."""
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        """None: an ordinary module will do."""

    def exec_module(self, module):
        """There is nothing to run."""


class NamespacePath(list):
    """The directories of a namespace package."""

    def __repr__(self):
        return f'NamespacePath({super().__repr__()})'


class _LibraryLoader(SourceFileLoader):
    # Of the library's modules, whose text is in the binary.

    def get_data(self, path):
        if path != self.path:
            return super().get_data(path)
        import _imp
        return _imp._frozen_source(self.name).encode()

    def path_stats(self, path):
        return {'mtime': 0, 'size': len(self.get_data(path))}


_LibraryLoader.__name__ = _LibraryLoader.__qualname__ = 'SourceFileLoader'


def _loader_of(spec):
    # Of a module that the interpreter found by itself.
    if spec.origin == BuiltinImporter._ORIGIN:
        return BuiltinImporter
    if spec.origin == FrozenImporter._ORIGIN:
        return FrozenImporter
    if spec.origin is not None:
        import _imp
        import sys
        if _imp.is_frozen(spec.name) and spec.origin.startswith(sys._stdlib_dir):
            return _LibraryLoader(spec.name, spec.origin)
        return SourceFileLoader(spec.name, spec.origin)
    if spec.submodule_search_locations is not None:
        return NamespaceLoader(spec.name, spec.submodule_search_locations)
    return None


class FileFinder:
    """Finds modules in one directory."""

    def __init__(self, path, *loader_details):
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details
                         for suffix in suffixes]
        import os
        self.path = os.path.abspath(path or '.')

    @classmethod
    def path_hook(cls, *loader_details):
        """A function for sys.path_hooks."""
        def path_hook_for_FileFinder(path):
            import os
            if not os.path.isdir(path or '.'):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)

        return path_hook_for_FileFinder

    def invalidate_caches(self):
        """Nothing is remembered."""

    def find_spec(self, fullname, target=None):
        """The spec of a module in the directory; of a part of a namespace, without loader."""
        import os
        tail = fullname.rpartition('.')[2]
        base = os.path.join(self.path, tail)
        if os.path.isdir(base):
            for suffix, loader in self._loaders:
                init = os.path.join(base, '__init__' + suffix)
                if os.path.isfile(init):
                    return _spec(fullname, loader(fullname, init), origin=init, is_package=True,
                                 locations=[base], has_location=True)
        for suffix, loader in self._loaders:
            if os.path.isfile(base + suffix):
                return _spec(fullname, loader(fullname, base + suffix), origin=base + suffix,
                             has_location=True)
        if os.path.isdir(base):
            return _spec(fullname, None, is_package=True, locations=[base])
        return None

    def __repr__(self):
        return f'FileFinder({self.path!r})'


_LOADERS = [(SourceFileLoader, SOURCE_SUFFIXES)]


class PathFinder:
    """Finds modules along a path, by default sys.path."""

    @staticmethod
    def invalidate_caches():
        """Nothing is remembered."""

    @staticmethod
    def _finder_for(entry):
        for hook in sys.path_hooks:
            try:
                return hook(entry)
            except ImportError:
                pass
        return FileFinder(entry, *_LOADERS)

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """The spec of the first module of this name along the path."""
        portions = []
        for entry in sys.path if path is None else path:
            if not isinstance(entry, str):
                continue
            spec = cls._finder_for(entry).find_spec(fullname, target)
            if spec is None:
                continue
            if spec.loader is not None:
                return spec
            portions.extend(spec.submodule_search_locations or ())
        if not portions:
            return None
        portions = NamespacePath(portions)
        return _spec(fullname, NamespaceLoader(fullname, portions), is_package=True,
                     locations=portions)


# Where they are to be found in CPython, as reprs show.
BuiltinImporter.__module__ = FrozenImporter.__module__ = '_frozen_importlib'
for _class in (SourceFileLoader, SourcelessFileLoader, ExtensionFileLoader, NamespaceLoader,
               NamespacePath, FileFinder, PathFinder):
    _class.__module__ = '_frozen_importlib_external'
del _class
