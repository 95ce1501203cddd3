"""Finding of tests: in classes, modules, by name, and in all files of a directory.

What cannot be loaded becomes a test that fails when it is run.
"""

import os
import sys
import traceback
import types
from functools import cmp_to_key

from unittest import case, suite, util

__unittest = True


class _FailedTest(case.TestCase):
    """Raises its exception, whatever it is called."""

    _testMethodName = None

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super().__getattribute__(name)

        def testFailure():
            raise self._exception
        return testFailure


def _make_failed_test(methodname, exception, suiteClass, message):
    return suiteClass((_FailedTest(methodname, exception),)), message


def _make_failed_import_test(name, suiteClass):
    message = f'Failed to import test module: {name}\n{traceback.format_exc()}'
    return _make_failed_test(name, ImportError(message), suiteClass, message)


def _make_skipped_test(methodname, exception, suiteClass):
    @case.skip(str(exception))
    def testSkipped(self):
        pass
    cls = type("ModuleSkipped", (case.TestCase,), {methodname: testSkipped})
    return suiteClass((cls(methodname),))


def _without_ext(path):
    return os.path.splitext(path)[0]


def _is_abstract(cls):
    return bool(getattr(cls, '__abstractmethods__', None))


def _is_test_class(obj):
    return (isinstance(obj, type) and issubclass(obj, case.TestCase)
            and obj not in (case.TestCase, case.FunctionTestCase))


