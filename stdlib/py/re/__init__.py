"""Regular expressions: functions that compile, remember and use patterns.

The engine is the native module `_sre`. This one owns the flags, the exception,
and the memory of patterns, which holds the last `_MAXCACHE` of them.
"""

import copyreg
import enum
import _sre
from _sre import Pattern, Match

__all__ = ["prefixmatch", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer",
           "compile", "purge", "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U",
           "ASCII", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG",
           "RegexFlag", "PatternError"]


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    """What changes the meaning of a pattern."""
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128
    __str__ = object.__str__
    _numeric_repr_ = hex


class PatternError(Exception):
    """A pattern or template that is not valid.

    msg      what is wrong
    pattern  the text
    pos      where in it (may be None), and lineno, colno
    """

    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = '%s at position %d' % (msg, pos)
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = '%s (line %d, column %d)' % (msg, self.lineno, self.colno)
        super().__init__(msg)


error = PatternError

_MAXCACHE = 512
# Patterns by (type, text, flags), the oldest first.
_cache = {}
_unset = type('_Unset', (int,), {'__slots__': ()})(0)


def match(pattern, string, flags=0):
    """The match at the beginning of the string, or None."""
    return _compile(pattern, flags).match(string)


def prefixmatch(pattern, string, flags=0):
    """The match at the beginning of the string, or None."""
    return _compile(pattern, flags).prefixmatch(string)


def fullmatch(pattern, string, flags=0):
    """The match of the whole string, or None."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match anywhere in the string, or None."""
    return _compile(pattern, flags).search(string)


def _optional(function, args, first, second, flags):
    # The two arguments that used to be positional.
    if args:
        name = 'count' if function != 'split' else 'maxsplit'
        if first is not _unset:
            raise TypeError("%s() got multiple values for argument '%s'" % (function, name))
        first, *args = args
        if args:
            if flags is not _unset:
                raise TypeError("%s() got multiple values for argument 'flags'" % function)
            flags, *args = args
            if args:
                low = 2 if function == 'split' else 3
                raise TypeError("%s() takes from %d to %d positional arguments but %d were given"
                                % (function, low, low + 2, low + 2 + len(args)))
        import warnings
        warnings.warn("'%s' is passed as positional argument" % name, DeprecationWarning, stacklevel=3)
    return first, flags


def sub(pattern, repl, string, *args, count=_unset, flags=_unset):
    """The string with the leftmost matches replaced, at most `count` of them.

    A replacement that is a string may refer to groups; a function is given
    the match and answers the text.
    """
    if args:
        count, flags = _optional('sub', args, count, count, flags)
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, *args, count=_unset, flags=_unset):
    """As sub(); answers the new string and the number of replacements."""
    if args:
        count, flags = _optional('subn', args, count, count, flags)
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, *args, maxsplit=_unset, flags=_unset):
    """The parts of the string between matches, with the texts of the groups."""
    if args:
        maxsplit, flags = _optional('split', args, maxsplit, maxsplit, flags)
    return _compile(pattern, flags).split(string, maxsplit)


sub.__text_signature__ = subn.__text_signature__ = '(pattern, repl, string, count=0, flags=0)'
split.__text_signature__ = '(pattern, string, maxsplit=0, flags=0)'


def findall(pattern, string, flags=0):
    """A list of what matches: the texts, or the groups of each when there are groups."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """An iterator over the matches that do not overlap."""
    return _compile(pattern, flags).finditer(string)


def compile(pattern, flags=0):
    """A Pattern object."""
    return _compile(pattern, flags)


def purge():
    """Forgets the patterns."""
    _cache.clear()


_special = {i: '\\' + chr(i) for i in b'()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """The text with a backslash before everything that a pattern would take for more than itself."""
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, 'latin1').translate(_special).encode('latin1')


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags._value_
    key = type(pattern), pattern, flags
    found = _cache.get(key)
    if found is not None:
        return found
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes, bytearray, memoryview)) and not _is_text(pattern):
        raise TypeError("first argument must be string or compiled pattern")
    made = _sre.compile(pattern, flags, PatternError)
    if flags & DEBUG:
        print(_sre.listing(made), end='')
        return made
    if len(_cache) >= _MAXCACHE:
        try:
            del _cache[next(iter(_cache))]
        except (StopIteration, RuntimeError, KeyError):
            pass
    _cache[key] = made
    return made


def _is_text(pattern):
    # Anything else that shows bytes.
    try:
        memoryview(pattern)
    except TypeError:
        return False
    return True


def _pickle(pattern):
    return _compile, (pattern.pattern, pattern.flags)


copyreg.pickle(Pattern, _pickle, _compile)


class Scanner:
    """Cuts a string into tokens: a lexicon of (pattern, action) pairs.

    An action is None, a value, or a function of the scanner and the text.
    """

    def __init__(self, lexicon, flags=0):
        if isinstance(flags, RegexFlag):
            flags = flags.value
        self.lexicon = lexicon
        self._patterns = [_compile(phrase, flags) for phrase, action in lexicon]
        self.match = None

    def scan(self, string):
        """The values of the tokens, and the rest that no pattern fits."""
        result = []
        at = 0
        while True:
            for (phrase, action), pattern in zip(self.lexicon, self._patterns):
                found = pattern.match(string, at)
                if found:
                    break
            else:
                break
            if found.end() == at:
                break
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)
            at = found.end()
        return result, string[at:]
