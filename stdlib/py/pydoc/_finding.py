"""From names to objects: dotted names, files, and all modules there are."""

import builtins
import importlib
import importlib.util
import inspect
import os
import sys


class ErrorDuringImport(Exception):
    """A module was found, and its own code failed."""

    def __init__(self, filename, exc_info):
        self.filename = filename
        if isinstance(exc_info, tuple):
            self.exc, self.value, self.tb = exc_info
        else:
            self.exc, self.value, self.tb = type(exc_info), exc_info, exc_info.__traceback__

    def __str__(self):
        return f"problem in {self.filename} - {self.exc.__name__}: {self.value}"


def importfile(path):
    """Import the file at a path, which need not be on sys.path."""
    name = os.path.splitext(os.path.basename(path))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    try:
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    except BaseException as failed:
        raise ErrorDuringImport(path, failed)
    return module


def safeimport(path, forceload=0, cache={}):
    """Import a module; None if there is none, ErrorDuringImport if it fails by itself."""
    try:
        if forceload and path in sys.modules and path not in sys.builtin_module_names:
            # The old modules are kept, so that objects made from them go on working.
            for name in [name for name in sys.modules if name == path or name.startswith(path + ".")]:
                cache[name] = sys.modules.pop(name)
        importlib.import_module(path)
    except BaseException as failed:
        if path in sys.modules:
            raise ErrorDuringImport(sys.modules[path].__file__, failed)
        if isinstance(failed, SyntaxError):
            raise ErrorDuringImport(failed.filename, failed)
        if isinstance(failed, ImportError) and failed.name and _begins_with(path, failed.name):
            return None
        raise ErrorDuringImport(path, failed)
    return sys.modules.get(path)


def _begins_with(path, name):
    return path == name or path.startswith(name + ".")


def locate(path, forceload=0):
    """The object that a dotted name stands for: the longest module, then attributes; or None."""
    parts = [part for part in path.split(".") if part]
    found, depth = builtins, 0
    while depth < len(parts):
        module = safeimport(".".join(parts[: depth + 1]), forceload)
        if not module:
            break
        found, depth = module, depth + 1
    for part in parts[depth:]:
        try:
            found = getattr(found, part)
        except AttributeError:
            return None
    return found


def resolve(thing, forceload=0):
    """An object and its name, from either."""
    if not isinstance(thing, str):
        name = getattr(thing, "__name__", None)
        return thing, name if isinstance(name, str) else None
    found = locate(thing, forceload)
    if found is None:
        raise ImportError(
            f"No Python documentation found for {thing!r}.\n"
            "Use help() to get the interactive help utility.\n"
            "Use help(str) for help on the str class."
        )
    return found, thing


def ispath(x):
    """Whether a text is meant as a path rather than as a dotted name."""
    return isinstance(x, str) and os.sep in x


def ispackage(path):
    """Whether a folder holds a package."""
    import warnings

    warnings.warn("The pydoc.ispackage() function is deprecated", DeprecationWarning, stacklevel=2)
    return _is_package(path)


def _is_package(path):
    return os.path.isdir(path) and os.path.exists(os.path.join(path, "__init__.py"))


# All modules.


def _frozen_modules():
    """The modules inside the interpreter, as (dotted name, whether a package)."""
    import _imp

    return [(name, _imp.is_frozen_package(name)) for name in _imp._frozen_module_names()]


def folder_modules(path, prefix=""):
    """The modules directly in a package or in folders, as (dotted name, whether a package)."""
    seen = set()
    if prefix:
        for name, is_package in _frozen_modules():
            if name.startswith(prefix) and "." not in name[len(prefix) :]:
                seen.add(name)
                yield name, is_package
    for folder in path:
        try:
            entries = sorted(os.listdir(folder or "."))
        except OSError:
            continue
        for entry in entries:
            full = os.path.join(folder, entry)
            stem = inspect.getmodulename(entry)
            is_package = stem is None and "." not in entry and _is_package(full)
            name = prefix + (entry if is_package else stem or "")
            if (is_package or stem and stem != "__init__") and "." not in name[len(prefix) :] and name not in seen:
                seen.add(name)
                yield name, is_package


def modules(key=None, path=None):
    """Every module that can be found without importing it, as (dotted name, summary), in no order.

    A key keeps those whose name or summary holds it, in either case.
    """
    key = key and key.lower()
    seen = set()
    for name, is_package, source in _everything():
        if name in seen:
            continue
        seen.add(name)
        summary = "" if key is None else _summary(name, source)
        if key is None or key in f"{name} - {summary}".lower():
            yield name + (".__init__" if is_package and "." not in name else ""), summary


def _everything():
    for name in sys.builtin_module_names:
        if name != "__main__":
            yield name, False, None
    for name, is_package in _frozen_modules():
        yield name, is_package, None
    waiting = [(sys.path, "")]
    while waiting:
        path, prefix = waiting.pop()
        for name, is_package in folder_modules(path, prefix):
            stem = name.rpartition(".")[2]
            for folder in path:
                place = os.path.join(folder, stem)
                file = os.path.join(place, "__init__.py") if is_package else place + ".py"
                if os.path.exists(file):
                    yield name, is_package, file
                    if is_package:
                        waiting.append(([place], name + "."))
                    break


def _summary(name, source):
    """The first line of a module's text; source is its file, None for those inside the interpreter."""
    if source is not None:
        return synopsis(source) or ""
    module = sys.modules.get(name)
    if module is None:
        spec = importlib.util.find_spec(name) if "." not in name else None
        if spec is None or name == "this":
            return ""
        try:
            module = importlib.import_module(name)
        except Exception:
            return ""
    return (module.__doc__ or "").strip().partition("\n")[0]


def source_synopsis(file):
    """The first line of the text at the head of Python source, or None."""
    lines = iter(file.readline, "")
    for line in lines:
        if line.strip() and not line.startswith("#"):
            break
    else:
        return None
    line = line.strip()
    if line[:1] in "rR":
        line = line[1:]
    for mark in ('"""', "'''"):
        if not line.startswith(mark):
            continue
        first = line[len(mark) :].removesuffix("\\").strip()
        while not first:
            first = next(lines, mark).strip()
        return first.partition(mark)[0].strip()
    return None


def synopsis(filename, cache={}):
    """The first line of the text of a module's file, remembered until the file changes."""
    try:
        changed = os.stat(filename).st_mtime
    except OSError:
        return None
    known = cache.get(filename)
    if known is None or known[0] < changed:
        try:
            with open(filename, encoding="utf-8", errors="replace") as file:
                known = changed, source_synopsis(file)
        except OSError:
            return None
        cache[filename] = known
    return known[1]


def apropos(key):
    """Print the modules whose name or summary holds a word."""
    for name, summary in modules(key):
        if name.endswith(".__init__"):
            name = name.removesuffix(".__init__") + " (package)"
        print(name, summary and "- " + summary)