class TestLoader:
    """Finds tests and makes suites of them."""

    testMethodPrefix = 'test'
    sortTestMethodsUsing = staticmethod(util.three_way_cmp)
    # Patterns, as of fnmatch, for the full names of tests.
    testNamePatterns = None
    suiteClass = suite.TestSuite
    _top_level_dir = None

    def __init__(self):
        super().__init__()
        self.errors = []
        # Packages whose load_tests() is running: it may want to discover the same package.
        self._loading_packages = set()

    def loadTestsFromTestCase(self, testCaseClass):
        """The tests of a class."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you "
                            "meant to derive from TestCase?")
        names = []
        if (testCaseClass not in (case.TestCase, case.FunctionTestCase)
                and not _is_abstract(testCaseClass)):
            names = self.getTestCaseNames(testCaseClass)
            if not names and hasattr(testCaseClass, 'runTest'):
                names = ['runTest']
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        """The tests of a module, or what its load_tests(loader, tests, pattern) returns."""
        tests = [self.loadTestsFromTestCase(obj)
                 for obj in (getattr(module, name) for name in dir(module))
                 if _is_test_class(obj) and not _is_abstract(obj)]
        load_tests = getattr(module, 'load_tests', None)
        tests = self.suiteClass(tests)
        if load_tests is None:
            return tests
        try:
            return load_tests(self, tests, pattern)
        except Exception as e:
            message = f'Failed to call load_tests:\n{traceback.format_exc()}'
            return self._failed(_make_failed_test(module.__name__, e, self.suiteClass,
                                                  message))

    def _failed(self, test_and_message):
        test, message = test_and_message
        self.errors.append(message)
        return test

    def loadTestsFromName(self, name, module=None):
        """What a dotted name stands for: module, class, method, suite or function."""
        parts = name.split('.')
        failed = None
        if module is None:
            # As much of the name as can be imported.
            path = parts[:]
            while path:
                try:
                    module = __import__('.'.join(path))
                    break
                except ImportError:
                    failed = _make_failed_import_test(path.pop(), self.suiteClass)
                    if not path:
                        return self._failed(failed)
            parts = parts[1:]
        parent, obj = None, module
        for part in parts:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as e:
                if getattr(obj, '__path__', None) is None or failed is None:
                    failed = _make_failed_test(
                        part, e, self.suiteClass,
                        f'Failed to access attribute:\n{traceback.format_exc()}')
                # In a package: the import error says more.
                return self._failed(failed)
        return self._load_object(obj, parent, parts)

    def _load_object(self, obj, parent, parts):
        if isinstance(obj, types.ModuleType):
            return self.loadTestsFromModule(obj)
        if _is_test_class(obj):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, suite.TestSuite):
            return obj
        if (isinstance(obj, types.FunctionType) and isinstance(parent, type)
                and issubclass(parent, case.TestCase)):
            if _is_abstract(parent):
                raise TypeError("Cannot instantiate abstract test case %s" % parent.__name__)
            test = parent(parts[-1])
            # A static method is called like any function.
            if not isinstance(getattr(test, parts[-1]), types.FunctionType):
                return self.suiteClass([test])
        if not callable(obj):
            raise TypeError("don't know how to make test from: %s" % obj)
        test = obj()
        if isinstance(test, suite.TestSuite):
            return test
        if isinstance(test, case.TestCase):
            return self.suiteClass([test])
        raise TypeError("calling %s returned %s, not a test" % (obj, test))

    def loadTestsFromNames(self, names, module=None):
        """What several names stand for."""
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        """The names of a class's test methods, sorted."""
        prefix = f'{testCaseClass.__module__}.{testCaseClass.__qualname__}.'

        def wanted(name):
            if not name.startswith(self.testMethodPrefix) \
                    or not callable(getattr(testCaseClass, name)):
                return False
            if self.testNamePatterns is None:
                return True
            from fnmatch import fnmatchcase
            return any(fnmatchcase(prefix + name, pattern)
                       for pattern in self.testNamePatterns)

        names = list(filter(wanted, dir(testCaseClass)))
        if self.sortTestMethodsUsing:
            names.sort(key=cmp_to_key(self.sortTestMethodsUsing))
        return names

    # Discovery.

    def discover(self, start_dir, pattern='test*.py', top_level_dir=None):
        """The tests in all files below a directory (or package) that match the pattern.

        top_level_dir is where modules are imported from.
        """
        before = self._top_level_dir
        implicit = False
        if top_level_dir is None:
            top_level_dir = before
            if top_level_dir is None:
                implicit = True
                top_level_dir = start_dir
        top_level_dir = os.path.abspath(top_level_dir)
        if top_level_dir not in sys.path:
            # For the imports; it is not the same as the current directory.
            sys.path.insert(0, top_level_dir)
        self._top_level_dir = top_level_dir
        directory = os.path.abspath(start_dir)
        if os.path.isdir(directory):
            importable = (directory == top_level_dir
                          or os.path.isfile(os.path.join(directory, '__init__.py')))
            found = self._find_tests(directory, pattern) if importable else None
        else:
            found = self._discover_module(start_dir, pattern, top_level_dir, implicit)
        if found is None:
            raise ImportError('Start directory is not importable: %r' % start_dir)
        tests = list(found)
        self._top_level_dir = before
        return self.suiteClass(tests)

    def _discover_module(self, name, pattern, top_level_dir, implicit):
        try:
            __import__(name)
        except ImportError:
            return None
        module = sys.modules[name]
        if getattr(module, '__file__', None) is None:
            found = self._discover_namespace(module, pattern, top_level_dir, implicit)
        else:
            if implicit:
                top = sys.modules[name.partition('.')[0]]
                if top.__file__ is None:
                    self._top_level_dir = os.path.dirname(module.__file__)
                    if self._top_level_dir not in sys.path:
                        sys.path.insert(0, self._top_level_dir)
                else:
                    self._top_level_dir = self._get_directory_containing_module(top.__name__)
            found = self._find_tests(os.path.abspath(os.path.dirname(module.__file__)),
                                     pattern)
        if implicit:
            sys.path.remove(top_level_dir)
        return found

    def _discover_namespace(self, module, pattern, top_level_dir, implicit):
        spec = getattr(module, '__spec__', None)
        if spec and spec.submodule_search_locations is not None:
            tests = []
            for path in module.__path__:
                if implicit or path.startswith(top_level_dir):
                    tail = module.__name__.replace('.', os.path.sep)
                    self._top_level_dir = path.split(tail)[0]
                    tests += self._find_tests(path, pattern, namespace=True)
            return tests
        if module.__name__ in sys.builtin_module_names:
            raise TypeError('Can not use builtin modules as dotted module names') from None
        raise TypeError(f"don't know how to discover from {module!r}") from None

    def _get_directory_containing_module(self, module_name):
        path = os.path.abspath(sys.modules[module_name].__file__)
        directory = os.path.dirname(path)
        if os.path.basename(path).lower().startswith('__init__.py'):
            return os.path.dirname(directory)
        return directory

    def _get_name_from_path(self, path):
        if path == self._top_level_dir:
            return '.'
        path = _without_ext(os.path.normpath(path))
        relative = os.path.relpath(path, self._top_level_dir)
        assert not os.path.isabs(relative), "Path must be within the project"
        assert not relative.startswith('..'), "Path must be within the project"
        return relative.replace(os.path.sep, '.')

    def _get_module_from_name(self, name):
        __import__(name)
        return sys.modules[name]

    def _match_path(self, path, full_path, pattern):
        # For subclasses: full_path is there for them.
        from fnmatch import fnmatch
        return fnmatch(path, pattern)

    def _find_tests(self, start_dir, pattern, namespace=False):
        name = self._get_name_from_path(start_dir)
        # '.' is not a package; of one whose load_tests() called us, only the contents count.
        if name != '.' and name not in self._loading_packages:
            tests, go_on = self._find_test_path(start_dir, pattern, namespace)
            if tests is not None:
                yield tests
            if not go_on:
                return
        for entry in sorted(os.listdir(start_dir)):
            path = os.path.join(start_dir, entry)
            tests, go_on = self._find_test_path(path, pattern, False)
            if tests is not None:
                yield tests
            if go_on:
                name = self._get_name_from_path(path)
                self._loading_packages.add(name)
                try:
                    yield from self._find_tests(path, pattern, False)
                finally:
                    self._loading_packages.discard(name)

    def _find_test_path(self, full_path, pattern, namespace=False):
        """(tests of a file or package or None, whether to look into the directory)"""
        if os.path.isfile(full_path):
            return self._find_in_file(full_path, pattern), False
        if not os.path.isdir(full_path) or not (
                namespace or os.path.isfile(os.path.join(full_path, '__init__.py'))):
            return None, False
        name = self._get_name_from_path(full_path)
        package, tests = self._import(name)
        if package is None:
            return tests, False
        self._loading_packages.add(name)
        try:
            tests = self.loadTestsFromModule(package, pattern=pattern)
        finally:
            self._loading_packages.discard(name)
        # With load_tests(), the package decides what there is in it.
        return tests, getattr(package, 'load_tests', None) is None

    def _import(self, name):
        # (module, None), or (None, tests that stand for the failure)
        try:
            return self._get_module_from_name(name), None
        except case.SkipTest as e:
            return None, _make_skipped_test(name, e, self.suiteClass)
        except:
            return None, self._failed(_make_failed_import_test(name, self.suiteClass))

    def _find_in_file(self, full_path, pattern):
        base = os.path.basename(full_path)
        stem, ext = os.path.splitext(base)
        if (ext.lower() != '.py' or not stem.isidentifier()
                or not (stem[0] == '_' or (stem[0].isascii() and stem[0].isalpha()))
                or not self._match_path(base, full_path, pattern)):
            return None
        module, tests = self._import(self._get_name_from_path(full_path))
        if module is None:
            return tests
        file = os.path.abspath(getattr(module, '__file__', full_path))
        real = _without_ext(os.path.realpath(file))
        expected = _without_ext(os.path.realpath(full_path))
        if real.lower() != expected.lower():
            raise ImportError(f"{stem!r} module incorrectly imported from "
                              f"{os.path.dirname(real)!r}. Expected "
                              f"{os.path.dirname(full_path)!r}. Is this module globally "
                              "installed?")
        return self.loadTestsFromModule(module, pattern=pattern)


defaultTestLoader = TestLoader()
