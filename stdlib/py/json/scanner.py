"""The scanner: from a place in a text, the value that stands there and where it ends.

Invariant: a scanner raises StopIteration(place) where no value starts; whoever
knows what was expected there turns that into a message.
"""

from _json import scan as _scan

__all__ = ['make_scanner']


def _number(context):
    parse_float, parse_int = context.parse_float, context.parse_int

    def scan(string, start):
        # At a digit or a minus sign.
        n = len(string)
        i = start + 1 if string[start] == '-' else start
        first = string[i:i + 1]
        if not '0' <= first <= '9' or not first:
            raise StopIteration(start)
        i += 1
        if first != '0':
            while i < n and '0' <= string[i] <= '9':
                i += 1
        end = i
        is_float = False
        if i + 1 < n and string[i] == '.' and '0' <= string[i + 1] <= '9':
            i += 2
            while i < n and '0' <= string[i] <= '9':
                i += 1
            end = i
            is_float = True
        if i < n and string[i] in 'eE':
            i += 1
            if i < n and string[i] in '+-':
                i += 1
            digits = i
            while i < n and '0' <= string[i] <= '9':
                i += 1
            if i > digits:
                end = i
                is_float = True
        text = string[start:end]
        return (parse_float(text) if is_float else parse_int(text)), end

    return scan


def py_make_scanner(context):
    """A scanner with the hooks of a decoder."""
    parse_object = context.parse_object
    parse_array = context.parse_array
    parse_string = context.parse_string
    parse_constant = context.parse_constant
    strict = context.strict
    object_hook = context.object_hook
    object_pairs_hook = context.object_pairs_hook
    array_hook = context.array_hook
    memo = context.memo
    scan_number = _number(context)
    words = {'n': ('null', None), 't': ('true', True), 'f': ('false', False)}
    constants = {'N': 'NaN', 'I': 'Infinity', '-': '-Infinity'}

    def _scan_once(string, idx):
        try:
            ch = string[idx]
        except IndexError:
            raise StopIteration(idx) from None
        if ch == '"':
            return parse_string(string, idx + 1, strict)
        if ch == '{':
            return parse_object((string, idx + 1), strict, _scan_once, object_hook,
                                object_pairs_hook, memo)
        if ch == '[':
            return parse_array((string, idx + 1), _scan_once, array_hook)
        if '0' <= ch <= '9':
            return scan_number(string, idx)
        if ch in words:
            word, value = words[ch]
            if string.startswith(word, idx):
                return value, idx + len(word)
        elif ch in constants:
            word = constants[ch]
            if string.startswith(word, idx):
                return parse_constant(word), idx + len(word)
            if ch == '-':
                return scan_number(string, idx)
        raise StopIteration(idx)

    def scan_once(string, idx):
        if idx < 0:
            raise ValueError('idx cannot be negative')
        try:
            return _scan_once(string, idx)
        finally:
            memo.clear()

    return scan_once


def make_scanner(context):
    """A scanner that leaves to Python what is out of the ordinary."""
    scan_with_hooks = py_make_scanner(context)
    if (not context.strict or context.parse_float is not float or context.parse_int is not int
            or context.object_hook is not None or context.object_pairs_hook is not None
            or context.array_hook is not None):
        return scan_with_hooks

    def scan_once(string, idx):
        return _scan(string, idx) or scan_with_hooks(string, idx)

    return scan_once
