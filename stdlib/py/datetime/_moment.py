"""datetime: a date with a time of day."""

import math as _math
import time as _clock
from datetime._date import _state_bytes, build_struct_time, date
from datetime._delta import timedelta, _full_name
from datetime._parts import (DAYNAMES, MONTHNAMES, _MAXORDINAL, check_date_fields,
                             check_time_fields, days_in_month, find_iso_separator,
                             format_offset, format_time, ord2ymd, parse_iso_date,
                             parse_iso_time, ymd2ord)
from datetime._time import time, zone_of
from datetime._zone import check_tzinfo_arg, check_tzname, check_utc_offset, timezone
from datetime._zone import tzinfo as _tzinfo_class

__name__ = 'datetime'

_time_class = time


class datetime(date):
    """datetime(year, month, day, hour, minute, second, microsecond, tzinfo, fold=0)"""

    __slots__ = time.__slots__

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0,
                tzinfo=None, *, fold=0):
        if (isinstance(year, (bytes, str)) and len(year) == 10
                and 1 <= ord(year[2:3]) & 0x7F <= 12):
            self = object.__new__(cls)
            self.__setstate(_state_bytes(year), month)
            self._hashcode = -1
            return self
        if month is None:
            raise TypeError("datetime() missing required argument 'month' (pos 2)")
        if day is None:
            raise TypeError("datetime() missing required argument 'day' (pos 3)")
        year, month, day = check_date_fields(year, month, day)
        hour, minute, second, microsecond, fold = check_time_fields(
            hour, minute, second, microsecond, fold)
        check_tzinfo_arg(tzinfo)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._hashcode = -1
        self._fold = fold
        return self

    hour = property(lambda self: self._hour, doc="0 to 23")
    minute = property(lambda self: self._minute, doc="0 to 59")
    second = property(lambda self: self._second, doc="0 to 59")
    microsecond = property(lambda self: self._microsecond, doc="0 to 999999")
    tzinfo = property(lambda self: self._tzinfo, doc="The time zone, or None.")
    fold = property(lambda self: self._fold, doc="1 for the second of two equal local times.")

    # ---- other ways to make one ---------------------------------------------

    @classmethod
    def _fromtimestamp(cls, t, utc, tz):
        if isinstance(t, float):
            if t != t:
                raise ValueError("Invalid value NaN (not a number)")
            fraction, t = _math.modf(t)
            us = round(fraction * 1e6)
            if us >= 1000000:
                t += 1
                us -= 1000000
            elif us < 0:
                t -= 1
                us += 1000000
        elif isinstance(t, int):
            us = 0
        else:
            # Other exact numbers, or what can be used as an integer.
            try:
                t, us = divmod(round(t * 1000000), 1000000)
            except TypeError:
                us = 0
        convert = _clock.gmtime if utc else _clock.localtime
        y, m, d, hh, mm, ss, *_ = convert(t)
        result = cls(y, m, d, hh, mm, min(ss, 59), us, tz)
        if tz is None and not utc:
            # Where the clock was put back less than a day ago, a time occurs twice.
            seconds = 24 * 3600
            y, m, d, hh, mm, ss = convert(t - seconds)[:6]
            before = cls(y, m, d, hh, mm, min(ss, 59), us, tz)
            jump = result - before - timedelta(0, seconds)
            if jump.days < 0:
                y, m, d, hh, mm, ss = convert(t + jump // timedelta(0, 1))[:6]
                if cls(y, m, d, hh, mm, min(ss, 59), us, tz) == result:
                    result._fold = 1
        elif tz is not None:
            result = tz.fromutc(result)
        return result

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The local time of a POSIX timestamp, or that in tz."""
        check_tzinfo_arg(tz)
        return cls._fromtimestamp(timestamp, tz is not None, tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        """Deprecated: the UTC time of a POSIX timestamp, without a zone."""
        import warnings
        warnings.warn("datetime.datetime.utcfromtimestamp() is deprecated and scheduled for "
                      "removal in a future version. Use timezone-aware "
                      "objects to represent datetimes in UTC: "
                      "datetime.datetime.fromtimestamp(timestamp, datetime.UTC).",
                      DeprecationWarning, stacklevel=2)
        return cls._fromtimestamp(timestamp, True, None)

    @classmethod
    def now(cls, tz=None):
        """The time now, local or in tz."""
        return cls.fromtimestamp(_clock.time(), tz)

    @classmethod
    def utcnow(cls):
        """Deprecated: the UTC time now, without a zone."""
        import warnings
        warnings.warn("datetime.datetime.utcnow() is deprecated and scheduled for "
                      "removal in a future version. Use timezone-aware "
                      "objects to represent datetimes in UTC: "
                      "datetime.datetime.now(datetime.UTC).",
                      DeprecationWarning, stacklevel=2)
        return cls._fromtimestamp(_clock.time(), True, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A date and a time put together."""
        if not isinstance(date, _date_class):
            raise TypeError("combine() argument 'date' must be datetime.date, "
                            f"not {type(date).__name__}")
        if not isinstance(time, _time_class):
            raise TypeError("combine() argument 'time' must be datetime.time, "
                            f"not {type(time).__name__}")
        if tzinfo is True:
            tzinfo = time.tzinfo
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second,
                   time.microsecond, tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, string, /):
        """The date and time of a text as in ISO 8601."""
        if not isinstance(string, str):
            raise TypeError('fromisoformat() argument must be str, '
                            f'not {type(string).__name__}')
        invalid = f'Invalid isoformat string: {string!r}'
        if len(string) < 7:
            raise ValueError(invalid)
        try:
            place = find_iso_separator(string)
            fields = list(parse_iso_date(string[:place]))
            text = string[place + 1:]
            if len(string) == place + 1:
                raise ValueError
            clock, offset = parse_iso_time(text) if text else ([0, 0, 0, 0], None)
            zone = zone_of(offset)
        except ValueError:
            raise ValueError(invalid) from None
        next_day = clock[0] == 24
        if next_day:
            # The end of one day is the start of the next.
            if any(clock[1:]):
                raise ValueError("minute, second, and microsecond must be 0 when hour is 24")
            clock[0] = 0
            if 1 <= fields[1] <= 12 and 1 <= fields[2] <= days_in_month(fields[0], fields[1]):
                fields = list(ord2ymd(ymd2ord(*fields) + 1))
        return cls(*fields, *clock, zone)

    @classmethod
    def strptime(cls, date_string, format, /):
        """The date and time of a text in a format."""
        import _strptime
        return _strptime._strptime_datetime_datetime(cls, date_string, format)

    # ---- in other forms -----------------------------------------------------

    def timetuple(self):
        """The local fields as a struct_time."""
        dst = self.dst()
        dst = -1 if dst is None else 1 if dst else 0
        return build_struct_time(self.year, self.month, self.day, self.hour, self.minute,
                                 self.second, dst)

    def _mktime(self):
        # The POSIX timestamp of local fields, the earlier or later one by `fold`.
        epoch = datetime(1970, 1, 1)
        max_fold_seconds = 24 * 3600
        t = (self - epoch) // timedelta(0, 1)

        def local(u):
            y, m, d, hh, mm, ss = _clock.localtime(u)[:6]
            return (datetime(y, m, d, hh, mm, min(ss, 59)) - epoch) // timedelta(0, 1)

        # local(u) = u + a: find u by the offset a that holds around it.
        a = local(t) - t
        u1 = t - a
        t1 = local(u1)
        if t1 == t:
            # One solution; another may be on the other side of a jump.
            u2 = u1 + (-max_fold_seconds, max_fold_seconds)[self.fold]
            b = local(u2) - u2
            if a == b:
                return u1
        else:
            b = t1 - u1
            assert a != b
        u2 = t - b
        t2 = local(u2)
        if t2 == t:
            return u2
        if t1 == t:
            return u1
        # No clock ever showed it: it was put forward over this time.
        return (max, min)[self.fold](u1, u2)

    def timestamp(self):
        """Seconds since 1970-01-01 in UTC."""
        if self._tzinfo is None:
            return self._mktime() + self.microsecond / 1e6
        return (self - _EPOCH).total_seconds()

    def utctimetuple(self):
        """The fields in UTC as a struct_time."""
        offset = self.utcoffset()
        if offset:
            self -= offset
        return build_struct_time(self.year, self.month, self.day, self.hour, self.minute,
                                 self.second, 0)

    def date(self):
        """The date alone."""
        return date(self._year, self._month, self._day)

    def time(self):
        """The time alone, without its zone."""
        return time(self.hour, self.minute, self.second, self.microsecond, fold=self.fold)

    def timetz(self):
        """The time alone, with its zone."""
        return time(self.hour, self.minute, self.second, self.microsecond, self._tzinfo,
                    fold=self.fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=True, *, fold=None):
        """The same with some parts changed."""
        return type(self)(
            self._year if year is None else year,
            self._month if month is None else month,
            self._day if day is None else day,
            self._hour if hour is None else hour,
            self._minute if minute is None else minute,
            self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo,
            fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _local_timezone(self):
        if self._tzinfo is None:
            ts = self._mktime()
            # In a gap, the two meanings of the time differ by more than the clock shows.
            ts2 = self.replace(fold=1 - self.fold)._mktime()
            if ts2 != ts and (ts2 > ts) == self.fold:
                ts = ts2
        else:
            ts = (self - _EPOCH) // timedelta(seconds=1)
        local = _clock.localtime(ts)
        return timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)

    def astimezone(self, tz=None):
        """The same instant in another zone, by default the local one."""
        if tz is None:
            tz = self._local_timezone()
        else:
            check_tzinfo_arg(tz)
        mine = self._tzinfo
        offset = None
        if mine is not None:
            offset = mine.utcoffset(self)
        if mine is None or offset is None:
            mine = self.replace(tzinfo=None)._local_timezone()
            offset = mine.utcoffset(self)
        if tz is mine:
            return self
        utc = (self - offset).replace(tzinfo=tz)
        return tz.fromutc(utc)

    # ---- as text ------------------------------------------------------------

    def ctime(self):
        """The date and time as C's ctime() has it."""
        weekday = self.toordinal() % 7 or 7
        return "%s %s %2d %02d:%02d:%02d %04d" % (
            DAYNAMES[weekday], MONTHNAMES[self._month], self._day, self._hour, self._minute,
            self._second, self._year)

    def isoformat(self, sep='T', timespec='auto'):
        """YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM]; timespec says how exact."""
        if not isinstance(sep, str):
            raise TypeError("isoformat() argument 'sep' must be a unicode character, "
                            f"not {type(sep).__name__}")
        if len(sep) != 1:
            raise TypeError("isoformat(): argument 'sep' must be a unicode character, "
                            f"not a string of length {len(sep)}")
        return ("%04d-%02d-%02d%c" % (self._year, self._month, self._day, sep)
                + format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
                + format_offset(self.utcoffset()))

    def __repr__(self):
        fields = [self._year, self._month, self._day, self._hour, self._minute, self._second,
                  self._microsecond]
        if not fields[-1]:
            fields.pop()
            if not fields[-1]:
                fields.pop()
        text = ', '.join(map(str, fields))
        if self._fold:
            text += ", fold=1"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        return f"{_full_name(self)}({text})"

    def __str__(self):
        return self.isoformat(sep=' ')

    # ---- time zone ----------------------------------------------------------

    def utcoffset(self):
        """What the zone says its offset is, at this time."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        check_utc_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """What the zone says its name is, at this time."""
        if self._tzinfo is None:
            return None
        name = self._tzinfo.tzname(self)
        check_tzname(name)
        return name

    def dst(self):
        """What the zone says of daylight saving time, at this time."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(self)
        check_utc_offset("dst", offset)
        return offset

    # ---- comparison and arithmetic ------------------------------------------

    def __eq__(self, other):
        if isinstance(other, datetime):
            return self._cmp(other, allow_mixed=True) == 0
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, datetime):
            return self._cmp(other) <= 0
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, datetime):
            return self._cmp(other) < 0
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, datetime):
            return self._cmp(other) >= 0
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, datetime):
            return self._cmp(other) > 0
        return NotImplemented

    def _fields(self):
        return (self._year, self._month, self._day, self._hour, self._minute, self._second,
                self._microsecond)

    def _cmp(self, other, allow_mixed=False):
        mine = theirs = None
        if self._tzinfo is other._tzinfo:
            same = True
        else:
            mine, theirs = self.utcoffset(), other.utcoffset()
            if allow_mixed:
                # A time whose meaning depends on fold equals none in another zone.
                if mine != self.replace(fold=not self.fold).utcoffset():
                    return 2
                if theirs != other.replace(fold=not other.fold).utcoffset():
                    return 2
            same = mine == theirs
        if same:
            a, b = self._fields(), other._fields()
            return (a > b) - (a < b)
        if mine is None or theirs is None:
            if allow_mixed:
                return 2
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        diff = self - other
        return -1 if diff.days < 0 else 1 if diff else 0

    def _microseconds(self):
        return ((self.toordinal() * 86400 + self._hour * 3600 + self._minute * 60
                 + self._second) * 1000000 + self._microsecond)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        days, us = divmod(self._microseconds() + other._to_microseconds(), 86400000000)
        if not 0 < days <= _MAXORDINAL:
            raise OverflowError("date value out of range")
        seconds, us = divmod(us, 1000000)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return type(self)(*ord2ymd(days), hour, minute, second, us, tzinfo=self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if not isinstance(other, datetime):
            if isinstance(other, timedelta):
                return self + -other
            return NotImplemented
        base = timedelta._of(self._microseconds() - other._microseconds())
        if self._tzinfo is other._tzinfo:
            return base
        mine, theirs = self.utcoffset(), other.utcoffset()
        if mine == theirs:
            return base
        if mine is None or theirs is None:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return base + theirs - mine

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self.fold else self
            offset = t.utcoffset()
            if offset is None:
                self._hashcode = hash(t._getstate()[0])
            else:
                days = ymd2ord(self.year, self.month, self.day)
                seconds = self.hour * 3600 + self.minute * 60 + self.second
                self._hashcode = hash(timedelta(days, seconds, self.microsecond) - offset)
        return self._hashcode

    # ---- pickling -----------------------------------------------------------

    def _getstate(self, protocol=3):
        yhi, ylo = divmod(self._year, 256)
        us2, us3 = divmod(self._microsecond, 256)
        us1, us2 = divmod(us2, 256)
        month = self._month + 128 if self._fold and protocol > 3 else self._month
        state = bytes([yhi, ylo, month, self._day, self._hour, self._minute, self._second,
                       us1, us2, us3])
        return (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __setstate(self, string, tzinfo):
        if tzinfo is not None and not isinstance(tzinfo, _tzinfo_class):
            raise TypeError("bad tzinfo state arg")
        (yhi, ylo, month, self._day, self._hour, self._minute, self._second,
         us1, us2, us3) = string
        self._fold, self._month = (1, month - 128) if month > 127 else (0, month)
        self._year = yhi * 256 + ylo
        self._microsecond = us1 << 16 | us2 << 8 | us3
        self._tzinfo = tzinfo

    def __reduce_ex__(self, protocol):
        return self.__class__, self._getstate(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


_date_class = date
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
