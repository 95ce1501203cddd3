"""Copying, moving and removing of files and of whole trees.

Single files are copied in _copy, trees in _tree, archives are packed and
unpacked in _archive; here are the odds and ends.
"""

import collections
import os
import sys

from shutil._copy import (COPY_BUFSIZE, Error, ReadError, RegistryError, SameFileError,
                          SpecialFileError, copy, copy2, copyfile, copyfileobj, copymode,
                          copystat)
from shutil._tree import copytree, ignore_patterns, move, rmtree
from shutil._archive import (get_archive_formats, get_unpack_formats, make_archive,
                             register_archive_format, register_unpack_format, unpack_archive,
                             unregister_archive_format, unregister_unpack_format)

__all__ = ["copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree",
           "move", "rmtree", "Error", "SpecialFileError", "make_archive",
           "get_archive_formats", "register_archive_format", "unregister_archive_format",
           "get_unpack_formats", "register_unpack_format", "unregister_unpack_format",
           "unpack_archive", "ignore_patterns", "chown", "which", "get_terminal_size",
           "SameFileError", "disk_usage"]

_ntuple_diskusage = collections.namedtuple('usage', 'total used free')
_ntuple_diskusage.total.__doc__ = "bytes of the file system"
_ntuple_diskusage.used.__doc__ = "bytes in use"
_ntuple_diskusage.free.__doc__ = "bytes free for us"


def disk_usage(path):
    """Total, used and free bytes of the file system that path is on."""
    st = os.statvfs(path)
    size = st.f_frsize
    return _ntuple_diskusage(st.f_blocks * size, (st.f_blocks - st.f_bfree) * size,
                             st.f_bavail * size)


def chown(path, user=None, group=None, *, dir_fd=None, follow_symlinks=True):
    """Give path to a user and a group, which may be names or numbers."""
    from shutil._archive import _get_gid, _get_uid
    sys.audit('shutil.chown', path, user, group)
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    uid = gid = -1
    if isinstance(user, str):
        uid = _get_uid(user)
        if uid is None:
            raise LookupError(f"no such user: {user!r}")
    elif user is not None:
        uid = user
    if isinstance(group, int):
        gid = group
    elif group is not None:
        gid = _get_gid(group)
        if gid is None:
            raise LookupError(f"no such group: {group!r}")
    os.chown(path, uid, gid, dir_fd=dir_fd, follow_symlinks=follow_symlinks)


def get_terminal_size(fallback=(80, 24)):
    """Columns and lines: COLUMNS and LINES, else what the terminal says, else fallback."""
    columns = _number_in_environment('COLUMNS')
    lines = _number_in_environment('LINES')
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            # No stdout, a closed one, or one that is no terminal.
            size = os.terminal_size(fallback)
        if columns <= 0:
            columns = size.columns or fallback[0]
        if lines <= 0:
            lines = size.lines or fallback[1]
    return os.terminal_size((columns, lines))


def _number_in_environment(name):
    try:
        return int(os.environ[name])
    except (KeyError, ValueError):
        return 0


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The program that the shell would run for cmd, or None."""
    head, name = os.path.split(cmd)
    if head:
        directories = [head]
    else:
        if path is None:
            path = os.environ.get("PATH", None)
            if path is None:
                path = _default_path()
        if not path:
            return None
        if isinstance(cmd, bytes):
            directories = os.fsencode(path).split(os.fsencode(os.pathsep))
        else:
            directories = os.fsdecode(path).split(os.pathsep)
    for directory in dict.fromkeys(directories):
        candidate = os.path.join(directory, name)
        if (os.path.exists(candidate) and os.access(candidate, mode)
                and not os.path.isdir(candidate)):
            return candidate
    return None


def _default_path():
    try:
        return os.confstr("CS_PATH")
    except (AttributeError, ValueError):
        return os.defpath


def __getattr__(name):
    if name == "ExecError":
        import warnings
        warnings._deprecated("shutil.ExecError",
                             f"{warnings._DEPRECATED_MSG}; it isn't raised by any shutil "
                             "function.", remove=(3, 16))
        return RuntimeError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
