"""Paths of the file system that match a pattern: * ? [set] and, if asked for, **.

Patterns and answers may be str or bytes.  What a single name matches is the
affair of fnmatch; this module walks the directories.
"""

import fnmatch
import os
import sys

__all__ = ["escape", "glob", "iglob", "translate"]


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """A list of the paths that match; with recursive, '**' stands for any directories."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Like glob(), one path after the other."""
    sys.audit("glob.glob", pathname, recursive)
    sys.audit("glob.glob/2", pathname, recursive, root_dir, dir_fd)
    root = pathname[:0] if root_dir is None else os.fspath(root_dir)
    search = _Search(root, dir_fd, recursive, include_hidden)
    found = search.paths(pathname, False)
    if not pathname or (recursive and _is_recursive(pathname[:2])):
        found = _without_empty_first(found)
    return found


def _without_empty_first(paths):
    # '**' matches the start itself, whose path is empty.
    for path in paths:
        if path:
            yield path
        break
    yield from paths


class _Search:
    """One call of iglob(): where to start from and how to look."""

    def __init__(self, root, dir_fd, recursive, hidden):
        self.root = root
        self.dir_fd = dir_fd
        self.recursive = recursive
        self.hidden = hidden

    def paths(self, pattern, only_dirs):
        head, tail = os.path.split(pattern)
        if not has_magic(pattern):
            if tail:
                there = self.exists(_join(self.root, pattern))
            else:
                there = self.is_dir(_join(self.root, head))
            if there:
                yield pattern
            return
        select = self.selector(tail)
        if not head:
            yield from select(self.root, tail, only_dirs)
            return
        if head != pattern and has_magic(head):
            heads = self.paths(head, True)
        else:
            heads = [head]
        for head in heads:
            for name in select(_join(self.root, head), tail, only_dirs):
                yield os.path.join(head, name)

    def selector(self, segment):
        if not has_magic(segment):
            return self.fixed
        if self.recursive and _is_recursive(segment):
            return self.below
        return self.matching

    def fixed(self, directory, name, only_dirs):
        """The name itself if it is there; the empty name asks for a directory."""
        if name:
            there = self.exists(_join(directory, name))
        else:
            there = self.is_dir(directory)
        return [name] if there else []

    def matching(self, directory, pattern, only_dirs):
        names = self.names(directory, only_dirs)
        if not self.hidden and not _is_hidden(pattern):
            names = [name for name in names if not _is_hidden(name)]
        return fnmatch.filter(names, pattern)

    def below(self, directory, pattern, only_dirs):
        if not directory or self.is_dir(directory):
            yield pattern[:0]
        yield from self.tree(directory, only_dirs)

    def tree(self, directory, only_dirs):
        for name in self.names(directory, only_dirs):
            if self.hidden or not _is_hidden(name):
                yield name
                for more in self.tree(_join(directory, name), only_dirs):
                    yield _join(name, more)

    def names(self, directory, only_dirs):
        try:
            return self._scan(directory, only_dirs)
        except OSError:
            return []

    def _scan(self, directory, only_dirs):
        as_bytes = isinstance(directory, bytes)
        if self.dir_fd is None:
            names = _entries(directory or (b'.' if as_bytes else '.'), only_dirs)
        elif not directory:
            names = _entries(self.dir_fd, only_dirs)
        else:
            fd = os.open(directory, os.O_RDONLY | getattr(os, 'O_DIRECTORY', 0),
                         dir_fd=self.dir_fd)
            try:
                names = _entries(fd, only_dirs)
            finally:
                os.close(fd)
        if as_bytes and self.dir_fd is not None:
            names = [os.fsencode(name) for name in names]
        return names

    def exists(self, path):
        if self.dir_fd is None:
            return os.path.lexists(path)
        try:
            os.lstat(path, dir_fd=self.dir_fd)
        except (OSError, ValueError):
            return False
        return True

    def is_dir(self, path):
        if self.dir_fd is None:
            return os.path.isdir(path)
        try:
            mode = os.stat(path, dir_fd=self.dir_fd).st_mode
        except (OSError, ValueError):
            return False
        return mode & 0o170000 == 0o040000


def _entries(directory, only_dirs):
    names = []
    with os.scandir(directory) as entries:
        try:
            for entry in entries:
                try:
                    if not only_dirs or entry.is_dir():
                        names.append(entry.name)
                except OSError:
                    pass
        except OSError:
            # What was read before the directory failed still counts.
            pass
    return names


def _join(directory, name):
    if directory and name:
        return os.path.join(directory, name)
    return directory or name


def has_magic(s):
    """True if any character of s means something in a pattern."""
    if isinstance(s, bytes):
        return b'*' in s or b'?' in s or b'[' in s
    return '*' in s or '?' in s or '[' in s


def _is_hidden(name):
    return name[:1] in ('.', b'.')


def _is_recursive(segment):
    return segment in ('**', b'**')


def escape(pathname):
    """A pattern that matches just this path."""
    drive, rest = os.path.splitdrive(pathname)
    signs = (b'[', b'*', b'?') if isinstance(rest, bytes) else ('[', '*', '?')
    opening, closing = (b'[', b']') if isinstance(rest, bytes) else ('[', ']')
    for sign in signs:
        rest = rest.replace(sign, opening + sign + closing)
    return drive + rest


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """The pattern as a regular expression for whole paths.

    seps are the characters that part the names of a path.
    """
    import re
    if not seps:
        seps = os.path.sep + (os.path.altsep or '')
    inside = ''.join(re.escape(sep) for sep in seps)
    sep = f'[{inside}]' if len(seps) > 1 else inside
    other = f'[^{inside}]'
    name = f'{other}+' if include_hidden else f'[^{inside}.]{other}*'
    directories = f'(?:.+{sep})?' if include_hidden else f'(?:{name}{sep})*'
    segments = re.split(sep, pat)
    last = len(segments) - 1
    out = []
    for i, segment in enumerate(segments):
        if segment == '*':
            out.append(name if i == last else name + sep)
        elif recursive and segment == '**':
            if i == last:
                out.append('.*' if include_hidden else f'{directories}(?:{name})?')
            elif segments[i + 1] != '**':
                out.append(directories)
        else:
            if segment and not include_hidden and segment[0] in '*?':
                out.append(r'(?!\.)')
            out += fnmatch._translate(segment, f'{other}*', other)[0]
            if i != last:
                out.append(sep)
    return fr'(?s:{"".join(out)})\z'
