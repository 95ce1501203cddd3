"""Source code of objects: which file, which lines.

Owns a scanner of logical lines, which finds where a function or class ends.
Leaves reading and remembering files to linecache.
"""

import linecache
import os
import sys

import inspect

__name__ = 'inspect'


def indentsize(line):
    """How far a line is indented, tabs expanded."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def getfile(object):
    """The file that an object was defined in."""
    if inspect.ismodule(object):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError('{!r} is a built-in module'.format(object))
    if inspect.isclass(object):
        if hasattr(object, '__module__'):
            module = sys.modules.get(object.__module__)
            if getattr(module, '__file__', None):
                return module.__file__
            if object.__module__ == '__main__':
                raise OSError('source code not available')
        raise TypeError('{!r} is a built-in class'.format(object))
    code = _code_of(object)
    if code is not None:
        return code.co_filename
    raise TypeError('module, class, method, function, traceback, frame, or '
                    'code object was expected, got {}'.format(type(object).__name__))


def _code_of(object):
    if inspect.ismethod(object):
        object = object.__func__
    if inspect.isfunction(object):
        object = object.__code__
    if inspect.istraceback(object):
        object = object.tb_frame
    if inspect.isframe(object):
        object = object.f_code
    return object if inspect.iscode(object) else None


def getmodulename(path):
    """The module that a file would be imported as, or None."""
    import importlib.machinery
    name = os.path.basename(path)
    best = None
    for suffix in importlib.machinery.all_suffixes():
        if name.endswith(suffix) and (best is None or len(suffix) > len(best)):
            best = suffix
    return None if best is None else name[:-len(best)]


def getsourcefile(object):
    """The file with the source of an object, or None."""
    filename = getfile(object)
    if filename.endswith('.pyc'):
        filename = os.path.splitext(filename)[0] + '.py'
    elif filename.endswith('.so') or filename.endswith('.fwork'):
        return None
    if filename in linecache.cache or os.path.exists(filename):
        return filename
    # Not a file, but a loader may have the source.
    module = getmodule(object, filename)
    if (getattr(module, '__loader__', None) is not None
            or getattr(getattr(module, "__spec__", None), "loader", None) is not None):
        return filename


def getabsfile(object, _filename=None):
    """The path of an object's file from the root, as modules are told apart by it."""
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


modulesbyfile = {}
_filesbymodname = {}


def getmodule(object, _filename=None):
    """The module that an object was defined in, or None."""
    if inspect.ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    if _filename is not None and _filename in modulesbyfile:
        return sys.modules.get(modulesbyfile[_filename])
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    for modname, module in sys.modules.copy().items():
        if inspect.ismodule(module) and hasattr(module, '__file__'):
            name = module.__file__
            if name == _filesbymodname.get(modname):
                continue
            _filesbymodname[modname] = name
            name = getabsfile(module)
            modulesbyfile[name] = modulesbyfile[os.path.realpath(name)] = module.__name__
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    for name in ('__main__', 'builtins'):
        module = sys.modules.get(name)
        if module is not None and hasattr(object, '__name__'):
            if getattr(module, object.__name__, None) is object:
                return module
    return None


class ClassFoundException(Exception):
    """No longer raised."""


def findsource(object):
    """(all lines of the object's file, the index of its first line)"""
    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)
    else:
        file = getfile(object)
        if not (file.startswith('<') and file.endswith('>')):
            raise OSError('source code not available')
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__) if module else linecache.getlines(file)
    if not lines and file.startswith('<') and hasattr(object, "__code__"):
        lines = linecache._getlines_from_code(object.__code__)
    if not lines:
        raise OSError('could not get source code')
    if inspect.ismodule(object):
        return lines, 0
    if inspect.isclass(object):
        try:
            index = vars(object)['__firstlineno__'] - 1
        except (TypeError, KeyError):
            raise OSError('source code not available')
    else:
        code = _code_of(object)
        if code is None:
            raise OSError('could not find code object')
        index = code.co_firstlineno - 1
    if index >= len(lines):
        raise OSError('lineno is out of bounds')
    return lines, index


