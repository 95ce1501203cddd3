"""The grammar of format strings: what stands between the braces."""


def parse(text):
    """(literal, field name, format spec, conversion) for each piece of a format string."""
    if not isinstance(text, str):
        raise TypeError(f"expected str, got {type(text).__name__}")
    i, n = 0, len(text)
    while i < n:
        start = i
        while i < n and text[i] not in '{}':
            i += 1
        if i == n:
            yield text[start:], None, None, None
            return
        brace = text[i]
        if text[i + 1:i + 2] == brace:
            yield text[start:i + 1], None, None, None
            i += 2
            continue
        if brace == '}' or i + 1 == n:
            raise ValueError(f"Single '{brace}' encountered in format string")
        literal = text[start:i]
        name, spec, conversion, i = _field(text, i + 1, n)
        yield literal, name, spec, conversion


def _field(text, i, n):
    start = i
    in_brackets = False
    while i < n:
        ch = text[i]
        if in_brackets:
            in_brackets = ch != ']'
        elif ch == '[':
            in_brackets = True
        elif ch == '{':
            raise ValueError("unexpected '{' in field name")
        elif ch in '}:!':
            break
        i += 1
    if i >= n:
        raise ValueError("expected '}' before end of string")
    name = text[start:i]
    if text[i] == '}':
        return name, '', None, i + 1
    conversion = None
    if text[i] == '!':
        if i + 1 >= n:
            raise ValueError("end of string while looking for conversion specifier")
        conversion = text[i + 1]
        i += 2
        if i >= n:
            raise ValueError("unmatched '{' in format spec")
        if text[i] == '}':
            return name, '', conversion, i + 1
        if text[i] != ':':
            raise ValueError("expected ':' after conversion specifier")
    start = i + 1
    depth = 1
    i = start
    while i < n:
        ch = text[i]
        if ch == '{':
            depth += 1
        elif ch == '}':
            depth -= 1
            if not depth:
                return name, text[start:i], conversion, i + 1
        i += 1
    raise ValueError("unmatched '{' in format spec")


def _number(text):
    # Digits mean a position; anything else is a name.
    if text and text.isdecimal() and text.isascii():
        value = int(text)
        if value > 0x7fffffffffffffff:
            raise ValueError("Too many decimal digits in format string")
        return value
    return text


def split_name(name):
    """(the argument's name or number, [(is it an attribute, name or index)])"""
    if not isinstance(name, str):
        raise TypeError(f"expected str, got {type(name).__name__}")
    end = 0
    while end < len(name) and name[end] not in '.[':
        end += 1
    return _number(name[:end]), _rest(name, end)


def _rest(name, i):
    n = len(name)
    while i < n:
        if name[i] == '.':
            end = i + 1
            while end < n and name[end] not in '.[':
                end += 1
            part, following = name[i + 1:end], end
        elif name[i] == '[':
            end = name.find(']', i)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            part, following = name[i + 1:end], end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not part:
            raise ValueError("Empty attribute in format string")
        if name[i] == '.':
            yield True, part
        else:
            yield False, _number(part)
        i = following
