"""Paths as Windows writes them, as far as they are only text.

Used for PureWindowsPath on other systems; what needs the file system is taken
from genericpath.  Paths may be str or bytes.
"""

import os

import genericpath
from genericpath import *

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext",
           "basename", "dirname", "commonprefix", "getsize", "getmtime", "getatime",
           "getctime", "islink", "exists", "lexists", "isdir", "isfile", "isreserved",
           "normpath", "abspath", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
           "extsep", "devnull", "realpath", "supports_unicode_filenames", "relpath",
           "samefile", "sameopenfile", "samestat", "commonpath", "isjunction", "isdevdrive",
           "ALL_BUT_LAST", "ALLOW_MISSING"]

curdir = '.'
pardir = '..'
extsep = '.'
sep = '\\'
pathsep = ';'
altsep = '/'
defpath = '.;C:\\bin'
devnull = 'nul'
supports_unicode_filenames = True


def _signs(path):
    # Separator, other separator, colon, dot, nothing; of the path's type.
    if isinstance(path, bytes):
        return b'\\', b'/', b':', b'.', b''
    return '\\', '/', ':', '.', ''


def normcase(s, /):
    """The path in lower case, with backslashes."""
    s = os.fspath(s)
    if isinstance(s, bytes):
        return os.fsencode(os.fsdecode(s).replace('/', '\\').lower())
    return s.replace('/', '\\').lower()


def isabs(s, /):
    """True if the path has a drive and a root, or is a share."""
    s = os.fspath(s)
    back, slash, colon, *_ = _signs(s)
    start = s[:3].replace(slash, back)
    return start.startswith(colon + back, 1) or start.startswith(back + back)


def splitroot(p, /):
    """(drive, root, rest); the drive may also be a share or a device."""
    p = os.fspath(p)
    back, slash, colon, _, empty = _signs(p)
    plain = p.replace(slash, back)
    if plain[:2] == back + back:
        long_share = back + back + plain[2:3] + back + plain[4:7] + back
        start = 2
        if plain[2:3] in ('?', b'?') and plain[:8] == long_share \
                and plain[4:7].upper() in ('UNC', b'UNC'):
            start = 8
        first = plain.find(back, start)
        second = plain.find(back, first + 1) if first >= 0 else -1
        if second < 0:
            return p, empty, empty
        return p[:second], p[second:second + 1], p[second + 1:]
    if plain[:1] == back:
        return empty, p[:1], p[1:]
    if plain[1:2] == colon:
        root = 3 if plain[2:3] == back else 2
        return p[:2], p[2:root], p[root:]
    return empty, empty, p


def splitdrive(p, /):
    """(drive, rest)"""
    drive, root, rest = splitroot(p)
    return drive, root + rest


def join(path, /, *paths):
    """The paths one after the other; one with a root or another drive starts anew."""
    path = os.fspath(path)
    back, slash, colon, _, empty = _signs(path)
    try:
        drive, root, rest = splitroot(path)
        for other in paths:
            other_drive, other_root, other_rest = splitroot(other)
            if other_root:
                if other_drive or not drive:
                    drive = other_drive
                root, rest = other_root, other_rest
                continue
            if other_drive and other_drive != drive:
                if other_drive.lower() != drive.lower():
                    drive, root, rest = other_drive, other_root, other_rest
                    continue
                drive = other_drive
            if rest and rest[-1:] not in (back, slash):
                rest += back
            rest += other_rest
        if rest and not root and drive and drive[-1:] not in (colon, back, slash):
            return drive + back + rest
        return drive + root + rest
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', path, *paths)
        raise


def split(p, /):
    """(what comes before the last separator, what comes after it)"""
    p = os.fspath(p)
    back, slash, *_ = _signs(p)
    drive, root, rest = splitroot(p)
    cut = max(rest.rfind(back), rest.rfind(slash)) + 1
    return drive + root + rest[:cut].rstrip(back + slash), rest[cut:]


def splitext(p, /):
    """(root, extension); the extension begins with the last dot, or is empty."""
    p = os.fspath(p)
    back, slash, _, dot, _ = _signs(p)
    return genericpath._splitext(p, back, slash, dot)


def basename(p, /):
    """The last component."""
    return split(p)[1]


def dirname(p, /):
    """All but the last component."""
    return split(p)[0]


_reserved_signs = frozenset(map(chr, range(32))) | frozenset('"*:<>?|/\\')
_reserved_names = frozenset(['CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$',
                             *(port + number for port in ('COM', 'LPT')
                               for number in '123456789\xb9\xb2\xb3')])


def isreserved(path):
    """True if Windows keeps one of the path's names for itself."""
    rest = os.fsdecode(splitroot(path)[2]).replace('/', '\\')
    return any(map(_is_reserved_name, reversed(rest.split('\\'))))


def _is_reserved_name(name):
    if name[-1:] in ('.', ' '):
        return name not in ('.', '..')
    if not _reserved_signs.isdisjoint(name):
        return True
    return name.partition('.')[0].rstrip(' ').upper() in _reserved_names


def normpath(path):
    """The path without superfluous separators, '.' and '..'."""
    path = os.fspath(path)
    back, slash, _, dot, empty = _signs(path)
    drive, root, rest = splitroot(path.replace(slash, back))
    names = []
    for name in rest.split(back):
        if not name or name == dot:
            continue
        if name == dot + dot and (names or root):
            if names and names[-1] != dot + dot:
                names.pop()
                continue
            if root:
                continue
        names.append(name)
    if not names and not drive and not root:
        names.append(dot)
    return drive + root + back.join(names)


def abspath(path):
    """The path, after the current directory if it is relative."""
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(path, /, *, strict=False):
    """The absolute path; there are no links of Windows to follow here."""
    return abspath(path)


def relpath(path, start=None):
    """The path as seen from start."""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    back, _, _, dot, _ = _signs(path)
    start = dot if start is None else os.fspath(start)
    try:
        from_drive, _, from_rest = splitroot(abspath(start))
        to_drive, _, to_rest = splitroot(abspath(path))
        if normcase(from_drive) != normcase(to_drive):
            raise ValueError(f"path is on mount {to_drive!r}, start on mount {from_drive!r}")
        here = from_rest.split(back) if from_rest else []
        there = to_rest.split(back) if to_rest else []
        same = 0
        for one, other in zip(here, there):
            if normcase(one) != normcase(other):
                break
            same += 1
        return back.join([dot + dot] * (len(here) - same) + there[same:]) or dot
    except (TypeError, ValueError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types('relpath', path, start)
        raise


def commonpath(paths):
    """The longest path that all of the paths start with."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty iterable')
    back, slash, _, dot, _ = _signs(paths[0])
    try:
        folded = [splitroot(path.replace(slash, back).lower()) for path in paths]
        if len({drive for drive, _, _ in folded}) != 1:
            raise ValueError("Paths don't have the same drive")
        drive, root, rest = splitroot(paths[0].replace(slash, back))
        if len({root for _, root, _ in folded}) != 1:
            if drive:
                raise ValueError("Can't mix absolute and relative paths")
            raise ValueError("Can't mix rooted and not-rooted paths")

        def names(text):
            return [name for name in text.split(back) if name and name != dot]

        lists = [names(text) for _, _, text in folded]
        low, high = min(lists), max(lists)
        same = 0
        while same < len(low) and low[same] == high[same]:
            same += 1
        return drive + root + back.join(names(rest)[:same])
    except (TypeError, AttributeError):
        genericpath._check_arg_types('commonpath', *paths)
        raise
