"""Two lists of lines side by side, as a table of HTML with marked changes.

Changes are first marked in the text with control characters: '\\0+', '\\0-' or '\\0^'
before them and '\\1' after them.
"""

from itertools import zip_longest

from difflib import IS_CHARACTER_JUNK, ndiff

__name__ = 'difflib'

_file_template = """
<!DOCTYPE html>
<html lang="en">
<head>
    <meta charset="%(charset)s">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Diff comparison</title>
    <style>%(styles)s
    </style>
</head>

<body>
    %(table)s%(legend)s
</body>

</html>"""

_styles = """
        :root {color-scheme: light dark}
        table.diff {font-family: monospace; border: medium}
        .diff_header {background-color: #e0e0e0; font-weight: bold}
        td.diff_header {text-align: right; padding: 0 8px}
        .diff_next {background-color: #c0c0c0; padding: 4px 0}
        .diff_add {background-color: palegreen}
        .diff_chg {background-color: #ffff77}
        .diff_sub {background-color: #ffaaaa}
        table.diff[summary="Legends"] {margin-top: 20px; border: 1px solid #ccc}
        table.diff[summary="Legends"] td {padding: 4px 8px}
        table.diff[summary="Legends"] th {background-color: #e0e0e0; padding: 4px 8px}
        @media (prefers-color-scheme: dark) {
            .diff_header, table.diff[summary="Legends"] th {background-color: #666}
            .diff_next {background-color: #393939}
            .diff_add {background-color: darkgreen}
            .diff_chg {background-color: #847415}
            .diff_sub {background-color: darkred}
            table.diff[summary="Legends"] {border-color: #555}
        }"""

_table_template = """
    <table class="diff" id="difflib_chg_%(prefix)s_top"
           cellspacing="0" cellpadding="0" rules="groups" >
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        %(header_row)s
        <tbody>
%(data_rows)s        </tbody>
    </table>"""

_legend = """
    <table class="diff" summary="Legends">
        <tr> <th colspan="2"> Legends </th> </tr>
        <tr> <td> <table border="" summary="Colors">
                      <tr><th> Colors </th> </tr>
                      <tr><td class="diff_add">&nbsp;Added&nbsp;</td></tr>
                      <tr><td class="diff_chg">Changed</td> </tr>
                      <tr><td class="diff_sub">Deleted</td> </tr>
                  </table></td>
             <td> <table border="" summary="Links">
                      <tr><th colspan="2"> Links </th> </tr>
                      <tr><td>(f)irst change</td> </tr>
                      <tr><td>(n)ext change</td> </tr>
                      <tr><td>(t)op</td> </tr>
                  </table></td> </tr>
    </table>"""

_BLANK = '', '\n'


class _Pairs:
    """The lines of an ndiff as rows ((number, text), (number, text), is it a change)."""

    def __init__(self, lines):
        self.lines = list(lines)
        self.numbers = [0, 0]
        # Lines only on one side, which have no partner yet.
        self.waiting = [], []

    def entry(self, side, text):
        self.numbers[side] += 1
        return self.numbers[side], text

    def rows(self):
        lines = self.lines
        i = 0
        while i < len(lines):
            signs = ''.join([line[0] for line in lines[i:i + 4]])
            if signs[0] == ' ':
                yield from self.flush()
                text = lines[i][2:]
                yield self.entry(0, text), self.entry(1, text), False
                i += 1
                continue
            count = next((len(pattern) for pattern in ('-?+?', '-+?', '-?+')
                          if signs.startswith(pattern)), 0)
            if count:
                yield from self.flush()
                yield self.changed(lines[i:i + count])
                i += count
                continue
            side = '-+'.index(signs[0])
            text = lines[i][2:] or ' '
            self.waiting[side].append(self.entry(side, f'\0{signs[0]}{text}\1'))
            i += 1
        yield from self.flush()

    def flush(self):
        for old, new in zip_longest(*self.waiting, fillvalue=_BLANK):
            yield old, new, True
        for side in self.waiting:
            side.clear()

    def changed(self, lines):
        # One line that became another, with or without marks below them.
        texts = []
        for line in lines:
            if line[0] == '?':
                texts[-1] = _marked(texts[-1], line)
            else:
                texts.append(line)
        return self.entry(0, texts[0][2:]), self.entry(1, texts[1][2:]), True


def _marked(text, marks):
    import re
    for match in reversed(list(re.finditer(r'\++|-+|\^+', marks))):
        begin, end = match.span()
        text = f'{text[:begin]}\0{match[0][0]}{text[begin:end]}\1{text[end:]}'
    return text


