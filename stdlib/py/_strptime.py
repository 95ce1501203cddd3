"""strptime: times out of text.

Owns the reading of formats; names of days and months are English, as in the C
locale.
Invariant: each format becomes one regular expression, kept for the next time.
"""

import re
import time
from datetime import date as _date, timedelta as _timedelta, timezone as _timezone

_WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august',
           'september', 'october', 'november', 'december']
_AM_PM = ['am', 'pm']


def _one_of(name, words):
    words = sorted((word for word in words if word), key=len, reverse=True)
    return f"(?P<{name}>{'|'.join(map(re.escape, words))})" if words else ''


def _timezones():
    # The names of standard time and of summer time, UTC and GMT always known.
    standard = {'utc', 'gmt', time.tzname[0].lower()}
    summer = {time.tzname[1].lower()} if time.daylight else set()
    return standard, summer


_DIRECTIVES = {
    'd': r'(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])',
    'f': r'(?P<f>[0-9]{1,6})',
    'H': r'(?P<H>2[0-3]|[0-1]\d|\d| \d)',
    'I': r'(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])',
    'G': r'(?P<G>\d\d\d\d)',
    'j': r'(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])',
    'm': r'(?P<m>1[0-2]|0[1-9]|[1-9])',
    'M': r'(?P<M>[0-5]\d|\d)',
    'S': r'(?P<S>6[0-1]|[0-5]\d|\d)',
    'U': r'(?P<U>5[0-3]|[0-4]\d|\d)',
    'W': r'(?P<W>5[0-3]|[0-4]\d|\d)',
    'w': r'(?P<w>[0-6])',
    'u': r'(?P<u>[1-7])',
    'V': r'(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)',
    'y': r'(?P<y>\d\d)',
    'Y': r'(?P<Y>\d\d\d\d)',
    'z': r'(?P<z>([+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?)|(?-i:Z))?',
    ':z': r'(?P<colon_z>([+-]\d\d:[0-5]\d(:[0-5]\d(\.\d{1,6})?)?)|(?-i:Z))?',
    'A': _one_of('A', _WEEKDAYS),
    'a': _one_of('a', [name[:3] for name in _WEEKDAYS]),
    'B': _one_of('B', _MONTHS),
    'b': _one_of('b', [name[:3] for name in _MONTHS]),
    'p': _one_of('p', _AM_PM),
    'n': r'\s*',
    't': r'\s*',
    '%': '%',
    **{'O' + letter: rf'(?P<{letter}>\d\d|\d| \d)' for letter in 'dmyCHIMS'},
    'Ow': r'(?P<w>\d)',
}
for _new, _old in (('k', 'H'), ('l', 'I'), ('e', 'd'), ('Oe', 'Od'), ('h', 'b'), ('P', 'p'),
                   ('Op', 'p')):
    _DIRECTIVES[_new] = _DIRECTIVES[_old]
_COMPOUND = {'D': '%m/%d/%y', 'F': '%Y-%m-%d', 'T': '%H:%M:%S', 'R': '%H:%M',
             'r': '%I:%M:%S %p', 'X': '%H:%M:%S', 'x': '%m/%d/%y', 'c': '%a %b %e %H:%M:%S %Y'}

_NO_YEAR = ("Day of month directive '%d' may not be used without a year directive. Parsing "
            "dates involving a day of month without a year is ambiguous and fails to parse "
            "leap day. Add a year to the input and format. "
            "See https://github.com/python/cpython/issues/70647.")


def _pattern(format):
    # The format as a regular expression; KeyError for a directive that is none.
    text = re.sub(r"([\\.^$*+?\(\){}\[\]|])", r"\\\1", format)
    text = re.sub(r'\s+', r'\\s+', text)
    text = re.sub(r"'", "['\u02bc]", text)
    seen = set()

    def replace(match):
        directive = match.group(1)
        seen.add(directive)
        if directive in _COMPOUND:
            return _pattern(_COMPOUND[directive])
        if directive == 'Z':
            standard, summer = _timezones()
            return _one_of('Z', standard | summer)
        return _DIRECTIVES[directive]

    text = re.sub(r'%[-_0^#]*[0-9]*([OE]?[:\\]?.?)', replace, text)
    if not seen & {'Y', 'y', 'G'}:
        if 'd' in seen:
            raise ValueError(_NO_YEAR)
        if 'e' in seen:
            import warnings
            warnings.warn(
                "Parsing dates involving a day of month without a year specified is "
                "ambiguous\nand fails to parse leap day. '%e' without a year will become an "
                "error in Python 3.17.\nTo avoid trouble, add a specific year to the input "
                "and format.\nSee https://github.com/python/cpython/issues/70647.",
                DeprecationWarning, stacklevel=5)
    return text


