"""time: a time of day, with or without a time zone."""

from datetime._delta import timedelta, _full_name
from datetime._date import _state_bytes
from datetime._parts import (check_time_fields, format_offset, format_time, parse_iso_time,
                             wrap_strftime)
from datetime._zone import check_tzinfo_arg, check_tzname, check_utc_offset, timezone
from datetime._zone import tzinfo as _tzinfo_class

__name__ = 'datetime'


def zone_of(offset):
    """The timezone that parse_iso_time() means."""
    if offset is None:
        return None
    if offset == 'UTC':
        return timezone.utc
    sign, (hour, minute, second, micro) = offset
    delta = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)
    return timezone(sign * delta)


class time:
    """A time of day: time(hour, minute, second, microsecond, tzinfo, fold=0)"""

    __slots__ = ('_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_hashcode', '_fold')

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if (isinstance(hour, (bytes, str)) and len(hour) == 6
                and ord(hour[0:1]) & 0x7F < 24):
            self = object.__new__(cls)
            self.__setstate(_state_bytes(hour), minute or None)
            self._hashcode = -1
            return self
        hour, minute, second, microsecond, fold = check_time_fields(
            hour, minute, second, microsecond, fold)
        check_tzinfo_arg(tzinfo)
        self = object.__new__(cls)
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._hashcode = -1
        self._fold = fold
        return self

    @classmethod
    def strptime(cls, string, format, /):
        """The time of a text in a format."""
        import _strptime
        return _strptime._strptime_datetime_time(cls, string, format)

    @property
    def hour(self):
        """0 to 23"""
        return self._hour

    @property
    def minute(self):
        """0 to 59"""
        return self._minute

    @property
    def second(self):
        """0 to 59"""
        return self._second

    @property
    def microsecond(self):
        """0 to 999999"""
        return self._microsecond

    @property
    def tzinfo(self):
        """The time zone, or None."""
        return self._tzinfo

    @property
    def fold(self):
        """1 for the second of two times that the clock shows when it is put back."""
        return self._fold

    # ---- comparison ---------------------------------------------------------

    def __eq__(self, other):
        if isinstance(other, time):
            return self._cmp(other, allow_mixed=True) == 0
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, time):
            return self._cmp(other) <= 0
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, time):
            return self._cmp(other) < 0
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, time):
            return self._cmp(other) >= 0
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, time):
            return self._cmp(other) > 0
        return NotImplemented

    def _cmp(self, other, allow_mixed=False):
        mine = theirs = None
        if self._tzinfo is other._tzinfo:
            same = True
        else:
            mine, theirs = self.utcoffset(), other.utcoffset()
            same = mine == theirs
        if same:
            a = self._hour, self._minute, self._second, self._microsecond
            b = other._hour, other._minute, other._second, other._microsecond
        elif mine is None or theirs is None:
            if allow_mixed:
                return 2
            raise TypeError("can't compare offset-naive and offset-aware times")
        else:
            a, b = self._in_utc(mine), other._in_utc(theirs)
        return (a > b) - (a < b)

    def _in_utc(self, offset):
        return timedelta(hours=self._hour, minutes=self._minute, seconds=self._second,
                         microseconds=self._microsecond) - offset

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self._fold else self
            offset = t.utcoffset()
            if offset is None:
                self._hashcode = hash(t._getstate()[0])
            else:
                self._hashcode = hash(t._in_utc(offset))
        return self._hashcode

    # ---- as text ------------------------------------------------------------

    def __repr__(self):
        text = f"{self._hour}, {self._minute}"
        if self._microsecond:
            text += f", {self._second}, {self._microsecond}"
        elif self._second:
            text += f", {self._second}"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += ", fold=1"
        return f"{_full_name(self)}({text})"

    def isoformat(self, timespec='auto'):
        """HH:MM:SS[.ffffff][+HH:MM]; timespec says how exact."""
        return (format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
                + format_offset(self.utcoffset()))

    def __str__(self):
        return self.isoformat()

    @classmethod
    def fromisoformat(cls, string, /):
        """The time of a text as in ISO 8601."""
        if not isinstance(string, str):
            raise TypeError('fromisoformat() argument must be str, '
                            f'not {type(string).__name__}')
        try:
            fields, offset = parse_iso_time(string.removeprefix('T'))
            if fields[0] == 24:
                if any(fields[1:]):
                    raise ValueError
                fields[0] = 0       # midnight, at the other end
            zone = zone_of(offset)
        except Exception:
            raise ValueError(f'Invalid isoformat string: {string!r}') from None
        return cls(*fields, zone)

    def strftime(self, format):
        """The time in a format; the date is 1900-01-01."""
        return wrap_strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second,
                                            0, 1, -1))

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError("__format__() argument 1 must be str, not %s" % type(fmt).__name__)
        return self.strftime(fmt) if fmt else str(self)

    # ---- time zone ----------------------------------------------------------

    def utcoffset(self):
        """What the zone says its offset is."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        check_utc_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """What the zone says its name is."""
        if self._tzinfo is None:
            return None
        name = self._tzinfo.tzname(None)
        check_tzname(name)
        return name

    def dst(self):
        """What the zone says of daylight saving time."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(None)
        check_utc_offset("dst", offset)
        return offset

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *,
                fold=None):
        """The time with some parts changed."""
        return type(self)(
            self._hour if hour is None else hour,
            self._minute if minute is None else minute,
            self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo,
            fold=self._fold if fold is None else fold)

    __replace__ = replace

    # ---- pickling -----------------------------------------------------------

    def _getstate(self, protocol=3):
        us2, us3 = divmod(self._microsecond, 256)
        us1, us2 = divmod(us2, 256)
        hour = self._hour + 128 if self._fold and protocol > 3 else self._hour
        state = bytes([hour, self._minute, self._second, us1, us2, us3])
        return (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __setstate(self, string, tzinfo):
        if tzinfo is not None and not isinstance(tzinfo, _tzinfo_class):
            raise TypeError("bad tzinfo state arg")
        hour, self._minute, self._second, us1, us2, us3 = string
        self._fold, self._hour = (1, hour - 128) if hour > 127 else (0, hour)
        self._microsecond = us1 << 16 | us2 << 8 | us3
        self._tzinfo = tzinfo

    def __reduce_ex__(self, protocol):
        return self.__class__, self._getstate(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)
