"""Temporary files and directories whose names nobody else uses.

A name is safe because the file is created under it exclusively.  Here are the
names, the directory for them and the functions that hand out paths; the files
as objects are in _files, directories that remove themselves in _directory.
"""

import errno as _errno
import os as _os
import sys as _sys
from _thread import allocate_lock as _allocate_lock

__all__ = ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile",
           "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp", "TMP_MAX", "gettempprefix",
           "tempdir", "gettempdir", "gettempprefixb", "gettempdirb"]

_bin_openflags = (_os.O_RDWR | _os.O_CREAT | _os.O_EXCL | getattr(_os, 'O_NOFOLLOW', 0)
                  | getattr(_os, 'O_BINARY', 0))
# How many names are tried before giving up.
TMP_MAX = 20
template = "tmp"
# The directory; None: find one when it is needed.
tempdir = None

_once_lock = _allocate_lock()
_name_sequence = None


class _RandomNameSequence:
    """Random names without end; another process continues with other names."""

    characters = "abcdefghijklmnopqrstuvwxyz0123456789_"
    _pid = None

    @property
    def rng(self):
        pid = _os.getpid()
        if pid != self._pid:
            from random import Random
            self._rng = Random()
            self._pid = pid
        return self._rng

    def __iter__(self):
        return self

    def __next__(self):
        return ''.join(self.rng.choices(self.characters, k=8))


def _get_candidate_names():
    global _name_sequence
    if _name_sequence is None:
        with _once_lock:
            if _name_sequence is None:
                _name_sequence = _RandomNameSequence()
    return _name_sequence


def _names(of_bytes):
    names = _get_candidate_names()
    return map(_os.fsencode, names) if of_bytes else names


def _candidate_tempdir_list():
    found = [path for name in ('TMPDIR', 'TEMP', 'TMP') if (path := _os.getenv(name))]
    found += ['/tmp', '/var/tmp', '/usr/tmp']
    try:
        found.append(_os.getcwd())
    except (AttributeError, OSError):
        found.append(_os.curdir)
    return found


def _get_default_tempdir(dirlist=None):
    """The first directory in which a file can be made, written and removed."""
    names = _RandomNameSequence()
    if dirlist is None:
        dirlist = _candidate_tempdir_list()
    for directory in dirlist:
        if directory != _os.curdir:
            directory = _os.path.abspath(directory)
        for _ in range(TMP_MAX):
            try:
                _try_directory(_os.path.join(directory, next(names)))
                return directory
            except FileExistsError:
                pass
            except OSError:
                break
    raise FileNotFoundError(_errno.ENOENT,
                            "No usable temporary directory found in %s" % dirlist)


def _try_directory(filename):
    fd = _os.open(filename, _bin_openflags, 0o600)
    try:
        try:
            _os.write(fd, b'probe')
        finally:
            _os.close(fd)
    finally:
        _os.unlink(filename)


def _gettempdir():
    global tempdir
    if tempdir is None:
        with _once_lock:
            if tempdir is None:
                tempdir = _get_default_tempdir()
    return tempdir


def gettempdir():
    """The directory for temporary files, as str."""
    return _os.fsdecode(_gettempdir())


def gettempdirb():
    """The directory for temporary files, as bytes."""
    return _os.fsencode(_gettempdir())


def gettempprefix():
    """What names begin with if nothing else is asked for, as str."""
    return _os.fsdecode(template)


def gettempprefixb():
    """What names begin with if nothing else is asked for, as bytes."""
    return _os.fsencode(template)


def _infer_return_type(*args):
    kinds = {bytes if isinstance(_os.fspath(arg) if isinstance(arg, _os.PathLike) else arg,
                                 bytes) else str
             for arg in args if arg is not None}
    if len(kinds) > 1:
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    if kinds:
        return kinds.pop()
    return str if tempdir is None or isinstance(tempdir, str) else bytes


def _sanitize_params(prefix, suffix, dir):
    # What was not given is filled in; everything of one type.
    kind = _infer_return_type(prefix, suffix, dir)
    if suffix is None:
        suffix = kind()
    if prefix is None:
        prefix = gettempprefix() if kind is str else gettempprefixb()
    if dir is None:
        dir = gettempdir() if kind is str else gettempdirb()
    return prefix, suffix, dir, kind


def _mkstemp_inner(dir, pre, suf, flags, output_type):
    dir = _os.path.abspath(dir)
    names = _names(output_type is bytes)
    for _ in range(TMP_MAX):
        path = _os.path.join(dir, pre + next(names) + suf)
        _sys.audit("tempfile.mkstemp", path)
        try:
            return _os.open(path, flags, 0o600), path
        except FileExistsError:
            pass
    raise FileExistsError(_errno.EEXIST, "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Create a file that only this user can read and write; (descriptor, path).

    It is up to the caller to remove it.
    """
    prefix, suffix, dir, kind = _sanitize_params(prefix, suffix, dir)
    flags = _bin_openflags & ~getattr(_os, 'O_BINARY', 0) if text else _bin_openflags
    return _mkstemp_inner(dir, prefix, suffix, flags, kind)


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Create a directory that only this user can use; its absolute path.

    It is up to the caller to remove it.
    """
    prefix, suffix, dir, kind = _sanitize_params(prefix, suffix, dir)
    names = _names(kind is bytes)
    for _ in range(TMP_MAX):
        path = _os.path.join(dir, prefix + next(names) + suffix)
        _sys.audit("tempfile.mkdtemp", path)
        try:
            _os.mkdir(path, 0o700)
        except FileExistsError:
            continue
        return _os.path.abspath(path)
    raise FileExistsError(_errno.EEXIST, "No usable temporary directory name found")


def mktemp(suffix="", prefix=template, dir=None):
    """A path that nothing has at the moment.  Unsafe: someone may be faster; use mkstemp()."""
    if dir is None:
        dir = gettempdir()
    names = _get_candidate_names()
    for _ in range(TMP_MAX):
        path = _os.path.join(dir, prefix + next(names) + suffix)
        if not _os.path.lexists(path):
            return path
    raise FileExistsError(_errno.EEXIST, "No usable temporary filename found")


from tempfile._files import (NamedTemporaryFile, SpooledTemporaryFile, TemporaryFile,
                             _TemporaryFileWrapper)
from tempfile._directory import TemporaryDirectory
