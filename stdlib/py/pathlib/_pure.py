"""Paths as text: their parts, their comparison, and paths made of other paths.

A path keeps the segments that it was made of; its parts (drive, root, names)
are found when they are first needed, then kept.  Nothing here touches the
file system.
"""

import os
import posixpath
from _collections_abc import Sequence

__name__ = 'pathlib'


class UnsupportedOperation(NotImplementedError):
    """The operation is not to be had for this path or on this system."""


class _PathParents(Sequence):
    """The ancestors of a path, nearest first."""

    __slots__ = ('_path', '_names')

    def __init__(self, path):
        self._path = path
        self._names = path._tail

    def __len__(self):
        return len(self._names)

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return tuple(self[i] for i in range(*idx.indices(len(self))))
        count = len(self._names)
        if not -count <= idx < count:
            raise IndexError(idx)
        kept = count - 1 - idx if idx >= 0 else -1 - idx
        return self._path._with_parts(self._path.drive, self._path.root, self._names[:kept])

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePath:
    """A path as text; PurePosixPath or PureWindowsPath, as the system has it."""

    __slots__ = ('_raw_paths', '_parts', '_str', '_folded_str', '_folded_names', '_hash')
    parser = os.path

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PureWindowsPath if os.name == 'nt' else PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        segments = []
        for arg in args:
            if isinstance(arg, str):
                segments.append(arg)
            elif isinstance(arg, PurePath):
                if arg.parser is self.parser:
                    segments += arg._raw_paths
                else:
                    segments.append(arg.as_posix())
            else:
                try:
                    text = os.fspath(arg)
                except TypeError:
                    text = arg
                if not isinstance(text, str):
                    raise TypeError("argument should be a str or an os.PathLike object where "
                                    "__fspath__ returns a str, "
                                    f"not {type(text).__name__!r}")
                segments.append(text)
        self._raw_paths = segments

    def with_segments(self, *pathsegments):
        """A path of this kind; what all derived paths are made with."""
        return type(self)(*pathsegments)

    def joinpath(self, *pathsegments):
        """This path with more after it; an absolute one starts anew."""
        return self.with_segments(self, *pathsegments)

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def __reduce__(self):
        return self.__class__, tuple(self._raw_paths)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.as_posix()!r})"

    def __bytes__(self):
        """The path as the file system has it."""
        return os.fsencode(self)

    # Text and parts.

    @property
    def _raw_path(self):
        segments = self._raw_paths
        if len(segments) == 1:
            return segments[0]
        return self.parser.join(*segments) if segments else ''

    @classmethod
    def _parse_path(cls, path):
        """(drive, root, list of names)"""
        if not path:
            return '', '', []
        parser = cls.parser
        sep = parser.sep
        if parser.altsep:
            path = path.replace(parser.altsep, sep)
        drive, root, rest = parser.splitroot(path)
        if not root and drive.startswith(sep) and not drive.endswith(sep):
            # \\server\share has a root even if it is not written.
            pieces = drive.split(sep)
            if len(pieces) == 6 or (len(pieces) == 4 and pieces[2] not in '?.'):
                root = sep
        return drive, root, [name for name in rest.split(sep) if name and name != '.']

    @property
    def _split(self):
        try:
            return self._parts
        except AttributeError:
            parts = self._parts = self._parse_path(self._raw_path)
            return parts

    @property
    def _tail(self):
        return self._split[2]

    @classmethod
    def _join_parts(cls, drive, root, names):
        if drive or root:
            return drive + root + cls.parser.sep.join(names)
        if names and cls.parser.splitdrive(names[0])[0]:
            # A name that would pass for a drive.
            names = ['.', *names]
        return cls.parser.sep.join(names)

    def _with_parts(self, drive, root, names):
        path = self._with_text(self._join_parts(drive, root, names))
        path._parts = drive, root, names
        return path

    def _with_text(self, text):
        # text is known to be in its final form.
        path = self.with_segments(text)
        path._str = text or '.'
        return path

    def __str__(self):
        """The path with the separators of its system."""
        try:
            return self._str
        except AttributeError:
            text = self._str = self._join_parts(*self._split) or '.'
            return text

    __fspath__ = __str__
    __vfspath__ = __str__

    def as_posix(self):
        """The path with slashes."""
        return str(self).replace(self.parser.sep, '/')

    # Comparison: of Windows' paths without regard to case.

    @property
    def _folded(self):
        try:
            return self._folded_str
        except AttributeError:
            text = str(self)
            if self.parser is not posixpath:
                text = text.lower()
            self._folded_str = text
            return text

    @property
    def _order(self):
        try:
            return self._folded_names
        except AttributeError:
            names = self._folded_names = self._folded.split(self.parser.sep)
            return names

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            value = self._hash = hash(self._folded)
            return value

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parser is other.parser and self._folded == other._folded

    def __lt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._order < other._order

    def __le__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._order <= other._order

    def __gt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._order > other._order

    def __ge__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._order >= other._order

    @property
    def drive(self):
        """'C:' or '\\\\server\\share', or ''."""
        return self._split[0]

    @property
    def root(self):
        """The separator at the start, or ''."""
        return self._split[1]

    @property
    def anchor(self):
        """Drive and root together."""
        drive, root, _ = self._split
        return drive + root

    @property
    def parts(self):
        """The anchor, if there is one, and the names."""
        drive, root, names = self._split
        return (drive + root, *names) if drive or root else tuple(names)

    @property
    def parent(self):
        """The path without its last name."""
        drive, root, names = self._split
        return self._with_parts(drive, root, names[:-1]) if names else self

    @property
    def parents(self):
        """A sequence of all ancestors."""
        return _PathParents(self)

    # The last name and what it consists of.

    @property
    def name(self):
        """The last name, or ''."""
        names = self._split[2]
        return names[-1] if names else ''

    @property
    def suffix(self):
        """The last dot of the name and what follows it, or ''."""
        dot, ext = self.name.lstrip('.').rpartition('.')[1:]
        return dot + ext if dot else ''

    @property
    def suffixes(self):
        """All suffixes, in order."""
        return ['.' + ext for ext in self.name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        """The name without its suffix."""
        name = self.name
        stem = name.rpartition('.')[0]
        return stem if stem.lstrip('.') else name

    def with_name(self, name):
        """The path with another last name."""
        parser = self.parser
        if (not name or name == '.' or parser.sep in name
                or (parser.altsep and parser.altsep in name)):
            raise ValueError(f"Invalid name {name!r}")
        drive, root, names = self._split
        if not names:
            raise ValueError(f"{self!r} has an empty name")
        return self._with_parts(drive, root, [*names[:-1], name])

    def with_stem(self, stem):
        """The path with another stem; the suffix stays."""
        suffix = self.suffix
        if suffix and not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix if suffix else stem)

    def with_suffix(self, suffix):
        """The path with another suffix, or with none."""
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not suffix.startswith('.'):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    # Relations between paths.

    def relative_to(self, other, *, walk_up=False):
        """How to get here from other; walk_up allows '..' in the answer."""
        if not hasattr(other, 'with_segments'):
            other = self.with_segments(other)
        ups = []
        for path in (other, *other.parents):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if path.name == '..':
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
            ups.append('..')
        else:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self._with_parts('', '', ups + self._tail[len(path._tail):])

    def is_relative_to(self, other):
        """True if other is this path or an ancestor of it."""
        if not hasattr(other, 'with_segments'):
            other = self.with_segments(other)
        return other == self or other in self.parents

    def is_absolute(self):
        """True if the path does not depend on the current directory."""
        if self.parser is posixpath:
            return any(segment.startswith('/') for segment in self._raw_paths)
        return self.parser.isabs(self)

    def as_uri(self):
        """The path as a file: URI.  Deprecated here; Path has it."""
        import warnings
        warnings._deprecated("pathlib.PurePath.as_uri",
                             "pathlib.PurePath.as_uri() is deprecated and scheduled for "
                             "removal in Python 3.19. Use pathlib.Path.as_uri().",
                             remove=(3, 19))
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        drive = self.drive
        if drive[1:] == ':':
            prefix, path = 'file:///' + drive, self.as_posix()[2:]
        elif drive:
            prefix, path = 'file:', self.as_posix()
        else:
            prefix, path = 'file://', str(self)
        return prefix + quote_from_bytes(os.fsencode(path))

    def full_match(self, pattern, *, case_sensitive=None):
        """True if the whole path matches; '**' stands for any number of names."""
        from pathlib._glob import matcher
        if not hasattr(pattern, 'with_segments'):
            pattern = self.with_segments(pattern)
        if case_sensitive is None:
            case_sensitive = self.parser is posixpath
        text = str(self) if self.parts else ''
        pattern = str(pattern) if pattern.parts else ''
        return matcher(pattern, self.parser.sep, case_sensitive, True)(text) is not None

    def match(self, path_pattern, *, case_sensitive=None):
        """True if the last names (all of them, for an absolute pattern) match."""
        from pathlib._glob import matcher
        if not hasattr(path_pattern, 'with_segments'):
            path_pattern = self.with_segments(path_pattern)
        if case_sensitive is None:
            case_sensitive = self.parser is posixpath
        mine = self.parts[::-1]
        patterns = path_pattern.parts[::-1]
        if not patterns:
            raise ValueError("empty pattern")
        if len(mine) < len(patterns) or (len(mine) > len(patterns) and path_pattern.anchor):
            return False
        return all(matcher(pattern, self.parser.sep, case_sensitive, False)(name) is not None
                   for name, pattern in zip(mine, patterns))


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A path as POSIX systems have it."""

    parser = posixpath
    __slots__ = ()


class PureWindowsPath(PurePath):
    """A path as Windows has it; can be used everywhere."""

    import ntpath
    parser = ntpath
    __slots__ = ()
