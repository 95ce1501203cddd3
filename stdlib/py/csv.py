"""Files of comma-separated values: records as lists or dicts, dialects, and guessing the dialect of a text.

Leaves records to `_csv`.
"""

import re
from collections import Counter
from io import StringIO

from _csv import (Error, reader, writer, register_dialect, unregister_dialect, get_dialect, list_dialects,
                  field_size_limit, QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS,
                  QUOTE_NOTNULL)
from _csv import Dialect as _Dialect

__all__ = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE', 'QUOTE_STRINGS', 'QUOTE_NOTNULL',
           'Error', 'Dialect', 'excel', 'excel_tab', 'field_size_limit', 'reader', 'writer', 'register_dialect',
           'get_dialect', 'list_dialects', 'Sniffer', 'unregister_dialect', 'DictReader', 'DictWriter',
           'unix_dialect']


class Dialect:
    """The base of classes that describe a dialect by their attributes."""

    _name = ''
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        self._valid = self.__class__ is not Dialect
        try:
            _Dialect(self)
        except TypeError as e:
            raise Error(str(e)) from None


class excel(Dialect):
    """What spreadsheets write."""

    delimiter = ','
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = '\r\n'
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    """The same, with tabs."""

    delimiter = '\t'


class unix_dialect(Dialect):
    """Lines that end with a newline, every field quoted."""

    delimiter = ','
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = '\n'
    quoting = QUOTE_ALL


register_dialect('excel', excel)
register_dialect('excel-tab', excel_tab)
register_dialect('unix', unix_dialect)


class DictReader:
    """Records as dicts; the first record names the fields unless names are given."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while row == []:
            row = next(self.reader)
        names = self.fieldnames
        record = dict(zip(names, row))
        if len(row) > len(names):
            record[self.restkey] = row[len(names):]
        else:
            for name in names[len(row):]:
                record[name] = self.restval
        return record

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


class DictWriter:
    """Writes dicts as records."""

    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ('raise', 'ignore'):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == 'raise':
            wrong = rowdict.keys() - self.fieldnames
            if wrong:
                raise ValueError('dict contains fields not in fieldnames: ' + ', '.join(map(repr, wrong)))
        return (rowdict.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._dict_to_list, rowdicts))

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


# Where a quoted field may stand: between delimiters, at the start, at the end of a line, alone.
_QUOTED = (
    r'''(?P<delim>[^\w\n"'])(?P<space> ?)(?P<quote>["']).*?(?P=quote)(?P=delim)''',
    r'''(?:^|\n)(?P<quote>["']).*?(?P=quote)(?P<delim>[^\w\n"'])(?P<space> ?)''',
    r'''(?P<delim>[^\w\n"'])(?P<space> ?)(?P<quote>["']).*?(?P=quote)(?:$|\n)''',
    r'''(?:^|\n)(?P<quote>["']).*?(?P=quote)(?:$|\n)''',
)


class Sniffer:
    """Guesses the dialect of a text."""

    def __init__(self):
        self.preferred = [',', '\t', ';', ' ', ':']

    def sniff(self, sample, delimiters=None):
        """A dialect that fits the text."""
        quote, double, delimiter, skip = self._by_quotes(sample, delimiters)
        if not delimiter:
            delimiter, skip = self._by_frequency(sample, delimiters)
        if not delimiter:
            raise Error('Could not determine delimiter')

        class dialect(Dialect):
            _name = 'sniffed'
            lineterminator = '\r\n'
            quoting = QUOTE_MINIMAL

        dialect.doublequote = double
        dialect.delimiter = delimiter
        dialect.quotechar = quote or '"'
        dialect.skipinitialspace = skip
        return dialect

    def _by_quotes(self, sample, delimiters):
        """Quote, whether it is doubled, delimiter, whether blanks follow that: from fields that are quoted."""
        for pattern in _QUOTED:
            found = list(re.finditer(pattern, sample, re.DOTALL | re.MULTILINE))
            if found:
                break
        else:
            return '', False, None, 0
        quotes, delims, spaces = Counter(), Counter(), 0
        for match in found:
            groups = match.groupdict()
            quotes[groups['quote']] += 1
            key = groups.get('delim')
            if key and (delimiters is None or key in delimiters):
                delims[key] += 1
            if groups.get('space'):
                spaces += 1
        quote = max(quotes, key=quotes.get)
        delim, skip = '', 0
        if delims:
            delim = max(delims, key=delims.get)
            skip = delims[delim] == spaces
            if delim == '\n':
                delim = ''
        d, q = re.escape(delim), quote
        doubled = re.search(rf'(({d})|^)\W*{q}[^{d}\n]*{q}[^{d}\n]*{q}\W*(({d})|$)', sample, re.MULTILINE)
        return quote, bool(doubled), delim, skip

    def _by_frequency(self, sample, delimiters):
        """The character that occurs equally often in most lines, and whether a blank always follows it."""
        lines = [line for line in sample.split('\n') if line]
        size = min(10, len(lines))
        counts = {chr(c): Counter() for c in range(127)}
        chosen, modes, done = {}, {}, 0
        while done < len(lines):
            for line in lines[done:done + size]:
                for char, count in counts.items():
                    count[line.count(char)] += 1
            for char, count in counts.items():
                if set(count) == {0}:
                    continue
                often = max(count, key=count.get)
                modes[char] = often, 2 * count[often] - count.total()
            done += size
            total = min(done, len(lines))
            for percent in range(100, 89, -1):
                for char, (often, lead) in modes.items():
                    if (often > 0 and lead > 0 and lead / total >= percent / 100
                            and (delimiters is None or char in delimiters)):
                        chosen[char] = often, lead
                if chosen:
                    break
            if len(chosen) == 1:
                break
        if not chosen:
            return '', 0
        for char in self.preferred:
            if char in chosen:
                break
        else:
            char = max(chosen, key=lambda c: (chosen[c], c))
        if len(chosen) == 1:
            char, = chosen
        return char, lines[0].count(char) == lines[0].count(char + ' ')

    def has_header(self, sample):
        """Whether the first record looks unlike the others: by the kinds of numbers, or by lengths."""
        rows = reader(StringIO(sample), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for checked, row in enumerate(rows):
            if checked > 20:
                break
            if len(row) != len(header):
                continue
            for column in list(kinds):
                kind = self._kind(row[column])
                if kinds[column] is None:
                    kinds[column] = kind
                elif kinds[column] != kind:
                    del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[column]) != kind else -1
            elif kind is not None:
                votes += 1 if self._kind(header[column]) is not complex else -1
        return votes > 0

    @staticmethod
    def _kind(text):
        try:
            complex(text)
        except (ValueError, OverflowError):
            return len(text)
        return complex
