"""Temporary directories that are removed at the end, whatever is in them.

Entries whose permissions do not allow their removal get other permissions.
"""

import os as _os
import warnings as _warnings
import weakref as _weakref
from types import GenericAlias as _GenericAlias

import tempfile as _tempfile

__name__ = 'tempfile'


def _clear_flags(path):
    if hasattr(_os, 'lchflags'):
        _os.lchflags(path, 0)


def _open_up(name, dir_fd, path):
    """Let the owner do everything with path, which is name in the directory dir_fd."""
    _clear_flags(path)
    if dir_fd is None:
        if _os.chmod in _os.supports_follow_symlinks:
            _os.chmod(path, 0o700, follow_symlinks=False)
        elif not _os.path.islink(path):
            _os.chmod(path, 0o700)
        return
    if _os.chmod in _os.supports_follow_symlinks:
        _os.chmod(name, 0o700, dir_fd=dir_fd, follow_symlinks=False)
    else:
        _open_up_no_follow(name, dir_fd)


def _open_up_no_follow(name, dir_fd):
    # A link must not be followed: the permissions are changed through a descriptor.
    try:
        fd = _os.open(name, _os.O_RDONLY | _os.O_NONBLOCK | _os.O_NOFOLLOW, dir_fd=dir_fd)
    except OSError:
        if _os.lstat(name, dir_fd=dir_fd).st_mode & 0o170000 != 0o120000:
            _os.chmod(name, 0o700, dir_fd=dir_fd)
        return
    try:
        _os.chmod(fd, 0o700)
    finally:
        _os.close(fd)


class TemporaryDirectory:
    """A directory that is removed at the end of the with statement, or with the object."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *,
                 delete=True):
        self.name = _tempfile.mkdtemp(suffix, prefix, dir)
        self._ignore_cleanup_errors = ignore_cleanup_errors
        self._delete = delete
        self._finalizer = _weakref.finalize(
            self, self._cleanup, self.name,
            warn_message=f"Implicitly cleaning up {self!r}",
            ignore_errors=ignore_cleanup_errors, delete=delete)

    __class_getitem__ = classmethod(_GenericAlias)

    @classmethod
    def _rmtree(cls, name, ignore_errors=False, repeated=False, dir_fd=None, fullname=None):
        # repeated: name itself could not be removed once already.
        if fullname is None:
            fullname = name

        def failed(function, path, exc, direntry=None, dir_fd=None):
            if isinstance(exc, FileNotFoundError):
                return
            if not isinstance(exc, (PermissionError, IsADirectoryError)):
                if not ignore_errors:
                    raise exc
                return
            if repeated and path == name:
                if ignore_errors:
                    return
                raise exc
            full = fullname + path[len(name):]
            base = path if dir_fd is None or direntry is None else direntry.name
            try:
                cls._insist(base, full, path != name, dir_fd, ignore_errors)
            except FileNotFoundError:
                pass
            except OSError:
                if not ignore_errors:
                    raise

        import shutil
        shutil.rmtree(name, onexc=failed, dir_fd=dir_fd, _onexc_kwargs=True)

    @classmethod
    def _insist(cls, base, full, below, dir_fd, ignore_errors):
        # Open up the entry, and the directory that it is in, and remove it then.
        if below:
            if dir_fd is None:
                _open_up(None, None, _os.path.dirname(full))
            else:
                _clear_flags(_os.path.dirname(full))
                _os.chmod(dir_fd, 0o700)
        _open_up(base, dir_fd, full)
        try:
            _os.unlink(base, dir_fd=dir_fd)
            return
        except IsADirectoryError:
            pass
        except PermissionError:
            if not _os.path.isdir(full):
                raise
        cls._rmtree(base, ignore_errors=ignore_errors, repeated=not below, dir_fd=dir_fd,
                    fullname=full)

    @classmethod
    def _cleanup(cls, name, warn_message, ignore_errors=False, delete=True):
        if delete:
            cls._rmtree(name, ignore_errors=ignore_errors)
            _warnings.warn(warn_message, ResourceWarning)

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        """Remove the directory now."""
        if self._finalizer.detach() or _os.path.exists(self.name):
            self._rmtree(self.name, ignore_errors=self._ignore_cleanup_errors)
