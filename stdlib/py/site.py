"""What happens before a program: where else modules may lie, and what people set up for every run.

main() runs at the start, unless -S is given: it adds the folders site-packages,
puts help, exit and the like into builtins, and imports sitecustomize and
usercustomize if they exist.

The interpreter calls it only when a folder is there in which something may lie.
"""

import builtins
import posix
import sys

PREFIXES = [sys.prefix, sys.exec_prefix]
ENABLE_USER_SITE = None
USER_SITE = None
USER_BASE = None


def _exists(path):
    try:
        posix.stat(path)
    except (OSError, ValueError):
        return False
    return True


def _is_folder(path):
    try:
        return posix.stat(path).st_mode & 0o170000 == 0o040000
    except (OSError, ValueError):
        return False


def _absolute(path):
    if path.startswith("/") and "//" not in path and "/." not in path and not path.endswith("/"):
        return path
    from posixpath import abspath

    return abspath(path)


def makepath(*paths):
    """Join parts to an absolute path; also the form to compare it in."""
    path = paths[0]
    for part in paths[1:]:
        path = part if part.startswith("/") else path.rstrip("/") + "/" + part
    try:
        path = _absolute(path)
    except OSError:
        pass
    return path, path


# Folders on sys.path.


def removeduppaths():
    """Make the folders on sys.path absolute and keep the first of each; give the set of them."""
    kept, known = [], set()
    for folder in sys.path:
        folder, key = makepath(folder)
        if key not in known:
            kept.append(folder)
            known.add(key)
    sys.path[:] = kept
    return known


def _paths_on_path():
    return {makepath(folder)[1] for folder in sys.path if isinstance(folder, str) and _exists(folder)}


def _warn(text):
    print(text, file=sys.stderr)


def _lines(path):
    """The lines of a file of a folder site-packages, without comments; None if it cannot be read."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _add_paths(sitedir, name, known):
    """Add the folders that a .pth file names to sys.path; give the file's lines that begin with import."""
    imports = []
    path = makepath(sitedir, name)[0]
    for line in _lines(path) or ():
        if line.startswith(("import ", "import\t")):
            imports.append(line)
            continue
        folder, key = makepath(sitedir, line)
        if key in known:
            continue
        if _exists(folder):
            sys.path.append(folder)
            known.add(key)
        else:
            _warn(f"In {path}: {folder} does not exist; skipping sys.path append")
    return imports


def _run_imports(sitedir, name, lines):
    for line in lines:
        try:
            exec(line)
        except Exception as failed:
            _warn(f"Error in import line from {makepath(sitedir, name)[0]}: {line}")
            _show(failed)


def addpackage(sitedir, name, known_paths):
    """Do what a .pth file says: add its folders to sys.path, run its lines that begin with import."""
    known = _paths_on_path() if known_paths is None else known_paths
    _run_imports(sitedir, name, _add_paths(sitedir, name, known))
    return known_paths


def _run_entry_points(sitedir, name):
    """Call what a .start file names, module:callable on each line."""
    path = makepath(sitedir, name)[0]
    for line in _lines(path) or ():
        module_name, colon, attributes = line.partition(":")
        if not colon:
            continue
        try:
            __import__(module_name.strip())
            found = sys.modules[module_name.strip()]
            for attribute in attributes.strip().split("."):
                found = getattr(found, attribute)
            found()
        except Exception as failed:
            _warn(f"Error in entry point {line} of {path}:")
            _show(failed)


def addsitedir(sitedir, known_paths=None):
    """Add a folder to the end of sys.path and do what its .pth and .start files say.

    All folders are added before anything runs. Entry points of a .start file
    take the place of the import lines of the .pth file of the same name.
    """
    known = _paths_on_path() if known_paths is None else known_paths
    sitedir, key = makepath(sitedir)
    if key not in known:
        sys.path.append(sitedir)
        known.add(key)
    try:
        names = sorted(name for name in posix.listdir(sitedir) if not name.startswith("."))
    except OSError:
        return known_paths
    imports = [(name, _add_paths(sitedir, name, known)) for name in names if name.endswith(".pth")]
    starts = [name for name in names if name.endswith(".start")]
    for name in starts:
        _run_entry_points(sitedir, name)
    for name, lines in imports:
        if name.removesuffix(".pth") + ".start" not in starts:
            _run_imports(sitedir, name, lines)
    return known_paths


def getsitepackages(prefixes=None):
    """The folders site-packages of the prefixes, whether they exist or not."""
    found = []
    for prefix in PREFIXES if prefixes is None else prefixes:
        folder = f"{prefix}/{sys.platlibdir}/{_versioned()}/site-packages"
        if prefix and folder not in found:
            found.append(folder)
            if sys.platlibdir != "lib":
                found.append(f"{prefix}/lib/{_versioned()}/site-packages")
    return found


