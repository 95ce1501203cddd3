"""Readers and writers of comma-separated values.

A reader walks one state machine over the characters of its lines; lines without quotes or escapes are split
at once. A dialect is checked when it is made and does not change.
"""

from _imp import seal as _seal

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

__version__ = '1.0'
_dialects = {}
_limit = 131072
_absent = object()


class Error(Exception):
    pass


Error.__module__ = '_csv'


def _described(value):
    return f'a string of length {len(value)}' if isinstance(value, str) else type(value).__name__


def _char(name, value, optional):
    if value is None and optional:
        return None
    if not isinstance(value, str) or len(value) != 1:
        kind = 'a unicode character or None' if optional else 'a unicode character'
        raise TypeError(f'"{name}" must be {kind}, not {_described(value)}')
    return value


class Dialect:
    """The rules of a kind of file: what parts fields and records, what quotes and escapes."""

    __slots__ = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting',
                 'skipinitialspace', 'strict')
    _defaults = (('delimiter', ','), ('doublequote', True), ('escapechar', None), ('lineterminator', '\r\n'),
                 ('quotechar', '"'), ('quoting', QUOTE_MINIMAL), ('skipinitialspace', False), ('strict', False))

    def __new__(cls, dialect=None, **options):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if type(dialect) is cls and not options:
            return dialect
        self = object.__new__(cls)
        given = {}
        for name, _ in cls._defaults:
            value = options.pop(name, _absent)
            given[name] = getattr(dialect, name, _absent) if value is _absent and dialect is not None else value
        for name in options:
            raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        unquoted = given['quotechar'] is None and given['quoting'] is _absent
        value = {name: default if given[name] is _absent else given[name] for name, default in cls._defaults}
        if unquoted:
            value['quoting'] = QUOTE_NONE
        put = object.__setattr__
        put(self, 'delimiter', _char('delimiter', value['delimiter'], False))
        put(self, 'doublequote', bool(value['doublequote']))
        put(self, 'escapechar', _char('escapechar', value['escapechar'], True))
        if not isinstance(value['lineterminator'], str):
            raise TypeError(f'"lineterminator" must be a string, not {type(value["lineterminator"]).__name__}')
        put(self, 'lineterminator', value['lineterminator'])
        put(self, 'quotechar', _char('quotechar', value['quotechar'], True))
        if type(value['quoting']) is not int:
            raise TypeError(f'"quoting" must be an integer, not {type(value["quoting"]).__name__}')
        if not QUOTE_MINIMAL <= value['quoting'] <= QUOTE_NOTNULL:
            raise TypeError('bad "quoting" value')
        put(self, 'quoting', value['quoting'])
        put(self, 'skipinitialspace', bool(value['skipinitialspace']))
        put(self, 'strict', bool(value['strict']))
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        self._check()
        return self

    def _check(self):
        names = 'delimiter', 'escapechar', 'quotechar'
        for name in names:
            char = getattr(self, name)
            if char is None:
                continue
            if char in '\r\n' or char == ' ' and name != 'delimiter' and self.skipinitialspace:
                raise ValueError(f'bad {name} value')
            if char in self.lineterminator:
                raise ValueError(f'bad {name} or lineterminator value')
        for i, first in enumerate(names):
            for second in names[i + 1:]:
                if getattr(self, first) is not None and getattr(self, first) == getattr(self, second):
                    raise ValueError(f'bad {first} or {second} value')

    def __setattr__(self, name, value):
        if name in Dialect.__slots__:
            raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable")
        object.__setattr__(self, name, value)

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{type(self).__name__}' instances")


START_RECORD, START_FIELD, ESCAPED, IN_FIELD, IN_QUOTES, ESCAPED_IN_QUOTES, QUOTE_IN_QUOTES, EAT_NEWLINE, AFTER_ESCAPED = range(9)


