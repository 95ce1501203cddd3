"""What os.path does on every system: ask the file system about a path."""

import os
import stat

__all__ = ['commonprefix', 'exists', 'getatime', 'getctime', 'getmtime', 'getsize',
           'isdevdrive', 'isdir', 'isfile', 'isjunction', 'islink', 'lexists', 'samefile',
           'sameopenfile', 'samestat', 'ALL_BUT_LAST', 'ALLOW_MISSING']


def exists(path):
    """True if there is something at path; a broken link is nothing."""
    try:
        os.stat(path)
    except (OSError, ValueError):
        return False
    return True


def lexists(path):
    """True if there is something at path, be it a broken link."""
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def isfile(path):
    """True if path is a regular file, or a link to one."""
    try:
        st = os.stat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(st.st_mode)


def isdir(s):
    """True if s is a directory, or a link to one."""
    try:
        st = os.stat(s)
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(st.st_mode)


def islink(path):
    """True if path is a symbolic link."""
    try:
        st = os.lstat(path)
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISLNK(st.st_mode)


def isjunction(path):
    """True if path is a junction, which only Windows has."""
    os.fspath(path)
    return False


def isdevdrive(path):
    """True if path is on a Dev Drive, which only Windows has."""
    os.fspath(path)
    return False


def getsize(filename, /):
    """The size of a file in bytes."""
    return os.stat(filename).st_size


def getmtime(filename, /):
    """When the file was last written."""
    return os.stat(filename).st_mtime


def getatime(filename, /):
    """When the file was last read."""
    return os.stat(filename).st_atime


def getctime(filename, /):
    """When the file's inode last changed."""
    return os.stat(filename).st_ctime


def commonprefix(m, /):
    """Deprecated: the longest common prefix, taken letter by letter."""
    import warnings
    warnings.warn('os.path.commonprefix() is deprecated. Use '
                  'os.path.commonpath() for longest path prefix.',
                  category=DeprecationWarning, stacklevel=2)
    return _commonprefix(m)


def _commonprefix(m, /):
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    # The first and the last in order differ earliest.
    low, high = min(m), max(m)
    for i, item in enumerate(low):
        if item != high[i]:
            return low[:i]
    return low


def samestat(s1, s2, /):
    """True if two results of stat() are about one file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2, /):
    """True if two paths lead to one file."""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """True if two file descriptors are open on one file."""
    return samestat(os.fstat(fp1), os.fstat(fp2))


def _splitext(p, sep, altsep, extsep):
    start = p.rfind(sep)
    if altsep:
        start = max(start, p.rfind(altsep))
    start += 1
    dot = p.rfind(extsep)
    # Dots in front of a name do not start an extension.
    if dot >= start and p[start:dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, p[:0]


def _check_arg_types(funcname, *args):
    kinds = set()
    for arg in args:
        if not isinstance(arg, (str, bytes)):
            raise TypeError(f'{funcname}() argument must be str, bytes, or '
                            f'os.PathLike object, not {arg.__class__.__name__!r}') from None
        kinds.add(isinstance(arg, str))
    if len(kinds) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None


class _Special:
    # A value that stands for itself, wherever it is unpickled.
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f'os.path.{self._name}'

    def __reduce__(self):
        return self._name


ALL_BUT_LAST = _Special('ALL_BUT_LAST')
ALLOW_MISSING = _Special('ALLOW_MISSING')
