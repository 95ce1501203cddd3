"""Writing JSON.

Owns JSONEncoder and the escaping of strings.
"""

from _json import encode as _encode

INFINITY = float('inf')

ESCAPE_DCT = {'\\': '\\\\', '"': '\\"', '\b': '\\b', '\f': '\\f', '\n': '\\n',
              '\r': '\\r', '\t': '\\t'}
for _i in range(0x20):
    ESCAPE_DCT.setdefault(chr(_i), f'\\u{_i:04x}')
del _i

# For str.translate(): what must be escaped in any case,
_escapes = {ord(ch): text for ch, text in ESCAPE_DCT.items()}


class _AsciiEscapes(dict):
    # and everything that is not ASCII besides.
    def __missing__(self, code):
        if code < 0x7f:
            text = chr(code)
        elif code < 0x10000:
            text = f'\\u{code:04x}'
        else:
            code -= 0x10000
            return f'\\u{0xd800 | code >> 10:04x}\\u{0xdc00 | code & 0x3ff:04x}'
        self[code] = text
        return text


_ascii_escapes = _AsciiEscapes(_escapes)


def py_encode_basestring(s):
    """The string in quotes, as little escaped as JSON allows."""
    if s.isprintable() and '"' not in s and '\\' not in s:
        return '"' + s + '"'
    return '"' + s.translate(_escapes) + '"'


def py_encode_basestring_ascii(s):
    """The string in quotes, in ASCII."""
    if s.isascii() and s.isprintable() and '"' not in s and '\\' not in s:
        return '"' + s + '"'
    return '"' + s.translate(_ascii_escapes) + '"'


encode_basestring = py_encode_basestring
encode_basestring_ascii = py_encode_basestring_ascii


class JSONEncoder(object):
    """Writes JSON; default() says what becomes of objects that JSON does not know."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True,
                 allow_nan=True, sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """To be replaced: something for o that can be written; here, a TypeError."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """o as a string."""
        if isinstance(o, str):
            return encode_basestring_ascii(o) if self.ensure_ascii else encode_basestring(o)
        indent = self.indent
        if isinstance(indent, int):
            indent = ' ' * indent
        text = _encode(o, self.ensure_ascii, self.sort_keys, self.item_separator,
                       self.key_separator, indent)
        return ''.join(self._chunks(o)) if text is None else text

    def iterencode(self, o, _one_shot=False):
        """o as strings, one after the other."""
        yield from self._chunks(o)

    def _chunks(self, o):
        chunks = []
        _Writer(self, chunks.append).value(o, 0)
        return chunks


def floatstr(o, allow_nan=True):
    """A float as JSON; what JSON has no number for has a name in JavaScript."""
    if o != o:
        text = 'NaN'
    elif o == INFINITY:
        text = 'Infinity'
    elif o == -INFINITY:
        text = '-Infinity'
    else:
        return float.__repr__(o)
    if not allow_nan:
        raise ValueError("Out of range float values are not JSON compliant: " + repr(o))
    return text


class _Writer:
    # One run over a value. `open` holds the ids of the containers it is within.

    def __init__(self, encoder, put):
        self.put = put
        self.string = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring
        self.allow_nan = encoder.allow_nan
        self.default = encoder.default
        self.skipkeys = encoder.skipkeys
        self.sort_keys = encoder.sort_keys
        self.item_separator = encoder.item_separator
        self.key_separator = encoder.key_separator
        indent = encoder.indent
        self.indent = ' ' * indent if isinstance(indent, int) else indent
        self.open = {} if encoder.check_circular else None

    def value(self, o, level):
        put = self.put
        if isinstance(o, str):
            put(self.string(o))
        elif o is None:
            put('null')
        elif o is True:
            put('true')
        elif o is False:
            put('false')
        elif isinstance(o, int):
            put(int.__repr__(o))
        elif isinstance(o, float):
            put(floatstr(o, self.allow_nan))
        elif isinstance(o, (list, tuple)):
            self.array(o, level)
        elif isinstance(o, (dict, frozendict)):
            self.object(o, level)
        else:
            mark = self.enter(o)
            new = self.default(o)
            try:
                self.value(new, level)
            except BaseException as exc:
                exc.add_note(f'when serializing {type(o).__name__} object')
                raise
            if mark is not None:
                del self.open[mark]

    def enter(self, o):
        if self.open is None:
            return None
        mark = id(o)
        if mark in self.open:
            raise ValueError("Circular reference detected")
        self.open[mark] = o
        return mark

    def array(self, items, level):
        put = self.put
        if not items:
            put('[]')
            return
        mark = self.enter(items)
        separator = self.item_separator
        put('[')
        if self.indent is not None:
            level += 1
            newline = '\n' + self.indent * level
            separator += newline
            put(newline)
        value, string = self.value, self.string
        for i, item in enumerate(items):
            if i:
                put(separator)
            try:
                if isinstance(item, str):
                    put(string(item))
                else:
                    value(item, level)
            except BaseException as exc:
                exc.add_note(f'when serializing {type(items).__name__} item {i}')
                raise
        if self.indent is not None:
            put('\n' + self.indent * (level - 1))
        put(']')
        if mark is not None:
            del self.open[mark]

    def object(self, mapping, level):
        put = self.put
        if not mapping:
            put('{}')
            return
        mark = self.enter(mapping)
        separator = self.item_separator
        put('{')
        newline = ''
        if self.indent is not None:
            level += 1
            newline = '\n' + self.indent * level
            separator += newline
        key_separator, string, value = self.key_separator, self.string, self.value
        first = True
        for key, item in sorted(mapping.items()) if self.sort_keys else mapping.items():
            name = key if isinstance(key, str) else self.key(key)
            if name is None:
                continue
            if first:
                first = False
                put(newline)
            else:
                put(separator)
            put(string(name))
            put(key_separator)
            try:
                if isinstance(item, str):
                    put(string(item))
                else:
                    value(item, level)
            except BaseException as exc:
                exc.add_note(f'when serializing {type(mapping).__name__} item {key!r}')
                raise
        if self.indent is not None and not first:
            put('\n' + self.indent * (level - 1))
        put('}')
        if mark is not None:
            del self.open[mark]

    def key(self, key):
        # A key that is no string, as one; None if it is to be left out.
        if isinstance(key, float):
            return floatstr(key, self.allow_nan)
        if key is True:
            return 'true'
        if key is False:
            return 'false'
        if key is None:
            return 'null'
        if isinstance(key, int):
            return int.__repr__(key)
        if self.skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, '
                        f'not {key.__class__.__name__}')
