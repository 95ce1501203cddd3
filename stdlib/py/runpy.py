"""Running a module or file as the main program would be.

Invariant: a run leaves sys.modules and sys.argv[0] as they were, unless it is the
main program itself.
"""

import importlib.util
import os
import sys

__all__ = ["run_module", "run_path"]


class _TempModule:
    # A module that stands in sys.modules for the time of a run.
    def __init__(self, mod_name):
        self.mod_name = mod_name
        self.module = type(sys)(mod_name)
        self._saved = []

    def __enter__(self):
        if self.mod_name in sys.modules:
            self._saved.append(sys.modules[self.mod_name])
        sys.modules[self.mod_name] = self.module
        return self

    def __exit__(self, *args):
        if self._saved:
            sys.modules[self.mod_name] = self._saved[0]
        else:
            del sys.modules[self.mod_name]
        self._saved = []


class _ModifiedArgv0:
    # Another sys.argv[0] for the time of a run.
    def __init__(self, value):
        self.value = value

    def __enter__(self):
        self._saved = sys.argv[0]
        sys.argv[0] = self.value

    def __exit__(self, *args):
        sys.argv[0] = self._saved


def _run_code(code, run_globals, init_globals=None, mod_name=None, mod_spec=None,
              pkg_name=None, script_name=None):
    if init_globals is not None:
        run_globals.update(init_globals)
    loader, fname, cached = None, script_name, None
    if mod_spec is not None:
        loader, fname = mod_spec.loader, mod_spec.origin
        if pkg_name is None:
            pkg_name = mod_spec.parent
    run_globals.update(__name__=mod_name, __file__=fname, __doc__=None, __loader__=loader,
                       __package__=pkg_name, __spec__=mod_spec)
    exec(code, run_globals)
    return run_globals


def _run_module_code(code, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None,
                     script_name=None):
    fname = script_name if mod_spec is None else mod_spec.origin
    with _TempModule(mod_name) as temp, _ModifiedArgv0(fname):
        mod_globals = temp.module.__dict__
        _run_code(code, mod_globals, init_globals, mod_name, mod_spec, pkg_name, script_name)
    # A copy: what the module holds may go with it.
    return mod_globals.copy()


def _error(error, text, name):
    return error(text, name=name) if issubclass(error, ImportError) else error(text)


def _get_module_details(mod_name, error=ImportError):
    # (name, spec, code) of a module; for a package, of its __main__.
    if mod_name.startswith("."):
        raise _error(error, "Relative module names not supported", mod_name)
    pkg_name = mod_name.rpartition(".")[0]
    if pkg_name:
        _import_parent(pkg_name, mod_name)
    try:
        spec = importlib.util.find_spec(mod_name)
    except (ImportError, AttributeError, TypeError, ValueError) as ex:
        text = "Error while finding module specification for {!r} ({}: {})"
        if mod_name.endswith(".py"):
            text += (f". Try using '{mod_name[:-3]}' instead of "
                     f"'{mod_name}' as the module name.")
        raise _error(error, text.format(mod_name, type(ex).__name__, ex), mod_name) from ex
    if spec is None:
        raise _error(error, "No module named %s" % mod_name, mod_name)
    if spec.submodule_search_locations is not None:
        if mod_name == "__main__" or mod_name.endswith(".__main__"):
            raise _error(error, "Cannot use package as __main__ module", mod_name)
        try:
            return _get_module_details(mod_name + ".__main__", error)
        except error as e:
            if mod_name not in sys.modules:
                raise   # it was not even imported
            raise _error(error, f"{e}; {mod_name!r} is a package and cannot "
                                "be directly executed", mod_name)
    loader = spec.loader
    if loader is None:
        loader = _loader_of(spec)
    if loader is None:
        raise _error(error, "%r is a namespace package and cannot be executed" % mod_name,
                     mod_name)
    try:
        code = loader.get_code(mod_name)
    except ImportError as e:
        raise _error(error, format(e), mod_name) from e
    if code is None:
        raise _error(error, "No code object available for %s" % mod_name, mod_name)
    return mod_name, spec, code


def _import_parent(pkg_name, mod_name):
    try:
        __import__(pkg_name)
    except ImportError as e:
        # That the parent is missing is told below, with the module's own name.
        if e.name is None or e.name != pkg_name and not pkg_name.startswith(e.name + "."):
            raise
    existing = sys.modules.get(mod_name)
    if existing is not None and not hasattr(existing, "__path__"):
        from warnings import warn
        warn(RuntimeWarning(
            f"{mod_name!r} found in sys.modules after import of package {pkg_name!r}, but "
            f"prior to execution of {mod_name!r}; this may result in unpredictable behaviour"))


def _loader_of(spec):
    # Modules that the interpreter imported by itself carry no loader in their spec.
    from importlib import machinery
    if spec.origin == 'built-in':
        return machinery.BuiltinImporter
    if spec.origin == 'frozen':
        return machinery.FrozenImporter
    if spec.origin is not None and spec.has_location:
        return machinery.SourceFileLoader(spec.name, spec.origin)
    return None


class _Error(Exception):
    """What is told without a traceback."""


def _run_module_as_main(mod_name, alter_argv=True):
    # `python -m`, and, without alter_argv, directories and archives.
    try:
        if alter_argv or mod_name != "__main__":
            mod_name, mod_spec, code = _get_module_details(mod_name, _Error)
        else:
            mod_name, mod_spec, code = _get_main_module_details(_Error)
    except _Error as exc:
        sys.exit("%s: %s" % (sys.executable, exc))
    main_globals = sys.modules["__main__"].__dict__
    if alter_argv:
        sys.argv[0] = mod_spec.origin
    return _run_code(code, main_globals, None, "__main__", mod_spec)


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code and return its globals."""
    mod_name, mod_spec, code = _get_module_details(mod_name)
    if run_name is None:
        run_name = mod_name
    if alter_sys:
        return _run_module_code(code, init_globals, run_name, mod_spec)
    return _run_code(code, {}, init_globals, run_name, mod_spec)


def _get_main_module_details(error=ImportError):
    # The __main__ that is found along sys.path, not the one that runs.
    saved = sys.modules.pop("__main__")
    try:
        return _get_module_details("__main__")
    except ImportError as exc:
        if "__main__" in str(exc):
            raise _error(error, "can't find %r module in %r" % ("__main__", sys.path[0]),
                         "__main__") from exc
        raise
    finally:
        sys.modules["__main__"] = saved


def run_path(path_name, init_globals=None, run_name=None):
    """Run a file, or the __main__ of a directory, and return its globals."""
    if run_name is None:
        run_name = "<run_path>"
    pkg_name = run_name.rpartition(".")[0]
    path_name = os.fsdecode(path_name)
    if not os.path.isdir(path_name):
        with open(os.path.abspath(path_name), 'rb') as file:
            code = compile(file.read(), path_name, 'exec')
        return _run_module_code(code, init_globals, run_name, pkg_name=pkg_name,
                                script_name=path_name)
    sys.path.insert(0, path_name)
    try:
        mod_name, mod_spec, code = _get_main_module_details()
        with _TempModule(run_name) as temp, _ModifiedArgv0(path_name):
            return _run_code(code, temp.module.__dict__, init_globals, run_name, mod_spec,
                             pkg_name).copy()
    finally:
        try:
            sys.path.remove(path_name)
        except ValueError:
            pass


if __name__ == "__main__":
    if len(sys.argv) < 2:
        print("No module specified for execution", file=sys.stderr)
    else:
        del sys.argv[0]
        _run_module_as_main(sys.argv[0])
