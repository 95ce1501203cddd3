"""Paths as POSIX writes them; the `os.path` of such systems.

Every function takes str or bytes (or what has __fspath__) and answers in kind.
Leaves questions that any system's file system can answer to `genericpath`.
"""

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'

import os
import genericpath
import stat
from genericpath import *
from posix import fspath as _fspath

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext",
           "basename", "dirname", "commonprefix", "getsize", "getmtime",
           "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile",
           "ismount", "expanduser", "expandvars", "normpath", "abspath",
           "samefile", "sameopenfile", "samestat",
           "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep",
           "devnull", "realpath", "supports_unicode_filenames", "relpath",
           "commonpath", "isjunction", "isdevdrive", "ALL_BUT_LAST", "ALLOW_MISSING"]

supports_unicode_filenames = False


def _get_sep(path):
    return b'/' if isinstance(path, bytes) else '/'


def normcase(s, /):
    """The path with the case of letters normalised; here, unchanged."""
    return _fspath(s)


def isabs(s, /):
    """True if the path starts at the root."""
    s = _fspath(s)
    return s.startswith(_get_sep(s))


def join(a, /, *p):
    """One path of several parts; an absolute part discards what precedes it."""
    path = a = _fspath(a)
    sep = _get_sep(a)
    try:
        for b in p:
            b = _fspath(b)
            if b.startswith(sep) or not path:
                path = b
            elif path.endswith(sep):
                path += b
            else:
                path += sep + b
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', a, *p)
        raise
    return path


def split(p, /):
    """(everything up to the last slash, the rest)"""
    p = _fspath(p)
    sep = _get_sep(p)
    i = p.rfind(sep) + 1
    return _strip_head(p[:i], sep), p[i:]


def _strip_head(head, sep):
    # Trailing slashes go, unless the head is nothing else.
    return head.rstrip(sep) or head


def basename(p, /):
    """What follows the last slash."""
    p = _fspath(p)
    return p[p.rfind(_get_sep(p)) + 1:]


def dirname(p, /):
    """What precedes the last slash."""
    p = _fspath(p)
    sep = _get_sep(p)
    return _strip_head(p[:p.rfind(sep) + 1], sep)


def splitext(p, /):
    """(path, extension), the extension with its dot or empty."""
    p = _fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b'/', None, b'.')
    return genericpath._splitext(p, '/', None, '.')


def splitdrive(p, /):
    """(drive, path); there are no drives here."""
    p = _fspath(p)
    return p[:0], p


def splitroot(p, /):
    """(drive, root, rest); the root is one slash, two, or empty."""
    p = _fspath(p)
    sep = _get_sep(p)
    empty = p[:0]
    if p[:1] != sep:
        return empty, empty, p
    # Exactly two slashes may mean something else than one.
    if p[1:2] != sep or p[2:3] == sep:
        return empty, sep, p[1:]
    return empty, p[:2], p[2:]


def ismount(path):
    """True if something is mounted at path."""
    try:
        here = os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(here.st_mode):
        return False
    path = _fspath(path)
    parent = join(path, b'..' if isinstance(path, bytes) else '..')
    try:
        above = os.lstat(parent)
    except OSError:
        try:
            above = os.lstat(realpath(parent))
        except OSError:
            return False
    # Another device, or the root, which is its own parent.
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def expanduser(path):
    """The path with a leading ~ or ~user replaced by the home directory."""
    path = _fspath(path)
    is_bytes = isinstance(path, bytes)
    tilde, root, sep = (b'~', b'/', b'/') if is_bytes else ('~', '/', '/')
    if not path.startswith(tilde):
        return path
    end = path.find(sep, 1)
    if end < 0:
        end = len(path)
    home = _home_of_this_user() if end == 1 else _home_of(os.fsdecode(path[1:end]))
    if home is None:
        return path
    if is_bytes:
        home = os.fsencode(home)
    return home.rstrip(root) + path[end:] or root


def _home_of_this_user():
    if 'HOME' in os.environ:
        return os.environ['HOME']
    try:
        import pwd
    except ImportError:
        return None
    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return None


def _home_of(name):
    try:
        import pwd
    except ImportError:
        return None
    try:
        return pwd.getpwnam(name).pw_dir
    except (KeyError, ValueError):
        return None


def expandvars(path):
    """The path with $name and ${name} replaced by what the environment has."""
    path = _fspath(path)
    if isinstance(path, bytes):
        if b'$' not in path:
            return path
        # Via latin-1 the bytes keep their places.
        environ = {os.fsencode(k).decode('latin-1'): os.fsencode(v).decode('latin-1')
                   for k, v in os.environ.items()}
        return _expand(path.decode('latin-1'), environ).encode('latin-1')
    if '$' not in path:
        return path
    return _expand(path, os.environ)


def _is_word(char):
    return char == '_' or char.isascii() and char.isalnum()


