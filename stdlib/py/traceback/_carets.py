"""Which part of a source line failed: the carets under it.

Owns a small scanner that tells, without parsing, what an expression is at its
top level: an operation, a subscript or a call, and where the telling part is.
Invariant: what the scanner cannot make out yields no anchors, never an error.
"""


class Anchors:
    """The part that gets ^ while the rest gets ~: two (line, column) places."""

    __slots__ = ('left_end_lineno', 'left_end_offset',
                 'right_start_lineno', 'right_start_offset')
    primary_char = '~'
    secondary_char = '^'

    def __init__(self, left, right):
        self.left_end_lineno, self.left_end_offset = left
        self.right_start_lineno, self.right_start_offset = right


# How tightly the binary operators bind.
_BINARY = {'|': 1, '^': 2, '&': 3, '<<': 4, '>>': 4, '+': 5, '-': 5,
           '*': 6, '/': 6, '//': 6, '%': 6, '@': 6, '**': 8}
# Words and signs that make the whole something else than these.
_OTHER_WORDS = frozenset((
    'lambda if else and or not in is yield for async return raise import from del assert '
    'global nonlocal pass break continue with while try except finally def class as elif').split())
_OTHER_SIGNS = frozenset((',', ':', '=', ';', '<', '>', '<=', '>=', '==', '!=', ':=', '->', '!'))
_CLOSING = {'(': ')', '[': ']', '{': '}'}
_TWO = frozenset(('**', '//', '<<', '>>', '<=', '>=', '==', '!=', ':=', '->',
                  '+=', '-=', '*=', '/=', '%=', '@=', '&=', '|=', '^='))


class _Unclear(Exception):
    """The text is no expression that the scanner understands."""


def _is_name_char(ch):
    return ch.isalnum() or ch == '_' or ord(ch) > 127


def _skip_string(text, i):
    # i is at the quote; returns where the literal ends. What precedes it is its prefix.
    start = i
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    prefix = text[start:i].lower()
    raw = 'r' in prefix
    formatted = 'f' in prefix or 't' in prefix
    quote = text[i]
    if text.startswith(quote * 3, i):
        quote *= 3
    i += len(quote)
    n = len(text)
    while i < n:
        ch = text[i]
        if ch == '\\':
            i += 2
        elif text.startswith(quote, i):
            return i + len(quote)
        elif formatted and ch == '{':
            if text.startswith('{{', i):
                i += 2
            else:
                i = _skip_group(text, i)
        else:
            i += 1
    raise _Unclear


def _skip_group(text, i):
    # i is at an opening bracket; returns the place after its partner.
    stack = [_CLOSING[text[i]]]
    i += 1
    n = len(text)
    while i < n:
        ch = text[i]
        if ch in '\'"':
            i = _skip_string(text, i)
            continue
        if ch == '#':
            i = text.find('\n', i)
            if i < 0:
                raise _Unclear
            continue
        if ch in _CLOSING:
            stack.append(_CLOSING[ch])
        elif ch in ')]}':
            if ch != stack.pop():
                raise _Unclear
            if not stack:
                return i + 1
        i += 1
    raise _Unclear


def _skip_number(text, i):
    n = len(text)
    while i < n:
        ch = text[i]
        if ch in '+-' and text[i - 1] in 'eE' and not text[i - 2:i - 1] in ('x', 'X'):
            i += 1
        elif _is_name_char(ch) or ch == '.':
            i += 1
        else:
            break
    return i


def _tokens(text):
    # (kind, text, start, end) at the top level: 'name', 'number', 'string', 'group', 'sign'
    found = []
    i, n = 0, len(text)
    while i < n:
        ch = text[i]
        if ch.isspace():
            i += 1
        elif ch == '\\' and text.startswith('\n', i + 1):
            i += 2
        elif ch == '#':
            end = text.find('\n', i)
            i = n if end < 0 else end
        elif ch in '\'"':
            end = _skip_string(text, i)
            found.append(('string', ch, i, end))
            i = end
        elif ch.isdigit() or ch == '.' and text[i + 1:i + 2].isdigit():
            end = _skip_number(text, i)
            found.append(('number', text[i:end], i, end))
            i = end
        elif _is_name_char(ch):
            end = i
            while end < n and _is_name_char(text[end]):
                end += 1
            if end < n and text[end] in '\'"':
                last = _skip_string(text, end)
                found.append(('string', ch, i, last))
                i = last
                continue
            found.append(('name', text[i:end], i, end))
            i = end
        elif ch in _CLOSING:
            end = _skip_group(text, i)
            found.append(('group', ch, i, end))
            i = end
        elif ch in ')]}':
            raise _Unclear
        else:
            end = i + 3 if text.startswith('...', i) else i + 2 if text[i:i + 2] in _TWO else i + 1
            kind = 'name' if end == i + 3 else 'sign'
            found.append((kind, text[i:end], i, end))
            i = end
    return found