_regex_cache = {}


def _compiled(format):
    key = format, time.tzname, time.daylight
    regex = _regex_cache.get(key)
    if regex is None:
        try:
            regex = re.compile(_pattern(format), re.IGNORECASE)
        except KeyError as err:
            bad = err.args[0].replace(r'\s', '')
            if not bad:
                raise ValueError("stray %% in format '%s'" % format) from None
            bad = bad.replace('\\', '', 1)
            raise ValueError("'%s' is a bad directive in format '%s'" % (bad, format)) from None
        if len(_regex_cache) > 20:
            _regex_cache.clear()
        _regex_cache[key] = regex
    return regex


def _matched(data_string, format):
    for index, arg in enumerate([data_string, format]):
        if not isinstance(arg, str):
            raise TypeError("strptime() argument {} must be str, not {}".format(index, type(arg)))
    regex = _compiled(format)
    found = regex.match(data_string)
    if not found:
        raise ValueError("time data %r does not match format %r" % (data_string, format))
    rest = data_string[found.end():]
    if rest:
        if ('colon_z' in regex.groupindex and found.group('colon_z') is not None
                and rest[0] != ':'):
            raise ValueError(f"Missing colon in %:z before '{rest}', got '{data_string}'")
        raise ValueError("unconverted data remains: %s" % rest)
    return {name: value for name, value in found.groupdict().items()
            if value is not None or name in ('z', 'colon_z')}


def _year_of(found):
    if 'Y' in found:
        return int(found['Y'])
    if 'y' not in found:
        return None
    year = int(found['y'])
    if 'C' in found:
        return year + int(found['C']) * 100
    return year + (2000 if year <= 68 else 1900)


def _hour_of(found):
    if 'I' not in found:
        return int(found.get('H', 0))
    hour = int(found['I'])
    if found.get('p', '').lower() == 'pm':
        return hour if hour == 12 else hour + 12
    return 0 if hour == 12 else hour


def _weekday_of(found):
    if 'A' in found:
        return _WEEKDAYS.index(found['A'].lower())
    if 'a' in found:
        return [name[:3] for name in _WEEKDAYS].index(found['a'].lower())
    if 'w' in found:
        return (int(found['w']) - 1) % 7
    return int(found['u']) - 1 if 'u' in found else None


def _month_of(found):
    if 'm' in found:
        return int(found['m'])
    if 'B' in found:
        return _MONTHS.index(found['B'].lower()) + 1
    if 'b' in found:
        return [name[:3] for name in _MONTHS].index(found['b'].lower()) + 1
    return 1


def _offset_of(found):
    # (seconds, microseconds) of %z; (None, 0) if there is none.
    text = found.get('z') or found.get('colon_z')
    if not text:
        return None, 0
    if text == 'Z':
        return 0, 0
    z = text
    if z[3] == ':':
        z = z[:3] + z[4:]
        if len(z) > 5:
            if z[5] != ':':
                raise ValueError(f"Inconsistent use of : in {text}")
            z = z[:5] + z[6:]
    seconds = int(z[1:3]) * 3600 + int(z[3:5]) * 60 + int(z[5:7] or 0)
    fraction = int(z[8:].ljust(6, '0'))
    return (-seconds, -fraction) if z[0] == '-' else (seconds, fraction)


def _daylight_of(found):
    # 0, 1 or -1, as tm_isdst has it.
    if 'Z' not in found:
        return -1
    name = found['Z'].lower()
    for value, names in enumerate(_timezones()):
        if name in names:
            if (time.tzname[0] == time.tzname[1] and time.daylight
                    and name not in ('utc', 'gmt')):
                return -1   # the name does not tell
            return value
    return -1