class _Reader:
    """An iterator over the records of lines."""

    __slots__ = ('_lines', 'dialect', 'line_num', '_fields', '_field', '_state', '_bare')

    def __iter__(self):
        return self

    def __next__(self):
        self._fields, self._field, self._state, self._bare = [], [], START_RECORD, True
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if not self._field and self._state != IN_QUOTES:
                    raise
                if self.dialect.strict:
                    raise Error('unexpected end of data') from None
                self._save()
                break
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {type(line).__name__} '
                            '(the file should be opened in text mode)')
            self.line_num += 1
            if self._state == START_RECORD and self._split(line):
                break
            for char in line:
                self._take(char)
            self._take('')
            if self._state == START_RECORD:
                break
        fields, self._fields = self._fields, None
        return fields

    def _split(self, line):
        """Takes a whole line that holds nothing special; whether it did."""
        d = self.dialect
        if d.escapechar is not None and d.escapechar in line or d.skipinitialspace:
            return False
        quote = d.quotechar
        quotes = quote is not None and quote in line
        if quotes and (d.quoting != QUOTE_MINIMAL and d.quoting != QUOTE_ALL or not d.doublequote):
            return False
        text = line.rstrip('\r\n')
        if '\n' in text or '\r' in text:
            return False
        if not text:
            return True
        fields = text.split(d.delimiter)
        if quotes:
            fields = _joined(fields, d.delimiter, quote)
            if fields is None:
                return False
        if len(text) > _limit and max(map(len, fields)) > _limit:
            raise Error(f'field larger than field limit ({_limit})')
        if d.quoting >= QUOTE_NONNUMERIC and d.quoting != QUOTE_NONE:
            fields = [self._converted(field, True) for field in fields]
        self._fields = fields
        return True

    def _converted(self, text, bare):
        quoting = self.dialect.quoting
        if not bare:
            return text
        if not text:
            return None if quoting in (QUOTE_NOTNULL, QUOTE_STRINGS) else text
        return float(text) if quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS) else text

    def _save(self):
        text = ''.join(self._field)
        self._field = []
        self._fields.append(self._converted(text, self._bare))

    def _add(self, char):
        if len(self._field) >= _limit:
            raise Error(f'field larger than field limit ({_limit})')
        self._field.append(char)

    def _end(self, char):
        """The record ends, with a newline or (no character) with its line."""
        self._save()
        self._state = EAT_NEWLINE if char else START_RECORD

    def _take(self, char):
        """One step; no character stands for the end of a line."""
        d, state = self.dialect, self._state
        newline = not char or char in '\r\n'
        if state == START_RECORD:
            if newline:
                self._state = EAT_NEWLINE if char else START_RECORD
                return
            state = START_FIELD
        if state == START_FIELD:
            self._bare = True
            if newline:
                self._end(char)
            elif char == d.quotechar and d.quoting != QUOTE_NONE:
                self._bare = False
                self._state = IN_QUOTES
            elif char == d.escapechar:
                self._state = ESCAPED
            elif char == ' ' and d.skipinitialspace:
                self._state = START_FIELD
            elif char == d.delimiter:
                self._save()
                self._state = START_FIELD
            else:
                self._add(char)
                self._state = IN_FIELD
        elif state == ESCAPED:
            self._add(char or '\n')
            self._state = AFTER_ESCAPED if char and newline else IN_FIELD
        elif state in (IN_FIELD, AFTER_ESCAPED):
            if state == AFTER_ESCAPED and not char:
                return
            if newline:
                self._end(char)
            elif char == d.escapechar:
                self._state = ESCAPED
            elif char == d.delimiter:
                self._save()
                self._state = START_FIELD
            else:
                self._add(char)
                self._state = IN_FIELD
        elif state == IN_QUOTES:
            if not char:
                return
            if char == d.escapechar:
                self._state = ESCAPED_IN_QUOTES
            elif char == d.quotechar:
                self._state = QUOTE_IN_QUOTES if d.doublequote else IN_FIELD
            else:
                self._add(char)
        elif state == ESCAPED_IN_QUOTES:
            self._add(char or '\n')
            self._state = IN_QUOTES
        elif state == QUOTE_IN_QUOTES:
            if char == d.quotechar:
                self._add(char)
                self._state = IN_QUOTES
            elif char == d.delimiter:
                self._save()
                self._state = START_FIELD
            elif newline:
                self._end(char)
            elif d.strict:
                raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
            else:
                self._add(char)
                self._state = IN_FIELD
        elif not char:
            self._state = START_RECORD
        elif not newline:
            raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")


def _joined(pieces, delimiter, quote):
    """The fields of a line that was split at all its delimiters, those in quotes too; None if it is none by itself."""
    fields, rest = [], iter(pieces)
    for piece in rest:
        if piece.startswith(quote):
            while piece.count(quote) % 2:
                more = next(rest, None)
                if more is None:
                    return None
                piece += delimiter + more
            if not piece.endswith(quote):
                return None
            piece = piece[1:-1]
            if quote in piece:
                plain = piece.replace(quote + quote, '')
                if quote in plain:
                    return None
                piece = piece.replace(quote + quote, quote)
        fields.append(piece)
    return fields


