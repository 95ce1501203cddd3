"""What Path.info remembers of a file."""

import os
from stat import S_ISDIR, S_ISLNK, S_ISREG


class Info:
    """Kind and existence of a file; asks the system once and remembers the answer.

    A directory entry, if there is one, answers without asking.
    """

    __slots__ = ('_path', '_entry', '_followed', '_unfollowed')

    def __init__(self, path, entry=None):
        self._path = path
        self._entry = entry
        # A stat result; False if there is none; None if nobody asked yet.
        self._followed = None
        self._unfollowed = None

    def __repr__(self):
        kind = "WindowsPath" if os.name == 'nt' else "PosixPath"
        return f"<{kind}.info>"

    def _mode(self, follow):
        st = self._followed if follow else self._unfollowed
        if st is None:
            try:
                if self._entry is not None:
                    st = self._entry.stat(follow_symlinks=follow)
                else:
                    st = os.stat(self._path, follow_symlinks=follow)
            except (OSError, ValueError):
                st = False
            if follow:
                self._followed = st
            else:
                self._unfollowed = st
        return st and st.st_mode

    def exists(self, *, follow_symlinks=True):
        """True if there is such a file."""
        if self._entry is not None and not follow_symlinks:
            return True
        return self._mode(follow_symlinks) is not False

    def is_dir(self, *, follow_symlinks=True):
        """True if it is a directory."""
        if self._entry is not None:
            try:
                return self._entry.is_dir(follow_symlinks=follow_symlinks)
            except OSError:
                return False
        return S_ISDIR(self._mode(follow_symlinks))

    def is_file(self, *, follow_symlinks=True):
        """True if it is a regular file."""
        if self._entry is not None:
            try:
                return self._entry.is_file(follow_symlinks=follow_symlinks)
            except OSError:
                return False
        return S_ISREG(self._mode(follow_symlinks))

    def is_symlink(self):
        """True if it is a symbolic link."""
        if self._entry is not None:
            try:
                return self._entry.is_symlink()
            except OSError:
                return False
        return S_ISLNK(self._mode(False))