def _check_iso(iso_year, iso_week, year, julian, weekday):
    weekdays = "a weekday directive ('%A', '%a', '%w', or '%u')."
    if iso_year is not None:
        if julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year "
                             "directive '%G'. Use '%Y' instead.")
        if iso_week is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive "
                             "'%V' and " + weekdays)
    elif iso_week is not None:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive "
                             "'%G' and " + weekdays)
        raise ValueError("ISO week directive '%V' is incompatible with the year directive "
                         "'%Y'. Use the ISO year '%G' instead.")


def _julian_of_week(year, week, weekday, starts_monday):
    # The day of the year of a weekday in the week that %U or %W counts.
    first = _date(year, 1, 1).weekday()
    if not starts_monday:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + (7 - first) % 7 + 7 * (week - 1) + weekday


def _date_of(found):
    # (year, month, day, weekday, day of the year)
    year, month, day = _year_of(found), _month_of(found), int(found.get('d', 1))
    weekday = _weekday_of(found)
    julian = int(found['j']) if 'j' in found else None
    iso_year = int(found['G']) if 'G' in found else None
    iso_week = int(found['V']) if 'V' in found else None
    _check_iso(iso_year, iso_week, year, julian, weekday)
    leap_day = year is None and month == 2 and day == 29
    if year is None:
        year = 1904 if leap_day else 1900
    if julian is None and weekday is not None:
        if 'U' in found or 'W' in found:
            letter = 'U' if 'U' in found else 'W'
            julian = _julian_of_week(year, int(found[letter]), weekday, letter == 'W')
            if julian <= 0:
                year -= 1
                julian += _date(year, 12, 31).toordinal() - _date(year, 1, 1).toordinal() + 1
        elif iso_year is not None:
            when = _date.fromisocalendar(iso_year, iso_week, weekday + 1)
            year, month, day = when.year, when.month, when.day
    if julian is None:
        julian = _date(year, month, day).toordinal() - _date(year, 1, 1).toordinal() + 1
    else:
        when = _date.fromordinal(julian - 1 + _date(year, 1, 1).toordinal())
        year, month, day = when.year, when.month, when.day
    if weekday is None:
        weekday = _date(year, month, day).weekday()
    return 1900 if leap_day else year, month, day, weekday, julian


def _strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    """((year, month, day, hour, minute, second, weekday, day of the year, dst, zone name,
    offset), microseconds, microseconds of the offset)"""
    found = _matched(data_string, format)
    year, month, day, weekday, julian = _date_of(found)
    offset, offset_fraction = _offset_of(found)
    fraction = int(found['f'].ljust(6, '0')) if 'f' in found else 0
    fields = (year, month, day, _hour_of(found), int(found.get('M', 0)), int(found.get('S', 0)),
              weekday, julian, _daylight_of(found), found.get('Z'), offset)
    return fields, fraction, offset_fraction


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """A struct_time."""
    return time.struct_time(_strptime(data_string, format)[0])


def _zone(name, seconds, microseconds):
    delta = _timedelta(seconds=seconds, microseconds=microseconds)
    return _timezone(delta, name) if name else _timezone(delta)


def _strptime_datetime_date(cls, data_string, format="%a %b %d %Y"):
    """A date."""
    return cls(*_strptime(data_string, format)[0][:3])


def _strptime_datetime_time(cls, data_string, format="%H:%M:%S"):
    """A time."""
    fields, fraction, offset_fraction = _strptime(data_string, format)
    args = fields[3:6] + (fraction,)
    if fields[-1] is None:
        return cls(*args)
    return cls(*args, _zone(*fields[-2:], offset_fraction))


def _strptime_datetime_datetime(cls, data_string, format="%a %b %d %H:%M:%S %Y"):
    """A datetime."""
    fields, fraction, offset_fraction = _strptime(data_string, format)
    args = fields[:6] + (fraction,)
    if fields[-1] is None:
        return cls(*args)
    return cls(*args, _zone(*fields[-2:], offset_fraction))