def _mdiff(fromlines, tolines, context=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Rows (from, to, changed); between groups, if context is a number, three Nones."""
    rows = _Pairs(ndiff(fromlines, tolines, linejunk, charjunk)).rows()
    if context is None:
        yield from rows
        return
    before = []
    left_out = False
    after = 0
    for row in rows:
        if row[2]:
            if left_out:
                yield None, None, None
            yield from before
            before = []
            left_out = False
            yield row
            after = context
        elif after:
            yield row
            after -= 1
        else:
            before.append(row)
            if len(before) > context:
                del before[0]
                left_out = True


class HtmlDiff:
    """Makes tables, or whole files, of HTML."""

    _file_template = _file_template
    _styles = _styles
    _table_template = _table_template
    _legend = _legend
    # Makes the anchors of several tables in one file different.
    _default_prefix = 0

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
        self._tabsize = tabsize
        self._wrapcolumn = wrapcolumn
        self._linejunk = linejunk
        self._charjunk = charjunk

    def make_file(self, fromlines, tolines, fromdesc='', todesc='', context=False, numlines=5,
                  *, charset='utf-8'):
        """A whole file; context: only changes and numlines lines around them."""
        table = self.make_table(fromlines, tolines, fromdesc, todesc, context=context,
                                numlines=numlines)
        text = self._file_template % {'styles': self._styles, 'legend': self._legend,
                                      'table': table, 'charset': charset}
        return text.encode(charset, 'xmlcharrefreplace').decode(charset)

    def _expand(self, line):
        # What tabs become must be told from the blanks of the text.
        line = line.replace(' ', '\0').expandtabs(self._tabsize)
        return line.replace(' ', '\t').replace('\0', ' ').rstrip('\n')

    def _split(self, number, text):
        # A line as several, as long as _wrapcolumn allows; marks are not counted.
        limit = self._wrapcolumn
        pieces = []
        while True:
            size = len(text)
            if not number or size <= limit or size - text.count('\0') * 3 <= limit:
                pieces.append((number, text))
                return pieces
            i = count = 0
            mark = ''
            while count < limit and i < size:
                if text[i] == '\0':
                    mark = text[i + 1]
                    i += 2
                elif text[i] == '\1':
                    mark = ''
                    i += 1
                else:
                    count += 1
                    i += 1
            pieces.append((number, text[:i] + '\1' if mark else text[:i]))
            text = f'\0{mark}{text[i:]}' if mark else text[i:]
            number = '>'

    def _wrapped(self, rows):
        for old, new, flag in rows:
            if flag is None:
                yield old, new, flag
                continue
            for pair in zip_longest(self._split(*old), self._split(*new),
                                    fillvalue=('', ' ')):
                yield *pair, flag

    def _cell(self, side, flag, number, text):
        anchor = ''
        if isinstance(number, int):
            anchor = f' id="{self._prefix[side]}{number}"'
        for char, entity in (('&', '&amp;'), ('>', '&gt;'), ('<', '&lt;')):
            text = text.replace(char, entity)
        text = text.replace(' ', '&nbsp;').rstrip()
        css = ' class="diff_changed" ' if flag else ' '
        return (f'<td class="diff_header"{anchor}>{number}</td>'
                f'<td{css}nowrap="nowrap">{text}</td>')

    def _links(self, flags, numlines):
        # For each row its anchor and its link to the next change.
        prefix = self._prefix[1]
        anchors = [''] * len(flags)
        links = [''] * len(flags)
        count = last = 0
        inside = False
        for i, flag in enumerate(flags):
            if flag and not inside:
                last = i
                anchors[max(0, i - numlines)] = f' id="difflib_chg_{prefix}_{count}"'
                count += 1
                links[i] = f'<a href="#difflib_chg_{prefix}_{count}">n</a>'
            inside = bool(flag)
        if not flags[0]:
            links[0] = f'<a href="#difflib_chg_{prefix}_0">f</a>'
        links[last] = f'<a href="#difflib_chg_{prefix}_top">t</a>'
        return anchors, links

    def make_table(self, fromlines, tolines, fromdesc='', todesc='', context=False,
                   numlines=5):
        """A table; context: only changes and numlines lines around them."""
        number = HtmlDiff._default_prefix
        HtmlDiff._default_prefix += 1
        self._prefix = [f'from{number}_', f'to{number}_']
        rows = _mdiff(list(map(self._expand, fromlines)), list(map(self._expand, tolines)),
                      numlines if context else None, linejunk=self._linejunk,
                      charjunk=self._charjunk)
        if self._wrapcolumn:
            rows = self._wrapped(rows)
        cells = [(None, None, None) if flag is None else
                 (self._cell(0, flag, *old), self._cell(1, flag, *new), flag)
                 for old, new, flag in rows]
        if not cells:
            empty = 'No Differences Found' if context else 'Empty File'
            empty = f'<td></td><td>&nbsp;{empty}&nbsp;</td>'
            cells = [(empty, empty, False)]
        out = self._body(cells, numlines)
        header = ''
        if fromdesc or todesc:
            header = ''.join(['<th class="diff_next"><br /></th>'
                              f'<th colspan="2" class="diff_header">{text}</th>'
                              for text in (fromdesc, todesc)])
            header = f'<thead><tr>{header}</tr></thead>'
        table = self._table_template % {'data_rows': out, 'header_row': header,
                                        'prefix': self._prefix[1]}
        for mark, html in (('\0+', '<span class="diff_add">'),
                           ('\0-', '<span class="diff_sub">'),
                           ('\0^', '<span class="diff_chg">'), ('\1', '</span>'),
                           ('\t', '&nbsp;')):
            table = table.replace(mark, html)
        return table

    def _body(self, cells, numlines):
        anchors, links = self._links([flag for _, _, flag in cells], numlines)
        out = []
        for i, (old, new, flag) in enumerate(cells):
            if flag is not None:
                out.append(f'            <tr><td class="diff_next"{anchors[i]}>{links[i]}'
                           f'</td>{old}<td class="diff_next">{links[i]}</td>{new}</tr>\n')
            elif i > 0:
                out.append('        </tbody>        \n        <tbody>\n')
        return ''.join(out)