def _main_operator(tokens):
    # The index of the operator that is applied last; None when there is none.
    best = None
    operand = False     # is what precedes an operand?
    for index, (kind, text, _, _) in enumerate(tokens):
        if kind == 'sign' and text != '.':
            if text in _OTHER_SIGNS or text.endswith('=') and text != '=':
                raise _Unclear
            if operand:
                binding = _BINARY.get(text)
                if binding is None:
                    raise _Unclear
                if best is None or binding < best[0] or binding == best[0] != 8:
                    best = (binding, index)
                operand = False
            elif text not in ('+', '-', '~'):
                raise _Unclear
        elif kind == 'name' and text in _OTHER_WORDS:
            raise _Unclear
        elif not (kind == 'name' and text == 'await'):
            operand = kind != 'sign'
    if not operand or best is None:
        return None
    # -a ** b is the negative of a power.
    if best[0] == 8 and tokens[0][0] == 'sign':
        raise _Unclear
    return best[1]


def _operand_start(segment, tokens, index):
    # Where a parser says that the operand after an operator starts: behind the
    # parentheses when those are all there is.
    kind, _, start, end = tokens[index + 1]
    if kind != 'group' or segment[start] != '(' or index + 2 != len(tokens):
        return start
    inner = _tokens(segment[start + 1:end - 1])
    if not inner or any(text == ',' or text == 'for' and kind == 'name'
                        for kind, text, _, _ in inner):
        return start    # a tuple or a generator includes its parentheses
    return start + 1 + inner[0][2]


def extract_anchors(segment):
    """The telling part of an expression's text, or None."""
    try:
        found = _telling_part(segment, 0, len(segment))
    except (_Unclear, IndexError):
        return None
    if found is None:
        return None
    return Anchors(_place(segment, found[0]), _place(segment, found[1]))


def _telling_part(text, first, last):
    tokens = [(kind, word, start + first, end + first)
              for kind, word, start, end in _tokens(text[first:last])]
    if not tokens:
        return None
    index = _main_operator(tokens)
    if index is not None:
        start = tokens[index][2]
        end = start + 1
        if end < last and end < _operand_start(text, tokens, index) \
                and not text[end].isspace() and text[end] not in '\\#':
            end += 1
        return start, end
    if len(tokens) == 1 and tokens[0][1] == '(':
        return _telling_part(text, tokens[0][2] + 1, tokens[0][3] - 1)
    if tokens[0][0] == 'sign' or tokens[0][1] == 'await' or not _has_trailer(tokens):
        return None
    return tokens[-1][2:]


def _has_trailer(tokens):
    # Does a primary end in a call or a subscript?
    if len(tokens) < 2 or tokens[-1][0] != 'group' or tokens[-1][1] == '{':
        return False
    previous = tokens[-2]
    return previous[0] != 'sign'


def _place(segment, index):
    line = segment.count('\n', 0, index)
    return line, index - (segment.rfind('\n', 0, index) + 1)


def is_plain_call(segment, by_name):
    """Is the text nothing but a call (of a bare name, if by_name)?"""
    try:
        tokens = _tokens(segment)
        if _main_operator(tokens) is not None:
            return False
    except (_Unclear, IndexError):
        return False
    if not tokens or tokens[0][0] == 'sign' or tokens[0][1] == 'await':
        return False
    if not _has_trailer(tokens) or tokens[-1][1] != '(':
        return False
    return not by_name or len(tokens) == 2 and tokens[0][0] == 'name'


def should_show(all_lines, start, end, anchors):
    """Do carets tell more than the line does?"""
    before, after = all_lines[0][:start], all_lines[-1][end:]
    if before.isascii() and all_lines[-1].isascii():
        segment = '\n'.join(all_lines)
        segment = segment[start:len(segment) - len(after)]
        rest = after.strip()
        words = before.rstrip().rstrip('(').split()
        closes = rest.lstrip(')').strip()
        if not closes or closes[0] in '#;':
            # return f(...) and name = f(...) fail as a whole.
            if words == ['return'] and is_plain_call(segment, by_name=True):
                return False
            if (len(words) == 2 and words[1] == '=' and words[0].isidentifier()
                    or len(words) == 1 and words[0].endswith('=')
                    and words[0][:-1].isidentifier()) and is_plain_call(segment, by_name=False):
                return False
    if anchors:
        return True
    return bool(before.lstrip() or after.rstrip())


