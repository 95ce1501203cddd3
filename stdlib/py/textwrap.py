"""Text in lines of bounded width, and its indentation.

The regular expressions that split words are compiled when first used, so that
importing this module does not import `re`.
"""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_whitespace = '\t\n\x0b\x0c\r '

_patterns = {
    # Whitespace, dashes between words, or a word up to where it may be broken.
    'wordsep_re': r'''
        ([WS]+
        |(?<=[\w!"'&.,?])-{2,}(?=\w)
        |[^WS]+?(?:
            -(?:(?<=[^\d\W]{2}-)|(?<=[^\d\W]-[^\d\W]-))(?=[^\d\W]-?[^\d\W])
            |(?=[WS]|\z)
            |(?<=[\w!"'&.,?])(?=-{2,}\w)))''',
    'wordsep_simple_re': '([WS]+)',
    'sentence_end_re': r'''[a-z][.!?]["']?\z''',
}


class _Compiled:
    # A class attribute that becomes a pattern when first read.
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        import re
        text = _patterns[self.name].replace('WS', re.escape(_whitespace))
        pattern = re.compile(text, re.VERBOSE)
        setattr(TextWrapper, self.name, pattern)
        return pattern


class TextWrapper:
    """Wraps text; its attributes say how.

    width, initial_indent, subsequent_indent: the shape of the lines
    expand_tabs, tabsize, replace_whitespace, drop_whitespace: what spaces become
    break_long_words, break_on_hyphens: where words may be broken
    fix_sentence_endings: two spaces after a sentence
    max_lines, placeholder: how much is shown, and what stands for the rest
    """

    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ord(' '))
    wordsep_re = _Compiled()
    wordsep_simple_re = _Compiled()
    sentence_end_re = _Compiled()

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

    def _split(self, text):
        # Pieces between which a line may be broken.
        pattern = self.wordsep_re if self.break_on_hyphens is True else self.wordsep_simple_re
        return [chunk for chunk in pattern.split(text) if chunk]

    def _fix_sentence_endings(self, chunks):
        i = 0
        search = self.sentence_end_re.search
        while i < len(chunks) - 1:
            if chunks[i + 1] == " " and search(chunks[i]):
                chunks[i + 1] = "  "
                i += 1
            i += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        # A piece longer than any line: put on this one what fits.
        room = 1 if width < 1 else width - cur_len
        if self.break_long_words and room > 0:
            chunk = reversed_chunks[-1]
            end = room
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind('-', 0, room)
                if hyphen > 0 and chunk[:hyphen].strip('-'):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()    # the next one is at the end
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and not chunks[-1].strip():
                chunks.pop()
            line, length = self._take_line(chunks, width)
            if not line:
                continue
            if self.max_lines is None or len(lines) + 1 < self.max_lines or (
                    length <= width and self._nothing_but_space(chunks)):
                lines.append(indent + ''.join(line))
            else:
                self._end_short(lines, line, length, width, indent)
                break
        return lines

    def _nothing_but_space(self, chunks):
        return not chunks or (self.drop_whitespace and len(chunks) == 1
                              and not chunks[0].strip())

    def _take_line(self, chunks, width):
        line, length = [], 0
        while chunks and length + len(chunks[-1]) <= width:
            length += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, line, length, width)
            length = sum(map(len, line))
        if self.drop_whitespace and line and not line[-1].strip():
            length -= len(line.pop())
        return line, length

    def _end_short(self, lines, line, length, width, indent):
        # The last line that is allowed: the placeholder in place of the rest.
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + ''.join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        """The text as a list of lines."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The text as lines in one string."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """A text as a list of lines."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """A text as lines in one string."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """A text in one line, cut between words if it is too long."""
    wrapper = TextWrapper(width=width, max_lines=1, **kwargs)
    return wrapper.fill(' '.join(text.strip().split()))


def dedent(text):
    """A text without the indentation that all its lines have in common."""
    try:
        lines = text.split('\n')
    except (AttributeError, TypeError):
        raise TypeError(f'expected str object, not {type(text).__qualname__!r}') from None
    filled = [line for line in lines if line and not line.isspace()]
    # What the least and the greatest line share, all between them share.
    low, high = min(filled, default=''), max(filled, default='')
    margin = 0
    for margin, ch in enumerate(low):
        if ch != high[margin] or ch not in ' \t':
            break
    return '\n'.join([line[margin:] if not line.isspace() else '' for line in lines])


def indent(text, prefix, predicate=None):
    """A text with a prefix before its lines, by default those that are not blank."""
    pieces = []
    for line in text.splitlines(True):
        if (predicate(line) if predicate is not None else not line.isspace()):
            pieces.append(prefix)
        pieces.append(line)
    return ''.join(pieces)
