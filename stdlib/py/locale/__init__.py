"""Locales: how numbers, money and texts are written and ordered where the user is.

The C library's locale is in `_locale`, the names of locales in `_names`.
"""

import functools as _functools
import re as _re
import sys
from builtins import str as _str

import _locale
from _locale import *
from _locale import (CHAR_MAX, LC_ALL, LC_COLLATE, LC_CTYPE, LC_MESSAGES, LC_MONETARY, LC_NUMERIC,
                     LC_TIME, Error, getencoding as _getencoding)
from locale._names import locale_alias, locale_encoding_alias

__all__ = ['getlocale', 'getdefaultlocale', 'getpreferredencoding', 'Error', 'setlocale',
           'localeconv', 'strcoll', 'strxfrm', 'str', 'atof', 'atoi', 'format_string', 'currency',
           'normalize', 'LC_CTYPE', 'LC_COLLATE', 'LC_TIME', 'LC_MONETARY', 'LC_NUMERIC', 'LC_ALL',
           'CHAR_MAX', 'getencoding', 'LC_MESSAGES']

_override_localeconv = {}


@_functools.wraps(_locale.localeconv)
def localeconv():
    answer = _locale.localeconv()
    answer.update(_override_localeconv)
    return answer


# ---- numbers ----------------------------------------------------------------

def _sizes(grouping):
    # The sizes of groups from the right: the last one again and again after a 0, no more after CHAR_MAX.
    last = None
    for size in grouping:
        if size == CHAR_MAX:
            return
        if size == 0:
            if last is None:
                raise ValueError('invalid grouping')
            while True:
                yield last
        yield size
        last = size


def _group(s, monetary=False):
    # The digits of s in groups; and how many characters separators took.
    conv = localeconv()
    separator = conv['mon_thousands_sep' if monetary else 'thousands_sep']
    grouping = conv['mon_grouping' if monetary else 'grouping']
    if not grouping:
        return s, 0
    spaces_behind = ''
    if s[-1] == ' ':
        stripped = s.rstrip()
        spaces_behind = s[len(stripped):]
        s = stripped
    left = ''
    groups = []
    for size in _sizes(grouping):
        if not s or s[-1] not in '0123456789':
            # What is left is no number, a sign perhaps.
            left, s = s, ''
            break
        groups.append(s[-size:])
        s = s[:-size]
    if s:
        groups.append(s)
    groups.reverse()
    return left + separator.join(groups) + spaces_behind, len(separator) * (len(groups) - 1)


def _strip_padding(s, amount):
    # Takes as many spaces off as separators took room, on the left first.
    left = 0
    while amount and s[left] == ' ':
        left += 1
        amount -= 1
    right = len(s)
    while amount and s[right - 1] == ' ':
        right -= 1
        amount -= 1
    return s[left:right]


_directive = _re.compile(r'%(?:\((?P<key>.*?)\))?(?P<modifiers>[-#0-9 +*.hlL]*?)[eEfFgGdiouxXcrs%]')


def _format(percent, value, grouping=False, monetary=False, *additional):
    formatted = percent % ((value,) + additional) if additional else percent % value
    if percent[-1] in 'eEfFgGdiu':
        formatted = _localize(formatted, grouping, monetary)
    return formatted


def _localize(formatted, grouping=False, monetary=False):
    if '.' in formatted:
        parts = formatted.split('.')
        taken = 0
        if grouping:
            parts[0], taken = _group(parts[0], monetary=monetary)
        formatted = localeconv()['mon_decimal_point' if monetary else 'decimal_point'].join(parts)
        return _strip_padding(formatted, taken) if taken else formatted
    taken = 0
    if grouping:
        formatted, taken = _group(formatted, monetary=monetary)
    return _strip_padding(formatted, taken) if taken else formatted


def format_string(f, val, grouping=False, monetary=False):
    """f % val with the numbers as the locale writes them."""
    directives = list(_directive.finditer(f))
    plain = _directive.sub('%s', f)
    if isinstance(val, dict) or hasattr(val, 'keys') and not isinstance(val, tuple):
        shown = ['%' if d.group()[-1] == '%' else _format(d.group(), val, grouping, monetary)
                 for d in directives]
        return plain % tuple(shown)
    if not isinstance(val, tuple):
        val = (val,)
    shown = []
    at = 0
    for d in directives:
        if d.group()[-1] == '%':
            shown.append('%')
            continue
        stars = d.group('modifiers').count('*')
        shown.append(_format(d.group(), val[at], grouping, monetary, *val[at + 1:at + 1 + stars]))
        at += 1 + stars
    return plain % tuple(shown)


def currency(val, symbol=True, grouping=False, international=False):
    """An amount of money as the locale writes it."""
    conv = localeconv()
    digits = conv['int_frac_digits' if international else 'frac_digits']
    if digits == CHAR_MAX:
        raise ValueError("Currency formatting is not possible using the 'C' locale.")
    s = _localize(f'{abs(val):.{digits}f}', grouping, monetary=True)
    # Marks where a sign may go.
    s = '<' + s + '>'
    which = 'n' if val < 0 else 'p'
    if symbol:
        money = conv['int_curr_symbol' if international else 'currency_symbol']
        before = conv[which + '_cs_precedes']
        apart = conv[which + '_sep_by_space']
        if before:
            s = money + (apart and ' ' or '') + s
        else:
            if international and money[-1] == ' ':
                money = money[:-1]
            s = s + (apart and ' ' or '') + money
    position = conv[which + '_sign_posn']
    sign = conv['negative_sign' if val < 0 else 'positive_sign']
    if position == 0:
        s = '(' + s + ')'
    elif position == 1:
        s = sign + s
    elif position == 2:
        s = s + sign
    elif position == 3:
        s = s.replace('<', sign)
    elif position == 4:
        s = s.replace('>', sign)
    else:
        s = sign + s
    return s.replace('<', '').replace('>', '')


