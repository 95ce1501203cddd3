"""Paths that reach the file system: questions, reading, writing, copying, searching.

Everything is done by os, with the path as its argument.
"""

import errno
import io
import os
import posixpath
import sys
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISREG, S_ISSOCK

from pathlib._info import Info
from pathlib._pure import PurePath, PurePosixPath, PureWindowsPath, UnsupportedOperation

__name__ = 'pathlib'


class Path(PurePath):
    """A path of this system's files: PosixPath or WindowsPath."""

    __slots__ = ('_info',)

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = WindowsPath if os.name == 'nt' else PosixPath
        return object.__new__(cls)

    # What the file is.

    @property
    def info(self):
        """Kind and existence, remembered once they are known."""
        try:
            return self._info
        except AttributeError:
            info = self._info = Info(str(self))
            return info

    def stat(self, *, follow_symlinks=True):
        """What os.stat() says."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """Like stat(), but of a link itself."""
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        """True if there is such a file."""
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def _is(self, test, follow_symlinks=True):
        try:
            return test(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except (OSError, ValueError):
            return False

    def is_dir(self, *, follow_symlinks=True):
        """True if it is a directory."""
        return os.path.isdir(self) if follow_symlinks else self._is(S_ISDIR, False)

    def is_file(self, *, follow_symlinks=True):
        """True if it is a regular file."""
        return os.path.isfile(self) if follow_symlinks else self._is(S_ISREG, False)

    def is_mount(self):
        """True if another file system is mounted here."""
        return os.path.ismount(self)

    def is_symlink(self):
        """True if it is a symbolic link."""
        return os.path.islink(self)

    def is_junction(self):
        """True if it is a junction of Windows."""
        return os.path.isjunction(self)

    def is_block_device(self):
        """True if it is a block device."""
        return self._is(S_ISBLK)

    def is_char_device(self):
        """True if it is a character device."""
        return self._is(S_ISCHR)

    def is_fifo(self):
        """True if it is a named pipe."""
        return self._is(S_ISFIFO)

    def is_socket(self):
        """True if it is a socket."""
        return self._is(S_ISSOCK)

    def samefile(self, other_path):
        """True if both paths lead to one file."""
        mine = self.stat()
        if hasattr(other_path, 'stat'):
            other = other_path.stat()
        else:
            other = self.with_segments(other_path).stat()
        return os.path.samestat(mine, other)

    def owner(self, *, follow_symlinks=True):
        """The name of the user whose file it is."""
        try:
            import pwd
        except ImportError:
            raise UnsupportedOperation(f"{type(self).__name__}.owner() is unsupported on "
                                       "this system") from None
        return pwd.getpwuid(self.stat(follow_symlinks=follow_symlinks).st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        """The name of the group whose file it is."""
        try:
            import grp
        except ImportError:
            raise UnsupportedOperation(f"{type(self).__name__}.group() is unsupported on "
                                       "this system") from None
        return grp.getgrgid(self.stat(follow_symlinks=follow_symlinks).st_gid).gr_name

    # Reading and writing.

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """Open the file, as open() does."""
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """All that is in the file, as bytes."""
        with self.open(mode='rb', buffering=0) as f:
            return f.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """All that is in the file, as str."""
        encoding = io.text_encoding(encoding)
        with self.open(mode='r', encoding=encoding, errors=errors, newline=newline) as f:
            return f.read()

    def write_bytes(self, data):
        """Let the file consist of these bytes."""
        view = memoryview(data)
        with self.open(mode='wb') as f:
            return f.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Let the file consist of this text."""
        encoding = io.text_encoding(encoding)
        if not isinstance(data, str):
            raise TypeError('data must be str, not %s' % data.__class__.__name__)
        with self.open(mode='w', encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    # Directories.

    def iterdir(self):
        """The paths of what is in the directory."""
        directory = str(self)
        with os.scandir(directory) as it:
            entries = list(it)
        if directory == '.':
            return (self._of_entry(entry, entry.name) for entry in entries)
        return (self._of_entry(entry, entry.path) for entry in entries)

    def _of_entry(self, entry, text):
        path = self.with_segments(text)
        path._str = text
        path._info = Info(entry.path, entry)
        return path

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths below this one that match a pattern."""
        from pathlib._glob import Search, parse
        sys.audit("pathlib.Path.glob", self, pattern)
        parser = self.parser
        pedantic = case_sensitive is not None
        if not pedantic:
            case_sensitive = parser is posixpath
        parts = parse(pattern, parser)
        search = Search(parts, parser.sep, case_sensitive, pedantic, recurse_symlinks)
        return self._of_found(search.select(parser.join(str(self), '')), parts[-1])

    def _of_found(self, found, last):
        # In its final form: without './' at the start and a separator at the end.
        start = 2 if str(self) == '.' else 0
        anchor = len(self.anchor)
        for text in found:
            if last == '' or (last == '**' and len(text) > anchor
                              and text[-1] == self.parser.sep):
                text = text[:-1]
            yield self._with_text(text[start:])

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """Like glob(), with '**' before the pattern."""
        sys.audit("pathlib.Path.rglob", self, pattern)
        return self.glob(self.parser.join('**', pattern), case_sensitive=case_sensitive,
                         recurse_symlinks=recurse_symlinks)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Like os.walk(), but the directories are paths."""
        sys.audit("pathlib.Path.walk", self, on_error, follow_symlinks)
        top = str(self)
        if not follow_symlinks:
            follow_symlinks = os._walk_symlinks_as_files
        for directory, dirs, files in os.walk(top, top_down, on_error, follow_symlinks):
            if top == '.':
                directory = directory[2:]
            yield self._with_text(directory), dirs, files

    # Other paths.

    def absolute(self):
        """The path after the current directory; '..' and links stay as they are."""
        if self.is_absolute():
            return self
        drive, root, names = self._split
        if root:
            return self._with_parts(os.path.splitroot(os.getcwd())[0], root, names)
        cwd = os.path.abspath(drive) if drive else os.getcwd()
        if not names:
            return self._with_text(cwd)
        drive, root, rest = os.path.splitroot(cwd)
        return self._with_parts(drive, root,
                                rest.split(self.parser.sep) + names if rest else names)

    @classmethod
    def cwd(cls):
        """The current directory."""
        text = os.getcwd()
        path = cls(text)
        path._str = text
        return path

    def resolve(self, strict=False):
        """The path without links and '..'; strict: all of it must exist."""
        return self.with_segments(os.path.realpath(self, strict=strict))

    def readlink(self):
        """Where the link leads."""
        if not hasattr(os, 'readlink'):
            raise UnsupportedOperation(f"{type(self).__name__}.readlink() is unsupported on "
                                       "this system")
        return self.with_segments(os.readlink(self))

    def expanduser(self):
        """The path with '~' or '~user' at its start replaced."""
        drive, root, names = self._split
        if drive or root or not names or names[0][:1] != '~':
            return self
        home = os.path.expanduser(names[0])
        if home[:1] == '~':
            raise RuntimeError("Could not determine home directory.")
        drive, root, start = self._parse_path(home)
        return self._with_parts(drive, root, start + names[1:])

    @classmethod
    def home(cls):
        """The user's home directory."""
        home = os.path.expanduser("~")
        if home == "~":
            raise RuntimeError("Could not determine home directory.")
        return cls(home)

    def as_uri(self):
        """The path as a file: URI."""
        if not self.is_absolute():
            raise ValueError("relative paths can't be expressed as file URIs")
        from urllib.parse import quote
        start, rest = '//' + self.root, self.as_posix()[len(self.anchor):]
        encoding, errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
        return 'file:' + start + quote(rest, encoding=encoding, errors=errors)

    @classmethod
    def from_uri(cls, uri):
        """The path that a file: URI stands for."""
        from urllib.parse import unquote, urlsplit
        scheme, host, path = urlsplit(uri)[:3]
        if scheme != 'file':
            raise ValueError("URL is missing a 'file:' scheme")
        if host and host != 'localhost':
            import socket
            if host != socket.gethostname():
                raise ValueError("file:// scheme is supported only on localhost")
        encoding, errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
        path = cls(unquote(path, encoding=encoding, errors=errors))
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path

    # Changes.

    def touch(self, mode=0o666, exist_ok=True):
        """Create the file, or renew its times."""
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        flags = os.O_CREAT | os.O_WRONLY
        if not exist_ok:
            flags |= os.O_EXCL
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False, *, parent_mode=None):
        """Create the directory, and with parents=True those above it."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            above = {} if parent_mode is None else {'mode': parent_mode,
                                                    'parent_mode': parent_mode}
            self.parent.mkdir(parents=True, exist_ok=True, **above)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            # Whatever went wrong, maybe the directory is there.
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        """Change the permissions."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """Like chmod(), but of a link itself."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Remove the file or link."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Remove the directory, which must be empty."""
        os.rmdir(self)

    def _delete(self):
        if self.is_dir() and not self.is_symlink() and not self.is_junction():
            import shutil
            shutil.rmtree(self)
        else:
            self.unlink()

    def _as_path(self, other):
        return other if hasattr(other, 'with_segments') else self.with_segments(other)

    def rename(self, target):
        """Give the file another path; on POSIX what was there is gone."""
        os.rename(self, target)
        return self._as_path(target)

    def replace(self, target):
        """Give the file another path; what was there is gone."""
        os.replace(self, target)
        return self._as_path(target)

    def symlink_to(self, target, target_is_directory=False):
        """Make this path a link to target."""
        if not hasattr(os, 'symlink'):
            raise UnsupportedOperation(f"{type(self).__name__}.symlink_to() is unsupported "
                                       "on this system")
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Make this path another name of target."""
        if not hasattr(os, 'link'):
            raise UnsupportedOperation(f"{type(self).__name__}.hardlink_to() is unsupported "
                                       "on this system")
        os.link(target, self)

    def copy(self, target, **kwargs):
        """Copy the file or the whole directory; the path of the copy.

        follow_symlinks=False copies links as links, preserve_metadata=True times,
        permissions and so on as well.
        """
        target = self._as_path(target)
        if self == target:
            raise _same(self, target, "Source and target are the same path")
        if self in target.parents:
            raise _same(self, target, "Source path is a parent of target path")
        target._copy_from(self, **kwargs)
        return target.joinpath()

    def _inside(self, directory):
        name = self.name
        if not name:
            raise ValueError(f"{self!r} has an empty name")
        if hasattr(directory, 'with_segments'):
            return directory / name
        return self.with_segments(directory, name)

    def copy_into(self, target_dir, **kwargs):
        """Copy the file or directory into a directory."""
        return self.copy(self._inside(target_dir), **kwargs)

    def _copy_from(self, source, follow_symlinks=True, preserve_metadata=False):
        info = source.info
        follow = True
        if not follow_symlinks and info.is_symlink():
            os.symlink(source.readlink(), self)
            follow = False
        elif info.is_dir():
            children = source.iterdir()
            os.mkdir(self)
            for child in children:
                self.joinpath(child.name)._copy_from(child, follow_symlinks,
                                                     preserve_metadata)
        else:
            self._copy_contents(source)
        if preserve_metadata:
            import shutil
            shutil.copystat(source, self, follow_symlinks=follow)

    def _copy_contents(self, source):
        from shutil._copy import _copy_contents
        _refuse_same_file(source, self)
        with open(source, 'rb') as fsrc, open(self, 'wb') as fdst:
            _copy_contents(fsrc, fdst)

    def move(self, target):
        """Move the file or directory, also to another file system; its new path."""
        try:
            path = self.with_segments(target)
        except TypeError:
            path = None
        if path is not None:
            _refuse_same_file(self, path)
            try:
                os.replace(self, path)
                return path.joinpath()
            except OSError as e:
                if e.errno != errno.EXDEV:
                    raise
            target = path
        # Another file system.
        target = self.copy(target, follow_symlinks=False, preserve_metadata=True)
        self._delete()
        return target

    def move_into(self, target_dir):
        """Move the file or directory into a directory."""
        return self.move(self._inside(target_dir))


def _same(source, target, message):
    error = OSError(errno.EINVAL, message)
    error.filename = str(source)
    error.filename2 = str(target)
    return error


def _refuse_same_file(source, target):
    try:
        if not os.path.samestat(os.stat(source), os.stat(target)):
            return
    except (OSError, ValueError):
        return
    raise _same(source, target, "Source and target are the same file")


def _refuse(cls, *args, **kwargs):
    raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")


class PosixPath(Path, PurePosixPath):
    """A path of files on a POSIX system."""

    __slots__ = ()
    if os.name == 'nt':
        __new__ = _refuse


class WindowsPath(Path, PureWindowsPath):
    """A path of files on Windows."""

    __slots__ = ()
    if os.name != 'nt':
        __new__ = _refuse