def _expand(path, environ):
    pieces = []
    i = 0
    while True:
        j = path.find('$', i)
        if j < 0:
            pieces.append(path[i:])
            return ''.join(pieces)
        pieces.append(path[i:j])
        name = None
        end = j + 1
        if path[end:end + 1] == '{':
            close = path.find('}', end)
            if close > 0:
                name, end = path[end + 1:close], close + 1
        else:
            while end < len(path) and _is_word(path[end]):
                end += 1
            name = path[j + 1:end] or None
        if name is not None and name in environ:
            pieces.append(environ[name])
        else:
            end = max(end, j + 1)
            pieces.append(path[j:end])
        i = end


def normpath(path):
    """The path without doubled slashes, '.' and what '..' takes back."""
    path = _fspath(path)
    if isinstance(path, bytes):
        sep, dot, dotdot = b'/', b'.', b'..'
    else:
        sep, dot, dotdot = '/', '.', '..'
    _, root, rest = splitroot(path)
    parts = []
    for part in rest.split(sep):
        if not part or part == dot:
            continue
        if part != dotdot or not root and not parts or parts and parts[-1] == dotdot:
            parts.append(part)
        elif parts:
            parts.pop()
    return root + sep.join(parts) or dot


def abspath(path):
    """The path from the root, normalised."""
    path = _fspath(path)
    if isinstance(path, bytes):
        if not path.startswith(b'/'):
            path = join(os.getcwdb(), path)
    elif not path.startswith('/'):
        path = join(os.getcwd(), path)
    return normpath(path)


def realpath(filename, /, *, strict=False):
    """The absolute path with every symbolic link on the way resolved.

    strict says which errors count: none, all, or all but missing files (ALLOW_MISSING)
    or a missing last part (ALL_BUT_LAST).
    """
    filename = _fspath(filename)
    if isinstance(filename, bytes):
        sep, dot, dotdot, start = b'/', b'.', b'..', os.getcwdb
    else:
        sep, dot, dotdot, start = '/', '.', '..', os.getcwd
    if strict is ALLOW_MISSING or strict is ALL_BUT_LAST:
        ignored = FileNotFoundError
    elif strict:
        ignored = ()
    else:
        ignored = OSError
    path = sep if filename.startswith(sep) else start()
    ends_in_sep = filename.endswith(sep)
    # A stack of parts still to walk. The pair (link, None) under the parts of a link's
    # target marks where the target has been resolved.
    todo = filename.rstrip(sep).split(sep)[::-1]
    parts_left = len(todo)
    resolved = {}       # link -> where it leads; None while under way
    while parts_left:
        part = todo.pop()
        if part is None:
            resolved[todo.pop()] = path
            continue
        parts_left -= 1
        if not part or part == dot:
            continue
        if part == dotdot:
            path = path[:path.rindex(sep)] or sep
            continue
        here = path + part if path == sep else path + sep + part
        try:
            mode = os.lstat(here).st_mode
            if not stat.S_ISLNK(mode):
                if strict and (parts_left or ends_in_sep) and not stat.S_ISDIR(mode):
                    _fail('ENOTDIR', here)
                path = here
                continue
            if here in resolved:
                path = resolved[here]
                if path is None:
                    # The link leads to itself.
                    if strict:
                        _fail('ELOOP', here)
                    path = here
                continue
            target = os.readlink(here)
        except ignored:
            if strict is ALL_BUT_LAST and parts_left:
                raise
            path = here
            continue
        if target.startswith(sep):
            path = sep
        resolved[here] = None
        todo += (here, None)
        target_parts = target.split(sep)[::-1]
        todo += target_parts
        parts_left += len(target_parts)
    return path


def _fail(name, path):
    import errno
    number = getattr(errno, name)
    raise OSError(number, os.strerror(number), path)


def relpath(path, start=None):
    """The path as seen from start, by default from the current directory."""
    path = _fspath(path)
    if not path:
        raise ValueError("no path specified")
    if isinstance(path, bytes):
        sep, dot, dotdot = b'/', b'.', b'..'
    else:
        sep, dot, dotdot = '/', '.', '..'
    start = dot if start is None else _fspath(start)
    try:
        origin = [part for part in abspath(start).split(sep) if part]
        target = [part for part in abspath(path).split(sep) if part]
        shared = len(genericpath._commonprefix([origin, target]))
        return sep.join([dotdot] * (len(origin) - shared) + target[shared:]) or dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types('relpath', path, start)
        raise


def commonpath(paths):
    """The longest path that is above all of them, part by part."""
    paths = tuple(map(_fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    if isinstance(paths[0], bytes):
        sep, dot = b'/', b'.'
    else:
        sep, dot = '/', '.'
    try:
        if len({p.startswith(sep) for p in paths}) > 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        split_paths = [[c for c in path.split(sep) if c and c != dot] for path in paths]
        prefix = sep if paths[0].startswith(sep) else sep[:0]
        return prefix + sep.join(genericpath._commonprefix(split_paths))
    except (TypeError, AttributeError):
        genericpath._check_arg_types('commonpath', *paths)
        raise
