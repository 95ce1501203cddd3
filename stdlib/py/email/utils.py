"""Dates, addresses and parameters in the forms that headers have them."""

import datetime
import os
import re
import time
import urllib.parse

__all__ = ['collapse_rfc2231_value', 'decode_params', 'decode_rfc2231', 'encode_rfc2231', 'formataddr', 'formatdate',
           'format_datetime', 'getaddresses', 'make_msgid', 'mktime_tz', 'parseaddr', 'parsedate', 'parsedate_tz',
           'parsedate_to_datetime', 'quote', 'unquote', 'localtime']

_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
_LONG_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november',
                'december']
# Hours and minutes as hundreds.
_ZONES = {'UT': 0, 'UTC': 0, 'GMT': 0, 'Z': 0, 'AST': -400, 'ADT': -300, 'EST': -500, 'EDT': -400, 'CST': -600, 'CDT': -500,
          'MST': -700, 'MDT': -600, 'PST': -800, 'PDT': -700}


# ---- dates

def _format(t, zone):
    return f'{_DAYS[t[6]]}, {t[2]:02d} {_MONTHS[t[1] - 1]} {t[0]:04d} {t[3]:02d}:{t[4]:02d}:{t[5]:02d} {zone}'


def format_datetime(dt, usegmt=False):
    """A datetime as a header has it; with usegmt, which UTC times alone allow, in the form of HTTP."""
    now = dt.timetuple()
    if usegmt:
        if dt.tzinfo is None or dt.tzinfo != datetime.timezone.utc:
            raise ValueError('usegmt option requires a UTC datetime')
        zone = 'GMT'
    elif dt.tzinfo is None:
        zone = '-0000'
    else:
        zone = dt.strftime('%z')
    return _format(now, zone)


def formatdate(timeval=None, localtime=False, usegmt=False):
    """A moment in seconds since 1970 (now, when it is None) as a header has it."""
    if timeval is None:
        timeval = time.time()
    dt = datetime.datetime.fromtimestamp(timeval, datetime.timezone.utc)
    if localtime:
        dt = dt.astimezone()
        usegmt = False
    elif not usegmt:
        dt = dt.replace(tzinfo=None)
    return format_datetime(dt, usegmt)


def localtime(dt=None):
    """A datetime in the local time zone; now, when it is None."""
    return (datetime.datetime.now() if dt is None else dt).astimezone()


def _month(text):
    text = text.lower()
    for names in ([m.lower() for m in _MONTHS], _LONG_MONTHS):
        if text in names:
            return names.index(text) + 1
    return None


