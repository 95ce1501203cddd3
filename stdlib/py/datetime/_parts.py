"""Calendar arithmetic, checks of fields, and ISO 8601 texts.

Invariant: days are numbered from 1 for 0001-01-01 in the Gregorian calendar,
extended without end in both directions.
"""

import time as _time
from operator import index as _index

__name__ = 'datetime'

MINYEAR = 1
MAXYEAR = 9999
_MAXORDINAL = 3652059

_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
MONTHNAMES = (None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
              "Nov", "Dec")
DAYNAMES = (None, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# Days in 400, 100 and 4 years.
_DI400Y = 146097
_DI100Y = 36524
_DI4Y = 1461


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def days_in_month(year, month):
    return 29 if month == 2 and is_leap(year) else _DAYS_IN_MONTH[month]


def days_before_month(year, month):
    return _DAYS_BEFORE_MONTH[month] + (month > 2 and is_leap(year))


def ymd2ord(year, month, day):
    return days_before_year(year) + days_before_month(year, month) + day


def ord2ymd(n):
    n -= 1
    n400, n = divmod(n, _DI400Y)
    n100, n = divmod(n, _DI100Y)
    n4, n = divmod(n, _DI4Y)
    n1, n = divmod(n, 365)
    year = n400 * 400 + 1 + n100 * 100 + n4 * 4 + n1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31     # the last day of a leap year
    leap = n1 == 3 and (n4 != 24 or n100 == 3)
    month = (n + 50) >> 5           # right, or one too many
    before = _DAYS_BEFORE_MONTH[month] + (month > 2 and leap)
    if before > n:
        month -= 1
        before -= _DAYS_IN_MONTH[month] + (month == 2 and leap)
    return year, month, n - before + 1


def isoweek1monday(year):
    """The day on which the first ISO week of a year starts."""
    first = ymd2ord(year, 1, 1)
    weekday = (first + 6) % 7
    monday = first - weekday
    return monday + 7 if weekday > 3 else monday


def isoweek_to_gregorian(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {year}")
    if not 0 < week < 53:
        # A year has 53 weeks if it starts on a Thursday, or is leap and on a Wednesday.
        first = ymd2ord(year, 1, 1) % 7
        if week != 53 or not (first == 4 or first == 3 and is_leap(year)):
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    return ord2ymd(isoweek1monday(year) + (week - 1) * 7 + day - 1)


# ---- checks -----------------------------------------------------------------

def check_date_fields(year, month, day):
    year = _index(year)
    month = _index(month)
    day = _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {year}")
    if not 1 <= month <= 12:
        raise ValueError(f"month must be in 1..12, not {month}")
    last = days_in_month(year, month)
    if not 1 <= day <= last:
        raise ValueError(f"day {day} must be in range 1..{last} for month {month} in year {year}")
    return year, month, day


def check_time_fields(hour, minute, second, microsecond, fold):
    hour = _index(hour)
    minute = _index(minute)
    second = _index(second)
    microsecond = _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError(f"hour must be in 0..23, not {hour}")
    if not 0 <= minute <= 59:
        raise ValueError(f"minute must be in 0..59, not {minute}")
    if not 0 <= second <= 59:
        raise ValueError(f"second must be in 0..59, not {second}")
    if not 0 <= microsecond <= 999999:
        raise ValueError(f"microsecond must be in 0..999999, not {microsecond}")
    if fold not in (0, 1):
        raise ValueError(f"fold must be either 0 or 1, not {fold}")
    return hour, minute, second, microsecond, fold


# ---- formatting -------------------------------------------------------------

_SPECS = {
    'hours': '{:02d}',
    'minutes': '{:02d}:{:02d}',
    'seconds': '{:02d}:{:02d}:{:02d}',
    'milliseconds': '{:02d}:{:02d}:{:02d}.{:03d}',
    'microseconds': '{:02d}:{:02d}:{:02d}.{:06d}',
}


def format_time(hour, minute, second, microsecond, timespec='auto'):
    if not isinstance(timespec, str):
        raise TypeError("isoformat() argument 'timespec' must be str, "
                        f"not {type(timespec).__name__}")
    if timespec == 'auto':
        timespec = 'microseconds' if microsecond else 'seconds'
    elif timespec == 'milliseconds':
        microsecond //= 1000
    try:
        text = _SPECS[timespec]
    except KeyError:
        raise ValueError('Unknown timespec value') from None
    return text.format(hour, minute, second, microsecond)


def format_offset(offset, sep=':'):
    """+HH:MM, with seconds and microseconds if there are any; '' for None."""
    if offset is None:
        return ''
    sign = '+'
    total = (offset.days * 86400 + offset.seconds) * 1000000 + offset.microseconds
    if total < 0:
        sign, total = '-', -total
    total, micro = divmod(total, 1000000)
    minutes, seconds = divmod(total, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{sign}{hours:02d}{sep}{minutes:02d}"
    if seconds or micro:
        text += f"{sep}{seconds:02d}"
        if micro:
            text += f'.{micro:06d}'
    return text


def wrap_strftime(obj, format, timetuple):
    """time.strftime() with %f, %z, %:z and %Z for an object."""
    pieces = []
    i, n = 0, len(format)
    while i < n:
        j = format.find('%', i)
        if j < 0 or j + 1 >= n:
            pieces.append(format[i:])
            break
        pieces.append(format[i:j])
        code = format[j + 1]
        i = j + 2
        if code == 'f':
            pieces.append('%06d' % getattr(obj, 'microsecond', 0))
        elif code == 'z':
            pieces.append(_offset_text(obj, ''))
        elif code == ':' and format[i:i + 1] == 'z':
            i += 1
            pieces.append(_offset_text(obj, ':'))
        elif code == 'Z':
            name = obj.tzname() if hasattr(obj, 'tzname') else None
            pieces.append('' if name is None else name.replace('%', '%%'))
        elif code == 'Y' or code == 'G':
            year = obj.year if code == 'Y' and hasattr(obj, 'year') else None
            if year is None and hasattr(obj, 'isocalendar'):
                year = obj.isocalendar()[0]
            pieces.append('%' + code if year is None else '%04d' % year)
        elif code == 'C' and hasattr(obj, 'year'):
            pieces.append('%02d' % (obj.year // 100))
        elif code == 'F' and hasattr(obj, 'year'):
            pieces.append('%04d-%%m-%%d' % obj.year)
        else:
            pieces.append('%' + code)
    return _time.strftime(''.join(pieces), timetuple)


def _offset_text(obj, sep):
    if not hasattr(obj, 'utcoffset'):
        return ''
    return format_offset(obj.utcoffset(), sep)


# ---- parsing ISO 8601 -------------------------------------------------------

def _digits(text, start, end):
    part = text[start:end]
    if len(part) != end - start or not (part.isascii() and part.isdigit()):
        raise ValueError
    return int(part)


def parse_iso_date(text):
    """(year, month, day) of YYYY-MM-DD, YYYYMMDD or a week date."""
    n = len(text)
    if n not in (7, 8, 10):
        raise ValueError
    year = _digits(text, 0, 4)
    sep = text[4:5] == '-'
    i = 4 + sep
    if text[i:i + 1] == 'W':
        week = _digits(text, i + 1, i + 3)
        i += 3
        day = 1
        if n > i:
            if (text[i:i + 1] == '-') != sep:
                raise ValueError("Inconsistent use of dash separator")
            i += sep
            day = _digits(text, i, i + 1)
            i += 1
        if i != n:
            raise ValueError
        return isoweek_to_gregorian(year, week, day)
    month = _digits(text, i, i + 2)
    i += 2
    if (text[i:i + 1] == '-') != sep:
        raise ValueError("Inconsistent use of dash separator")
    day = _digits(text, i + sep, i + sep + 2)
    if i + sep + 2 != n:
        raise ValueError
    return year, month, day


def _parse_hms(text):
    # [hour, minute, second, microsecond] of HH[[:]MM[[:]SS[.fff...]]]
    result = [0, 0, 0, 0]
    n = len(text)
    i = 0
    sep = text[2:3] == ':'
    for part in range(3):
        result[part] = _digits(text, i, i + 2)
        i += 2
        following = text[i:i + 1]
        if not following or part >= 2:
            break
        if sep and following == ':':
            i += 1
        elif sep or not following.isdigit():
            raise ValueError("Invalid time separator: %s" % following)
    if i < n:
        if text[i] not in '.,' or part != 2:
            raise ValueError
        fraction = text[i + 1:]
        if not fraction or not (fraction.isascii() and fraction.isdigit()):
            raise ValueError
        result[3] = int(fraction[:6].ljust(6, '0'))
    return result


def parse_iso_time(text):
    """([hour, minute, second, microsecond], offset); the offset None, 'UTC' or as
    (sign, the same four)."""
    if len(text) < 2:
        raise ValueError("Isoformat time too short")
    place = max(text.find(sign) for sign in '-+Z')
    offset = None
    if place >= 0:
        zone = text[place + 1:]
        if text[place] == 'Z':
            if zone:
                raise ValueError("Malformed time zone string")
            offset = 'UTC'
        else:
            if len(zone) in (0, 1, 3) or '-' in zone or '+' in zone:
                raise ValueError("Malformed time zone string")
            offset = (-1 if text[place] == '-' else 1, _parse_hms(zone))
            if offset[1][1] > 59 or offset[1][2] > 59:
                raise ValueError("Malformed time zone string")
        text = text[:place]
    return _parse_hms(text), offset


def find_iso_separator(text):
    """Where the date ends in the text of a date and time."""
    n = len(text)
    if n == 7:
        return 7
    if text[4:5] == '-':
        if text[5:6] == 'W':
            if n < 8:
                raise ValueError("Invalid ISO string")
            if n > 8 and text[8] == '-':
                if n == 9:
                    raise ValueError("Invalid ISO string")
                # YYYY-Www-D, or a time with an offset that starts by a hyphen.
                if n > 10 and text[10].isdigit():
                    return 8
                return 10
            return 8
        return 10
    if text[4:5] == 'W':
        i = 7
        while i < n and text[i].isdigit():
            i += 1
        if i < 9:
            return i
        return 7 if i % 2 == 0 else 8
    return 8
