"""Misspelt keywords behind a SyntaxError.

Invariant: a keyword is suggested only if the source compiles with it and does
not without; nothing that is compiled is run.
"""

import difflib
import keyword
import warnings
from traceback._carets import dedent

_PyCF_ONLY_AST = 0x400
_MAX_SOURCE = 1024
_MAX_WORDS = 10


def _source_lines(te):
    # (lines, whether they were read from the file); line and end line as given.
    line, _, source = te._exc_metadata
    end_line = int(te.lineno) if te.lineno is not None else 0
    if source is not None:
        return source.splitlines(), line, end_line, False
    if te.filename:
        try:
            with open(te.filename) as file:
                return file.read().splitlines(), line, end_line, True
        except Exception:
            line, end_line = 0, 1
    return te.text.splitlines(), line, end_line, False


def _compiles(source, quiet=True):
    # Code that is merely incomplete counts as right.
    if quiet:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            return _compiles(source, False)
    try:
        compile(source, '<input>', 'exec', _PyCF_ONLY_AST | 0x4200)
    except SyntaxError as error:
        return type(error).__name__ == '_IncompleteInputError'
    return True


def _words(line):
    start = None
    for i, ch in enumerate(line + ' '):
        if ch.isidentifier() or ch.isalnum() and start is not None:
            if start is None:
                start = i
        elif start is not None:
            yield line[start:i], start, i
            start = None
        elif ch == '#':
            return


def find_typo(te):
    """(line number, start, end, line, keyword) of a misspelt keyword, or None."""
    lines, line, end_line, from_file = _source_lines(te)
    code = dedent('\n'.join(lines[line - 1 if line > 0 else 0:end_line]))
    if len(code) > _MAX_SOURCE or _compiles(code, False):
        return None
    code_lines = code.splitlines()
    left = _MAX_WORDS
    for row, text in enumerate(code_lines, 1):
        for word, start, end in _words(text):
            if from_file and row + line != (end_line if line == 0 else end_line + 1):
                continue
            if word in keyword.kwlist:
                continue
            left -= 1
            if left < 0:
                return None
            for suggestion in _candidates(word):
                changed = code_lines.copy()
                changed[row - 1] = text[:start] + suggestion + text[end:]
                if _compiles('\n'.join(changed)):
                    return row, start, end, text, suggestion
    return None


def _candidates(word):
    from traceback._suggest import closest
    found = [name for name in (closest(keyword.kwlist, word),) if name]
    found += difflib.get_close_matches(word, keyword.kwlist, n=3, cutoff=0.5)
    return [name for name in found[:3] if name != word]