def getcomments(object):
    """The comments in front of an object's source, or None."""
    try:
        lines, index = findsource(object)
    except (OSError, TypeError):
        return None
    if inspect.ismodule(object):
        # At the top of the file, after what the system reads.
        start = 1 if lines and lines[0][:2] == '#!' else 0
        while start < len(lines) and lines[start].strip() in ('', '#'):
            start += 1
        end = start
        while end < len(lines) and lines[end][:1] == '#':
            end += 1
        if end == start:
            return None
        return ''.join(line.expandtabs() for line in lines[start:end])
    margin = indentsize(lines[index])
    comments = []
    i = index - 1
    while i >= 0 and lines[i].lstrip()[:1] == '#' and indentsize(lines[i]) == margin:
        comments.append(lines[i].expandtabs().lstrip())
        i -= 1
    comments.reverse()
    # Empty comments at either end do not belong.
    while comments and comments[0].strip() == '#':
        comments.pop(0)
    while comments and comments[-1].strip() == '#':
        comments.pop()
    return ''.join(comments) if comments else None


# ---- where a block ends -----------------------------------------------------

class EndOfBlock(Exception):
    """The end of a block was found."""


class _Scanner:
    # Goes through source and tells logical lines apart.

    def __init__(self, lines):
        self.lines = lines

    def logical_lines(self):
        """(first row, last row, indentation, words) and, for a comment alone, words None."""
        row = 0
        while row < len(self.lines):
            line = self.lines[row]
            text = line.lstrip()
            if not text:
                row += 1
                continue
            column = len(line) - len(text)
            if text.startswith('#'):
                yield row, row, column, None
                row += 1
                continue
            end, words = self._statement(row)
            yield row, end, column, words
            row = end + 1

    def _statement(self, row):
        # To the end of the statement that starts in a row: past open brackets,
        # strings of several lines and backslashes.
        depth = 0
        quote = None
        words = []
        while row < len(self.lines):
            line = self.lines[row]
            i, n = 0, len(line)
            goes_on = False
            while i < n:
                if quote:
                    i, quote = self._string(line, i, quote)
                    goes_on = quote is not None and len(quote) == 1 and line[:-1].endswith('\\')
                    continue
                ch = line[i]
                if ch == '#':
                    break
                if ch in '\'"':
                    quote = ch * 3 if line.startswith(ch * 3, i) else ch
                    i += len(quote)
                    continue
                if ch in '([{':
                    depth += 1
                elif ch in ')]}':
                    depth -= 1
                elif ch == '\\' and line[i + 1:i + 2] in ('\n', ''):
                    goes_on = True
                elif ch.isalpha() or ch == '_':
                    start = i
                    while i < n and (line[i].isalnum() or line[i] == '_'):
                        i += 1
                    words.append(line[start:i])
                    continue
                i += 1
            if depth < 0:
                break       # it began inside something
            if quote and len(quote) == 1 and not goes_on:
                quote = None
            if not (depth or quote or goes_on):
                break
            row += 1
        return min(row, len(self.lines) - 1), words

    @staticmethod
    def _string(line, i, quote):
        n = len(line)
        while i < n:
            if line[i] == '\\':
                i += 2
            elif line.startswith(quote, i):
                return i + len(quote), None
            else:
                i += 1
        return n, quote


class BlockFinder:
    """Finds the last line of the block that starts with the first line it is given."""

    def __init__(self):
        self.last = 1

    def find(self, lines):
        """Go through the lines; `last` is then how many of them belong."""
        margin = body = None
        for first, end, column, words in _Scanner(lines).logical_lines():
            if margin is None:
                if words is None or lines[first].lstrip().startswith('@'):
                    continue
                start = next((w for w in words if w in ('def', 'class', 'lambda')), None)
                margin = column
                self.last = end + 1
                if start in (None, 'lambda'):
                    return      # a lambda or comprehension: the statement it is in
            elif words is None:
                # A comment belongs if it is indented like the body.
                if body is not None and column >= body:
                    self.last = end + 1
            elif column <= margin:
                return
            else:
                if body is None:
                    body = column
                self.last = end + 1


def getblock(lines):
    """The lines of the block at the top of a list of lines."""
    finder = BlockFinder()
    finder.find(lines)
    return lines[:finder.last]


def getsourcelines(object):
    """(the lines of an object's source, the number of the first)"""
    object = inspect.unwrap(object)
    lines, index = findsource(object)
    if inspect.istraceback(object):
        object = object.tb_frame
    if (inspect.ismodule(object)
            or inspect.isframe(object) and object.f_code.co_name == "<module>"):
        return lines, 0
    return getblock(lines[index:]), index + 1


def getsource(object):
    """The source of an object as one string."""
    lines, _ = getsourcelines(object)
    return ''.join(lines)
