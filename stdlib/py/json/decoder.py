"""Reading JSON.

Owns JSONDecoder and the parsing of strings, objects and arrays.
"""

from json import scanner

__all__ = ['JSONDecoder', 'JSONDecodeError']

_WHITESPACE = ' \t\n\r'


class JSONDecodeError(ValueError):
    """The text is no JSON: msg says why, pos, lineno and colno where, doc is the text."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, '%s: line %d column %d (char %d)' % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


_CONSTANTS = {'-Infinity': float('-inf'), 'Infinity': float('inf'), 'NaN': float('nan')}

BACKSLASH = {'"': '"', '\\': '\\', '/': '/',
             'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

_HEX = frozenset('0123456789abcdefABCDEF')


def _decode_uXXXX(s, pos):
    # The number of four hexadecimal digits; pos is at the u.
    digits = s[pos + 1:pos + 5]
    if len(digits) == 4 and _HEX.issuperset(digits):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, pos)


def py_scanstring(s, end, strict=True):
    """(the string that starts behind a quote at end - 1, the place after it)"""
    begin = end
    quote = s.find('"', end)
    if quote < 0:
        _check_unterminated(s, begin, strict)
    text = s[end:quote]
    if '\\' not in text:
        if strict and not text.isprintable():
            _check_controls(s, begin, quote)
        return text, quote + 1
    return _with_escapes(s, begin, strict)


def _check_controls(s, start, end):
    for i in range(start, end):
        if s[i] < ' ':
            raise JSONDecodeError("Invalid control character at", s, i)


def _check_unterminated(s, begin, strict):
    # Something else may be wrong with the string before its end is missed.
    if '\\' in s[begin:] or strict:
        _with_escapes(s, begin, strict)
    raise JSONDecodeError("Unterminated string starting at", s, begin - 1)


def _with_escapes(s, begin, strict):
    pieces = []
    i = begin
    n = len(s)
    while True:
        start = i
        while i < n and s[i] != '"' and s[i] != '\\' and (s[i] >= ' ' or not strict):
            i += 1
        if i > start:
            pieces.append(s[start:i])
        if i >= n:
            raise JSONDecodeError("Unterminated string starting at", s, begin - 1)
        ch = s[i]
        if ch == '"':
            return ''.join(pieces), i + 1
        if ch != '\\':
            raise JSONDecodeError("Invalid control character at", s, i)
        i += 1
        if i >= n:
            raise JSONDecodeError("Unterminated string starting at", s, begin - 1)
        ch = s[i]
        if ch != 'u':
            try:
                pieces.append(BACKSLASH[ch])
            except KeyError:
                raise JSONDecodeError("Invalid \\escape", s, i - 1) from None
            i += 1
            continue
        code = _decode_uXXXX(s, i)
        i += 5
        if 0xd800 <= code <= 0xdbff and s.startswith('\\u', i):
            # Half of a character; the other half may follow.
            second = _decode_uXXXX(s, i + 1)
            if 0xdc00 <= second <= 0xdfff:
                code = 0x10000 + ((code - 0xd800) << 10 | second - 0xdc00)
                i += 6
        pieces.append(chr(code))


scanstring = py_scanstring


def _skip(s, i):
    n = len(s)
    while i < n and s[i] in _WHITESPACE:
        i += 1
    return i


def JSONObject(s_and_end, strict, scan_once, object_hook, object_pairs_hook, memo=None):
    """(the object that starts behind a brace at end - 1, the place after it)"""
    s, end = s_and_end
    n = len(s)
    pairs = []
    memo_get = {}.setdefault if memo is None else memo.setdefault
    while end < n and s[end] in _WHITESPACE:
        end += 1
    ch = s[end:end + 1]
    if ch == '}':
        return _finished(pairs, object_hook, object_pairs_hook), end + 1
    if ch != '"':
        raise JSONDecodeError("Expecting property name enclosed in double quotes", s, end)
    while True:
        key, end = scanstring(s, end + 1, strict)
        key = memo_get(key, key)
        while end < n and s[end] in _WHITESPACE:
            end += 1
        if s[end:end + 1] != ':':
            raise JSONDecodeError("Expecting ':' delimiter", s, end)
        end += 1
        while end < n and s[end] in _WHITESPACE:
            end += 1
        try:
            value, end = scan_once(s, end)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
        pairs.append((key, value))
        while end < n and s[end] in _WHITESPACE:
            end += 1
        ch = s[end:end + 1]
        if ch == '}':
            return _finished(pairs, object_hook, object_pairs_hook), end + 1
        if ch != ',':
            raise JSONDecodeError("Expecting ',' delimiter", s, end)
        comma = end
        end += 1
        while end < n and s[end] in _WHITESPACE:
            end += 1
        ch = s[end:end + 1]
        if ch != '"':
            if ch == '}':
                raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)
            raise JSONDecodeError("Expecting property name enclosed in double quotes", s, end)


def _finished(pairs, object_hook, object_pairs_hook):
    if object_pairs_hook is not None:
        return object_pairs_hook(pairs)
    result = dict(pairs)
    return result if object_hook is None else object_hook(result)


def JSONArray(s_and_end, scan_once, array_hook=None):
    """(the array that starts behind a bracket at end - 1, the place after it)"""
    s, end = s_and_end
    n = len(s)
    values = []
    while end < n and s[end] in _WHITESPACE:
        end += 1
    if s[end:end + 1] == ']':
        return (values if array_hook is None else array_hook(values)), end + 1
    while True:
        try:
            value, end = scan_once(s, end)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
        values.append(value)
        while end < n and s[end] in _WHITESPACE:
            end += 1
        ch = s[end:end + 1]
        if ch == ']':
            return (values if array_hook is None else array_hook(values)), end + 1
        if ch != ',':
            raise JSONDecodeError("Expecting ',' delimiter", s, end)
        comma = end
        end += 1
        while end < n and s[end] in _WHITESPACE:
            end += 1
        if s[end:end + 1] == ']':
            raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)


class JSONDecoder(object):
    """Reads JSON; the hooks replace what objects, arrays and numbers become."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None,
                 parse_constant=None, strict=True, object_pairs_hook=None, array_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.array_hook = array_hook
        self.parse_object = JSONObject
        self.parse_array = JSONArray
        self.parse_string = scanstring
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s):
        """What a whole text means."""
        obj, end = self.raw_decode(s, idx=_skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        """(the value at a place in a text, the place after it)"""
        try:
            return self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