def dedent(text):
    """The text without the indentation that all its lines share."""
    lines = text.split('\n')
    filled = [line for line in lines if line and not line.isspace()]
    low, high = min(filled, default=''), max(filled, default='')
    margin = 0
    for margin, ch in enumerate(low):
        if ch != high[margin] or ch not in ' \t':
            break
    return '\n'.join([line[margin:] if not line.isspace() else '' for line in lines])


def indent(text, prefix):
    """The text with prefix in front of every line."""
    return ''.join([prefix + line for line in text.splitlines(True)])


def character_offset(line, offset):
    """A column counted in bytes, as one counted in characters."""
    if line.isascii():
        return offset
    return len(line.encode('utf-8')[:offset].decode('utf-8', errors='replace'))


def _char_width(ch):
    if ord(ch) < 128:
        return 2 if ch == '\x1a' else 1
    import unicodedata
    if unicodedata.combining(ch):
        return 0
    category = unicodedata.category(ch)
    if category == 'Cf' and ch != '\u00ad':
        return 0
    return 2 if unicodedata.east_asian_width(ch) in ('F', 'W') else 1


def display_width(line, offset=None):
    """How many terminal cells the line (up to offset) takes."""
    if offset is None:
        offset = len(line)
    if line.isascii() and '\x1a' not in line:
        return offset
    return sum(map(_char_width, line[:offset]))


def _zip_width(line, carets):
    # Each character of the line with the carets of its cells.
    place = 0
    for ch in line:
        width = _char_width(ch)
        if width:
            yield ch, carets[place:place + width]
            place += width
        else:
            yield ch, None


def _coloured(line, carets, theme):
    # The line and its carets, runs of one kind of caret in one colour.
    lines, marks = [], []
    run, kind = [], None

    def flush():
        if not run:
            return
        colour = theme.error_highlight if '^' in kind else theme.error_range if '~' in kind else None
        for out, part in ((lines, 0), (marks, 1)):
            text = ''.join([pair[part] or '' for pair in run])
            out.append(text if colour is None else colour + text + theme.reset)

    for pair in _zip_width(line, carets):
        # What takes no cell of its own belongs to what precedes it.
        if pair[1] is None and run:
            pair = pair[0], ''
        elif pair[1] != kind:
            flush()
            run, kind = [], pair[1] or ''
        run.append(pair)
    flush()
    return ''.join(lines), ''.join(marks)


def mark_lines(original, dedented, height, colno, end_colno, theme):
    """The source lines of a frame with carets under them, indented; `height` lines are meant."""
    original = original.splitlines()
    lines = dedented.splitlines()[:height]
    removed = len(original[0]) - len(lines[0])
    start = max(0, character_offset(original[0], colno) - removed)
    end = max(0, character_offset(original[height - 1], end_colno) - removed)
    segment = '\n'.join(lines)
    anchors = extract_anchors(segment[start:len(segment) - (len(lines[-1]) - end)])
    show = should_show(lines, start, end, anchors)
    last = len(lines) - 1
    shown = {0, last}
    inner_from = inner_to = None
    if anchors:
        left, right = anchors.left_end_lineno, anchors.right_start_lineno
        inner_from = left, display_width(
            lines[left], anchors.left_end_offset + (start if left == 0 else 0))
        inner_to = right, display_width(
            lines[right], anchors.right_start_offset + (start if right == 0 else 0))
        for line in (left, right):
            shown.update((line - 1, line, line + 1))
    shown = sorted(line for line in shown if 0 <= line <= last)
    first_cell = display_width(lines[0], start)
    end_cell = display_width(lines[-1], end)
    out = []

    def put(number):
        line = lines[number]
        if not show:
            out.append(line + '\n')
            return
        blanks = len(line) - len(line.lstrip())
        carets = []
        for cell in range(end_cell if number == last else display_width(line)):
            if cell < blanks or number == 0 and cell < first_cell:
                carets.append(' ')
            elif anchors and inner_from <= (number, cell) < inner_to:
                carets.append('^')
            else:
                carets.append('~' if anchors else '^')
        carets = ''.join(carets)
        if theme.reset:
            line, carets = _coloured(line, carets, theme)
        out.append(line + '\n' + carets + '\n')

    previous = None
    for number in shown:
        if previous is not None:
            skipped = number - previous - 1
            if skipped == 1:
                put(previous + 1)
            elif skipped > 1:
                out.append(f"...<{skipped} lines>...\n")
        put(number)
        previous = number
    return indent(dedent(''.join(out)), '    ')