def _parse_date(data):
    if not data:
        return None
    words = data.split()
    if not words:
        return None
    # The day of the week may be missing, or stuck to the next word.
    if words[0].endswith(',') or words[0].lower() in [d.lower() for d in _DAYS]:
        del words[0]
    elif ',' in words[0]:
        words[0] = words[0].rpartition(',')[2]
    if len(words) == 3:
        # RFC 850: 06-Nov-94 08:49:37 GMT
        words[:1] = words[0].split('-') if words[0].count('-') == 2 else words[:1]
    if len(words) == 4:
        last = words[3]
        at = last.find('+')
        at = last.find('-') if at == -1 else at
        if at > 0:
            words[3:] = [last[:at], last[at:]]
        else:
            words.append('')
    if len(words) < 5:
        return None
    day, month, year, clock, zone = words[:5]
    number = _month(month)
    if number is None:
        day, month = month, day.lower()
        number = _month(month)
        if number is None:
            return None
    day = day.removesuffix(',')
    if ':' in year:
        year, clock = clock, year
    year = year.removesuffix(',')
    if not year[:1].isdigit():
        year, zone = zone, year
    clock = clock.removesuffix(',').split(':' if ':' in clock else '.')
    if len(clock) not in (2, 3):
        return None
    try:
        year, day = int(year), int(day)
        hour, minute, second = int(clock[0]), int(clock[1]), int(clock[2]) if len(clock) == 3 else 0
    except ValueError:
        return None
    if year < 100:
        # Two digits mean the years from 1969 to 2068.
        year += 1900 if year > 68 else 2000
    offset = _ZONES.get(zone.upper())
    if offset is None:
        try:
            offset = int(zone)
        except ValueError:
            pass
        if offset == 0 and zone.startswith('-'):
            offset = None
    if offset:
        sign = -1 if offset < 0 else 1
        offset = sign * (abs(offset) // 100 * 3600 + abs(offset) % 100 * 60)
    return [year, number, day, hour, minute, second, 0, 1, -1, offset]


def parsedate_tz(data):
    """A date of a header: nine numbers as time tuples have them, and the zone's offset in seconds."""
    found = _parse_date(data)
    if found is None:
        return None
    return tuple(found[:9]) + (0 if found[9] is None else found[9],)


def parsedate(data):
    """A date of a header as a time tuple."""
    found = parsedate_tz(data)
    return found[:9] if isinstance(found, tuple) else found


def mktime_tz(data):
    """The seconds since 1970 of what parsedate_tz answers."""
    if data[9] is None:
        return time.mktime(data[:8] + (-1,))
    import calendar
    return calendar.timegm(data) - data[9]


def parsedate_to_datetime(data):
    """A date of a header as a datetime: without a zone when it is -0000."""
    found = _parse_date(data)
    if found is None:
        raise ValueError(f'Invalid date value or format "{data!s}"')
    if found[9] is None:
        return datetime.datetime(*found[:6])
    return datetime.datetime(*found[:6], tzinfo=datetime.timezone(datetime.timedelta(seconds=found[9])))


# ---- texts in quotes

def quote(str):
    """A text as it stands between quotes."""
    return str.replace('\\', '\\\\').replace('"', '\\"')


def unquote(str):
    """A text without the quotes or angle brackets around it."""
    if len(str) > 1:
        if str.startswith('"') and str.endswith('"'):
            return str[1:-1].replace('\\\\', '\\').replace('\\"', '"')
        if str.startswith('<') and str.endswith('>'):
            return str[1:-1]
    return str


# ---- parameters (RFC 2231)

def decode_rfc2231(s):
    """The parts of an extended value: [charset, language, text]."""
    parts = s.split("'", 2)
    return (None, None, s) if len(parts) <= 2 else parts


def encode_rfc2231(s, charset=None, language=None):
    """A text as an extended value."""
    s = urllib.parse.quote(s, safe='', encoding=charset or 'ascii')
    return s if charset is None and language is None else f"{charset}'{language or ''}'{s}"


_CONTINUED = re.compile(r'(?P<name>\w+)\*((?P<num>[0-9]+)\*?)?\Z', re.ASCII)


def decode_params(params):
    """Parameters with those put together that come in numbered pieces, and decoded that are extended."""
    result = [params[0]]
    pieces = {}
    for name, value in params[1:]:
        encoded = name.endswith('*')
        value = unquote(value)
        if found := _CONTINUED.match(name):
            name, number = found.group('name', 'num')
            pieces.setdefault(name, []).append((int(number) if number is not None else None, value, encoded))
        else:
            result.append((name, f'"{quote(value)}"'))
    for name, parts in pieces.items():
        parts.sort(key=lambda p: p[0] or 0)
        extended = any(p[2] for p in parts)
        value = ''.join(urllib.parse.unquote(p[1], encoding='latin-1') if p[2] else p[1] for p in parts)
        if extended:
            charset, language, value = decode_rfc2231(value)
            result.append((name, (charset, language, f'"{quote(value)}"')))
        else:
            result.append((name, f'"{quote(value)}"'))
    return result


def collapse_rfc2231_value(value, errors='replace', fallback_charset='us-ascii'):
    """The text of a parameter's value."""
    if not isinstance(value, tuple) or len(value) != 3:
        return unquote(value)
    charset, _, text = value
    try:
        return str(text.encode('raw-unicode-escape'), charset or fallback_charset, errors)
    except LookupError:
        return unquote(text)


# ---- addresses

def formataddr(pair, charset='utf-8'):
    """A pair of name and address as a header has it."""
    name, address = pair
    address.encode('ascii')
    if not name:
        return address
    quotes = '"' if re.search(r'[][\\()<>@,:;".]', name) else ''
    return f'{quotes}{quote(name)}{quotes} <{address}>'


_ADDRESS = re.compile(r'\s*(?:(?P<name>(?:"(?:[^"\\]|\\.)*"|[^"<,])*)<(?P<angle>[^>]*)>|(?P<plain>[^,]+))\s*(?:,|\Z)')


def getaddresses(fieldvalues, *, strict=True):
    """The pairs of name and address in headers."""
    result = []
    for found in _ADDRESS.finditer(', '.join(str(v) for v in fieldvalues)):
        if found['angle'] is not None:
            result.append((unquote(found['name'].strip()), found['angle'].strip()))
        else:
            plain, _, comment = found['plain'].strip().partition('(')
            result.append((comment.rstrip(')').strip(), plain.strip()))
    return result


def parseaddr(addr, *, strict=True):
    """The name and the address in a header; two empty texts when there is none."""
    if isinstance(addr, list):
        addr = addr[0] if addr else ''
    found = getaddresses([addr])
    return found[0] if len(found) == 1 else ('', '')


def make_msgid(idstring=None, domain=None):
    """A name for a message that no other has."""
    import random
    import socket
    parts = [str(int(time.time() * 100)), str(os.getpid()), str(random.getrandbits(64))]
    if idstring is not None:
        parts.append(idstring)
    return f'<{".".join(parts)}@{domain or socket.getfqdn()}>'
