"""The search for Path.glob(): walks directories by the parts of a pattern.

Paths are strings here; between the parts they end with a separator.
"""

import functools
import os

_SPECIAL = ('', '.', '..')


@functools.lru_cache(maxsize=512)
def matcher(pattern, sep, case_sensitive, recursive):
    """The match method of the pattern's regular expression."""
    import re
    from glob import translate
    flags = re.NOFLAG if case_sensitive else re.IGNORECASE
    return re.compile(translate(pattern, recursive=recursive, include_hidden=True, seps=sep),
                      flags).match


def parse(pattern, parser):
    """The parts of a pattern; '' at the end if it ends with a separator."""
    drive, root, rest = parser.splitroot(pattern)
    if drive or root:
        raise NotImplementedError("Non-relative patterns are unsupported")
    if parser.altsep:
        rest = rest.replace(parser.altsep, parser.sep)
    parts = [part for part in rest.split(parser.sep) if part and part != '.']
    if not parts:
        raise ValueError(f"Unacceptable pattern: {str(pattern)!r}")
    if rest.endswith(parser.sep):
        parts.append('')
    return parts


def _is_literal(part):
    return not ('*' in part or '?' in part or '[' in part)


class Search:
    """One search: the parts of the pattern and how to compare names with them.

    pedantic: look for literal parts in the directory as well, for the sake of their
    case.  follow: let '**' go through links.
    """

    def __init__(self, parts, sep, case_sensitive, pedantic, follow):
        self.parts = parts
        self.sep = sep
        self.case_sensitive = case_sensitive
        self.pedantic = pedantic
        self.follow = follow

    def matcher(self, pattern):
        return matcher(pattern, self.sep, self.case_sensitive, True)

    def select(self, path, i=0, known=False):
        """Paths that start with path and go on as parts[i:]; known: path exists."""
        parts = self.parts
        if i == len(parts):
            if known or os.path.lexists(path):
                yield path
            return
        part = parts[i]
        if part == '**':
            yield from self.tree(path, i, known)
        elif part in _SPECIAL:
            yield from self.select(self.append(path, part, i + 1), i + 1, known)
        elif not self.pedantic and _is_literal(part):
            # As many literal parts as there are take one look.
            end = i + 1
            while end < len(parts) and _is_literal(parts[end]):
                end += 1
            text = self.sep.join(parts[i:end])
            yield from self.select(self.append(path, text, end), end)
        else:
            yield from self.names(path, i)

    def append(self, path, text, i):
        path += text
        return path + self.sep if i < len(self.parts) else path

    def names(self, path, i):
        part = self.parts[i]
        match = None if part == '*' else self.matcher(part)
        last = i + 1 == len(self.parts)
        for entry in _entries(path):
            if match is not None and match(entry.name) is None:
                continue
            if last:
                yield entry.path
            elif _is_dir(entry, True):
                yield from self.select(entry.path + self.sep, i + 1, True)

    def tree(self, path, i, known):
        parts = self.parts
        end = i + 1
        while end < len(parts) and parts[end] == '**':
            end += 1
        match = None
        if self.follow:
            # The parts that follow are matched as one: no path is found twice.
            start = end
            while end < len(parts) and parts[end] not in _SPECIAL:
                end += 1
            if end > start:
                match = self.matcher(self.sep.join(['**', *parts[start:end]]))
        length = len(path)
        only_dirs = end < len(parts)
        if match is None or match(path, length):
            yield from self.select(path, end, known)
        todo = [path]
        while todo:
            for entry in _entries(todo.pop()):
                is_dir = _is_dir(entry, self.follow)
                if only_dirs and not is_dir:
                    continue
                found = entry.path + self.sep if only_dirs else entry.path
                if match is None or match(entry.path, length):
                    if only_dirs:
                        yield from self.select(found, end, True)
                    else:
                        yield found
                if is_dir:
                    todo.append(found)


def _entries(path):
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:
        return []


def _is_dir(entry, follow):
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:
        return False