def str(val):
    """A float as the locale writes it."""
    return _format('%.12g', val)


def delocalize(string):
    """A number of the locale as Python writes it."""
    conv = localeconv()
    if separator := conv['thousands_sep']:
        string = string.replace(separator, '')
    if point := conv['decimal_point']:
        string = string.replace(point, '.')
    return string


def localize(string, grouping=False, monetary=False):
    """A number of Python as the locale writes it."""
    return _localize(string, grouping, monetary)


def atof(string, func=float):
    """The float that a text of the locale stands for."""
    return func(delocalize(string))


def atoi(string):
    """The int that a text of the locale stands for."""
    return int(delocalize(string))


# ---- names ------------------------------------------------------------------

def _replace_encoding(code, encoding):
    language = code.partition('.')[0]
    from encodings import normalize_encoding
    from encodings.aliases import aliases
    # Python's name of the encoding, then that of locales.
    norm = aliases.get(normalize_encoding(encoding).lower(), encoding)
    for name in encoding, norm:
        key = name.replace('_', '').replace('-', '').lower()
        if key in locale_encoding_alias:
            return f'{language}.{locale_encoding_alias[key]}'
    return f'{language}.{encoding}'


def _append_modifier(code, modifier):
    if modifier == 'euro':
        if '.' not in code:
            return code + '.ISO8859-15'
        encoding = code.partition('.')[2]
        if encoding == 'UTF-8':
            return code
        if encoding == 'ISO8859-1':
            code = _replace_encoding(code, 'ISO8859-15')
    return code + '@' + modifier


def normalize(localename):
    """The full name of a locale, or the name itself when it is not known."""
    code = localename.lower().replace(':', '.')
    name, _, modifier = code.partition('@')
    language, _, encoding = name.partition('.')
    given = encoding
    norm = encoding.replace('-', '').replace('_', '')
    at = '@' + modifier if modifier else ''
    dot = '.' + norm if encoding else ''
    found = locale_alias.get(language + dot + at)
    if found is not None:
        return found
    if modifier:
        found = locale_alias.get(language + dot)
        if found is not None:
            if '@' not in found:
                return _append_modifier(found, modifier)
            if found.partition('@')[2].lower() == modifier:
                return found
    if encoding:
        found = locale_alias.get(language + at)
        if found is not None:
            if '@' not in found:
                return _replace_encoding(found, given)
            found, _, own = found.partition('@')
            return _replace_encoding(found, given) + '@' + own
        if modifier:
            found = locale_alias.get(language)
            if found is not None:
                if '@' not in found:
                    return _append_modifier(_replace_encoding(found, given), modifier)
                found, _, own = found.partition('@')
                if own.lower() == modifier:
                    return _replace_encoding(found, given) + '@' + own
    return localename


def _parse_localename(localename):
    code = normalize(localename)
    if '@' in code:
        code, _, modifier = code.partition('@')
        if modifier == 'euro' and '.' not in code:
            return code, 'iso-8859-15'
    if '.' in code:
        language, encoding = code.split('.')[:2]
        return language, encoding
    if code == 'C':
        return None, None
    if code == 'UTF-8':
        return None, 'UTF-8'
    raise ValueError('unknown locale: %s' % localename)


def _build_localename(localetuple):
    try:
        language, encoding = localetuple
        if language is None:
            language = 'C'
        return language if encoding is None else language + '.' + encoding
    except (TypeError, ValueError):
        raise TypeError('Locale must be None, a string, or an iterable of two strings -- '
                        'language code, encoding.') from None


def getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    """The language and the encoding that the environment asks for."""
    return _getdefaultlocale(envvars)


def _getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    import os
    for variable in envvars:
        name = os.environ.get(variable)
        if name:
            if variable == 'LANGUAGE':
                name = name.split(':')[0]
            break
    else:
        name = 'C'
    return _parse_localename(name)


def getlocale(category=LC_CTYPE):
    """The language and the encoding of a category."""
    name = _locale.setlocale(category)
    if category == LC_ALL and ';' in name:
        raise TypeError('category LC_ALL is not supported')
    return _parse_localename(name)


def setlocale(category, locale=None):
    """Set a category's locale: a name, or language and encoding; '' is the user's. None only asks."""
    if locale and not isinstance(locale, _str):
        locale = normalize(_build_localename(locale))
    return _locale.setlocale(category, locale)


def getencoding():
    """The encoding of the locale."""
    return _getencoding()


def getpreferredencoding(do_setlocale=True):
    """The encoding that texts in files probably have."""
    if sys.flags.utf8_mode:
        return 'utf-8'
    encoding = getencoding()
    if not do_setlocale:
        return encoding
    old = _locale.setlocale(LC_CTYPE)
    try:
        try:
            _locale.setlocale(LC_CTYPE, '')
        except Error:
            pass
        return getencoding()
    finally:
        _locale.setlocale(LC_CTYPE, old)
