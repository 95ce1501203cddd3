"""The abstract classes of finders and loaders."""

import abc
from importlib import machinery

__all__ = ['Loader', 'MetaPathFinder', 'PathEntryFinder', 'ResourceLoader', 'InspectLoader',
           'ExecutionLoader', 'FileLoader', 'SourceLoader']


class Loader(metaclass=abc.ABCMeta):
    """Makes modules out of specs."""

    def create_module(self, spec):
        """The module to be run, or None for an ordinary one."""
        return None


class MetaPathFinder(metaclass=abc.ABCMeta):
    """Stands on sys.meta_path; needs find_spec(name, path, target)."""

    def invalidate_caches(self):
        """Forget what was seen."""


MetaPathFinder.register(machinery.BuiltinImporter)
MetaPathFinder.register(machinery.FrozenImporter)
MetaPathFinder.register(machinery.PathFinder)


class PathEntryFinder(metaclass=abc.ABCMeta):
    """Is for one entry of sys.path; needs find_spec(name, target)."""

    def invalidate_caches(self):
        """Forget what was seen."""


PathEntryFinder.register(machinery.FileFinder)


class ResourceLoader(Loader):
    """Has get_data()."""

    @abc.abstractmethod
    def get_data(self, path):
        """The bytes of a file."""
        raise OSError


class InspectLoader(Loader):
    """Can tell a module's code and source."""

    def is_package(self, fullname):
        """True for a package."""
        raise ImportError

    def get_code(self, fullname):
        """The code of a module, or None."""
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """The source of a module, or None."""
        raise ImportError

    @staticmethod
    def source_to_code(data, path='<string>'):
        """The code of some source."""
        return compile(data, path, 'exec', dont_inherit=True)

    def exec_module(self, module):
        """Run a module."""
        exec(self.get_code(module.__name__), module.__dict__)


InspectLoader.register(machinery.BuiltinImporter)
InspectLoader.register(machinery.FrozenImporter)
InspectLoader.register(machinery.NamespaceLoader)


class ExecutionLoader(InspectLoader):
    """Can also tell the file of a module."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """The file of a module."""
        raise ImportError

    def get_code(self, fullname):
        """The code of a module, or None."""
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


class FileLoader(ResourceLoader, ExecutionLoader):
    """Loads from a file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def get_filename(self, fullname=None):
        """The file."""
        return self.path

    def get_data(self, path):
        """The bytes of a file."""
        with open(path, 'rb') as file:
            return file.read()


FileLoader.register(machinery.SourceFileLoader)
FileLoader.register(machinery.SourcelessFileLoader)
ExecutionLoader.register(machinery.ExtensionFileLoader)


class SourceLoader(ResourceLoader, ExecutionLoader):
    """Loads source, however that is got."""

    def path_mtime(self, path):
        """When the source was changed."""
        return int(self.path_stats(path)['mtime'])

    def path_stats(self, path):
        """When the source was changed, in a dict."""
        raise OSError

    def is_package(self, fullname):
        """True if the file is a package's __init__."""
        name = self.get_filename(fullname).rpartition('/')[2].rpartition('.')[0]
        return name == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def get_source(self, fullname):
        """The source as text."""
        from importlib.util import decode_source
        return decode_source(self.get_data(self.get_filename(fullname)))


SourceLoader.register(machinery.SourceFileLoader)