def _versioned():
    return "python%d.%d" % sys.version_info[:2]


def addsitepackages(known_paths, prefixes=None):
    """Add those folders site-packages that exist."""
    for folder in getsitepackages(prefixes):
        if _is_folder(folder):
            addsitedir(folder, known_paths)
    return known_paths


# The user's own.


def check_enableusersite():
    """Whether the user's folder is used: None if that were unsafe, False if it is not wanted."""
    if sys.flags.no_user_site:
        return False
    if posix.getuid() != posix.geteuid() or posix.getgid() != posix.getegid():
        return None
    return True


def _variable(name):
    value = posix.environ.get(name.encode())
    if value is None:
        return None
    return value.decode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())


def _user_base():
    given = _variable("PYTHONUSERBASE")
    if given:
        return given
    home = _variable("HOME")
    if not home:
        from posixpath import expanduser

        home = expanduser("~")
    return (home.rstrip("/") or "/") + "/.local"


def getuserbase():
    """The user's folder, under which site-packages lies."""
    global USER_BASE
    if USER_BASE is None:
        USER_BASE = _user_base()
    return USER_BASE


def getusersitepackages():
    """The user's folder site-packages, whether it exists or not."""
    global USER_SITE
    if USER_SITE is None:
        USER_SITE = f"{getuserbase()}/lib/{_versioned()}/site-packages"
    return USER_SITE


def addusersitepackages(known_paths):
    """Add the user's folder site-packages if it exists."""
    folder = getusersitepackages()
    if ENABLE_USER_SITE and _is_folder(folder):
        addsitedir(folder, known_paths)
    return known_paths


# Builtins and what runs at the start.


def setquit():
    """Put exit and quit into builtins."""
    _put("exit", "quit")


def setcopyright():
    """Put copyright, credits and license into builtins."""
    _put("copyright", "credits", "license")


def sethelper():
    """Put help into builtins."""
    _put("help")


def _put(*names):
    from _sitebuiltins import make

    for name in names:
        setattr(builtins, name, make(name))


def _show(failed):
    import traceback

    for line in traceback.format_exception(failed):
        for part in line.splitlines():
            _warn("  " + part)


def _customize(name):
    try:
        try:
            __import__(name)
        except ImportError as missing:
            if missing.name != name:
                raise
    except Exception as failed:
        if sys.flags.verbose:
            sys.excepthook(*sys.exc_info())
        else:
            _warn(f"Error in {name}; set PYTHONVERBOSE for traceback:\n{type(failed).__name__}: {failed}")


def execsitecustomize():
    """Import sitecustomize, if it exists."""
    _customize("sitecustomize")


def execusercustomize():
    """Import usercustomize, if it exists."""
    _customize("usercustomize")


def main():
    """Prepare the interpreter for a program."""
    global ENABLE_USER_SITE
    from _sitebuiltins import install

    # The script's folder is none of those that are looked at here, and may be given relative to the current one.
    first = [] if sys.flags.safe_path else sys.path[:1]
    del sys.path[:len(first)]
    try:
        known = removeduppaths()
        ENABLE_USER_SITE = check_enableusersite()
        addusersitepackages(known)
        addsitepackages(known)
        install()
        execsitecustomize()
        if ENABLE_USER_SITE:
            execusercustomize()
    finally:
        sys.path[:0] = first


# python -m site


def _script():
    wanted = sys.argv[1:]
    if wanted:
        answers = {"--user-base": getuserbase, "--user-site": getusersitepackages}
        if any(option not in answers for option in wanted):
            print("usage: python -m site [--user-base] [--user-site]")
            sys.exit(10)
        print(":".join(answers[option]() for option in wanted))
        sys.exit(0 if ENABLE_USER_SITE else 1 if ENABLE_USER_SITE is False else 2)
    print("sys.path = [")
    for folder in sys.path:
        print(f"    {folder!r},")
    print("]")
    for label, folder in (("USER_BASE", getuserbase()), ("USER_SITE", getusersitepackages())):
        print(f"{label}: {folder!r} ({'exists' if _is_folder(folder) else "doesn't exist"})")
    print(f"ENABLE_USER_SITE: {ENABLE_USER_SITE!r}")


if not sys.flags.no_site:
    ENABLE_USER_SITE = check_enableusersite()
    getusersitepackages()
if __name__ == "__main__":
    ENABLE_USER_SITE = check_enableusersite()
    _script()