class _Writer:
    """Writes records through the `write` of a file."""

    __slots__ = ('_write', 'dialect', '_special')

    def writerow(self, row, /):
        """Write one record; answers what the file's write does."""
        try:
            fields = iter(row)
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        d, out, last = self.dialect, [], None
        quotes_some, special = d.quoting == QUOTE_MINIMAL, self._special
        for last in fields:
            if quotes_some:
                kind = type(last)
                text = last if kind is str else str(last) if kind is int or kind is float else ''
                if text and special.isdisjoint(text):
                    out.append(text)
                    continue
            out.append(self._shown(last))
        text = d.delimiter.join(out)
        if len(out) == 1 and not text:
            if d.quoting == QUOTE_NONE or last is None and d.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error('single empty field record must be quoted')
            text = d.quotechar * 2
        return self._write(text + d.lineterminator)

    def writerows(self, rows, /):
        """Write several records."""
        for row in rows:
            self.writerow(row)

    def _shown(self, field):
        d = self.dialect
        quoting = d.quoting
        if quoting == QUOTE_MINIMAL or quoting == QUOTE_NONE:
            quoted = False
        elif quoting == QUOTE_ALL:
            quoted = True
        elif quoting == QUOTE_STRINGS:
            quoted = isinstance(field, str)
        elif quoting == QUOTE_NOTNULL:
            quoted = field is not None
        else:
            quoted = not (hasattr(type(field), '__index__') or hasattr(type(field), '__int__')
                          or hasattr(type(field), '__float__') or isinstance(field, complex))
        text = '' if field is None else field if isinstance(field, str) else str(field)
        if not self._special.isdisjoint(text):
            text, quoted = self._escaped(text, quoted)
        if not text and d.delimiter == ' ' and d.skipinitialspace and not quoted:
            if quoting == QUOTE_NONE or field is None and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error('empty field must be quoted if delimiter is a space and skipinitialspace is true')
            quoted = True
        return f'{d.quotechar}{text}{d.quotechar}' if quoted else text

    def _escaped(self, text, quoted):
        d, out = self.dialect, []
        for char in text:
            if char in self._special:
                if d.quoting == QUOTE_NONE or char == d.escapechar or char == d.quotechar and not d.doublequote:
                    if d.escapechar is None:
                        raise Error('need to escape, but no escapechar set')
                    out.append(d.escapechar)
                else:
                    quoted = True
                    if char == d.quotechar:
                        out.append(char)
            out.append(char)
        return ''.join(out), quoted


_Reader.__name__ = _Reader.__qualname__ = 'reader'
_Writer.__name__ = _Writer.__qualname__ = 'writer'
for _class in Dialect, _Reader, _Writer:
    _class.__module__ = '_csv'
    _seal(_class)
del _class


def reader(*args, **options):
    """An iterator over the records in lines of text: reader(lines, dialect='excel', **options)."""
    if not args:
        raise TypeError('reader expected at least 1 argument, got 0')
    if len(args) > 2:
        raise TypeError(f'reader expected at most 2 arguments, got {len(args)}')
    made = object.__new__(_Reader)
    made._lines = iter(args[0])
    made.dialect = Dialect(*args[1:], **options)
    made.line_num = 0
    return made


def writer(*args, **options):
    """What writes records to a file: writer(file, dialect='excel', **options)."""
    if not args:
        raise TypeError('writer expected at least 1 argument, got 0')
    if len(args) > 2:
        raise TypeError(f'writer expected at most 2 arguments, got {len(args)}')
    made = object.__new__(_Writer)
    made._write = getattr(args[0], 'write', None)
    if not callable(made._write):
        raise TypeError('argument 1 must have a "write" method')
    made.dialect = d = Dialect(*args[1:], **options)
    made._special = frozenset(d.delimiter + (d.escapechar or '') + (d.quotechar or '') + '\r\n' + d.lineterminator)
    return made


def register_dialect(name, dialect=None, /, **options):
    """Give a dialect a name."""
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **options)


def unregister_dialect(name):
    """Forget a dialect's name."""
    if name not in _dialects:
        raise Error('unknown dialect')
    del _dialects[name]


def get_dialect(name):
    """The dialect of a name."""
    try:
        return _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None


def list_dialects():
    """The names of all dialects."""
    return list(_dialects)


def field_size_limit(new_limit=_absent):
    """The most characters that a field may have, before it is set anew."""
    global _limit
    old = _limit
    if new_limit is not _absent:
        if type(new_limit) is not int:
            raise TypeError('limit must be an integer')
        _limit = new_limit
    return old
