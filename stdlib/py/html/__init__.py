"""The signs of HTML that must be written as entities, and text with entities."""

__all__ = ['escape', 'unescape']


def escape(s, quote=True):
    """The text with &, < and > (and quotes) as entities."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


# Numbers that stand for something else: what Windows-1252 has there.
_invalid_charrefs = {0: '\ufffd', 13: '\r'}
for _code in range(0x80, 0xa0):
    _invalid_charrefs[_code] = chr(_code)
for _code, _char in zip(
        [0x80, *range(0x82, 0x8d), 0x8e, *range(0x91, 0x9d), 0x9e, 0x9f],
        '\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d'
        '\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e'
        '\u0178'):
    _invalid_charrefs[_code] = _char
del _code, _char


def _is_invalid(code):
    # Control characters and what is no character at all.
    return (code < 0x20 and code not in (9, 10, 12, 13) or 0x7f <= code < 0xa0
            or 0xfdd0 <= code <= 0xfdef or code & 0xfffe == 0xfffe)


def _replace(match):
    name = match[1]
    if name[0] == '#':
        digits = name[1:].rstrip(';')
        code = int(digits[1:], 16) if digits[0] in 'xX' else int(digits)
        if code in _invalid_charrefs:
            return _invalid_charrefs[code]
        if 0xd800 <= code <= 0xdfff or code > 0x10ffff:
            return '\ufffd'
        return '' if _is_invalid(code) else chr(code)
    from html.entities import html5
    if name in html5:
        return html5[name]
    # Some names count without a semicolon; the longest one that fits.
    for end in range(len(name) - 1, 1, -1):
        if name[:end] in html5:
            return html5[name[:end]] + name[end:]
    return match[0]


def unescape(s):
    """The text with all entities replaced, as HTML 5 says."""
    if '&' not in s:
        return s
    import re
    return re.sub(r'&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)', _replace, s)
