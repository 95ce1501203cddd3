"""date: a day of the calendar."""

import time as _time
from datetime._delta import timedelta, _full_name
from datetime._parts import (DAYNAMES, MAXYEAR, MONTHNAMES, _MAXORDINAL, check_date_fields,
                             days_before_month, isoweek1monday, isoweek_to_gregorian, ord2ymd,
                             parse_iso_date, wrap_strftime, ymd2ord)

__name__ = 'datetime'


class IsoCalendarDate(tuple):
    """Year, week and weekday as ISO 8601 counts."""

    def __new__(cls, year, week, weekday, /):
        return super().__new__(cls, (year, week, weekday))

    @property
    def year(self):
        """The year of the week's Thursday."""
        return self[0]

    @property
    def week(self):
        """The week, from 1 to 53."""
        return self[1]

    @property
    def weekday(self):
        """The day, 1 for Monday."""
        return self[2]

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return f'{_full_name(self)}(year={self[0]}, week={self[1]}, weekday={self[2]})'


def build_struct_time(y, m, d, hh, mm, ss, dst):
    wday = (ymd2ord(y, m, d) + 6) % 7
    yday = days_before_month(y, m) + d
    return _time.struct_time((y, m, d, hh, mm, ss, wday, yday, dst))


def _state_bytes(state):
    # Old pickles give text that stands for bytes.
    if isinstance(state, str):
        try:
            return state.encode('latin1')
        except UnicodeEncodeError:
            raise ValueError(
                "Failed to encode latin1 string when unpickling a date object. "
                "pickle.load(data, encoding='latin1') is assumed.") from None
    return state


class date:
    """A day: date(year, month, day)"""

    __slots__ = '_year', '_month', '_day', '_hashcode'

    def __new__(cls, year, month=None, day=None):
        if (month is None and isinstance(year, (bytes, str)) and len(year) == 4
                and 1 <= ord(year[2:3]) <= 12):
            self = object.__new__(cls)
            self.__setstate(_state_bytes(year))
            self._hashcode = -1
            return self
        if month is None:
            raise TypeError(f"date() missing required argument 'month' (pos 2)")
        if day is None:
            raise TypeError(f"date() missing required argument 'day' (pos 3)")
        year, month, day = check_date_fields(year, month, day)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        self._hashcode = -1
        return self

    # ---- other ways to make one ---------------------------------------------

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """The local date of a POSIX timestamp."""
        if timestamp is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        y, m, d, *_ = _time.localtime(timestamp)
        return cls(y, m, d)

    @classmethod
    def today(cls):
        """The local date now."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal, /):
        """The date of a day number, 1 for 0001-01-01."""
        if ordinal < 1:
            raise ValueError("ordinal must be >= 1")
        return cls(*ord2ymd(ordinal))

    @classmethod
    def fromisoformat(cls, string, /):
        """The date of a text as in ISO 8601."""
        if not isinstance(string, str):
            raise TypeError('fromisoformat() argument must be str, '
                            f'not {type(string).__name__}')
        try:
            parts = parse_iso_date(string)
        except Exception:
            raise ValueError(f'Invalid isoformat string: {string!r}') from None
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The date of an ISO year, week and weekday."""
        return cls(*isoweek_to_gregorian(year, week, day))

    @classmethod
    def strptime(cls, string, format, /):
        """The date of a text in a format."""
        import _strptime
        return _strptime._strptime_datetime_date(cls, string, format)

    # ---- as text ------------------------------------------------------------

    def __repr__(self):
        return f"{_full_name(self)}({self._year}, {self._month}, {self._day})"

    def ctime(self):
        """The date as C's ctime() has it."""
        weekday = self.toordinal() % 7 or 7
        return "%s %s %2d 00:00:00 %04d" % (DAYNAMES[weekday], MONTHNAMES[self._month],
                                            self._day, self._year)

    def strftime(self, format):
        """The date in a format."""
        return wrap_strftime(self, format, self.timetuple())

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError("__format__() argument 1 must be str, not %s" % type(fmt).__name__)
        return self.strftime(fmt) if fmt else str(self)

    def isoformat(self):
        """YYYY-MM-DD"""
        return "%04d-%02d-%02d" % (self._year, self._month, self._day)

    __str__ = isoformat

    # ---- its parts ----------------------------------------------------------

    @property
    def year(self):
        """1 to 9999"""
        return self._year

    @property
    def month(self):
        """1 to 12"""
        return self._month

    @property
    def day(self):
        """1 to 31"""
        return self._day

    def timetuple(self):
        """The date as a struct_time at midnight."""
        return build_struct_time(self._year, self._month, self._day, 0, 0, 0, -1)

    def toordinal(self):
        """The day's number, 1 for 0001-01-01."""
        return ymd2ord(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """The date with some parts changed."""
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day)

    __replace__ = replace

    # ---- comparison and arithmetic ------------------------------------------

    def __eq__(self, other):
        if isinstance(other, date) and not _is_datetime(other):
            return self._cmp(other) == 0
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, date) and not _is_datetime(other):
            return self._cmp(other) <= 0
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, date) and not _is_datetime(other):
            return self._cmp(other) < 0
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, date) and not _is_datetime(other):
            return self._cmp(other) >= 0
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, date) and not _is_datetime(other):
            return self._cmp(other) > 0
        return NotImplemented

    def _cmp(self, other):
        mine = self._year, self._month, self._day
        theirs = other._year, other._month, other._day
        return (mine > theirs) - (mine < theirs)

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(self._getstate())
        return self._hashcode

    def __add__(self, other):
        if isinstance(other, timedelta):
            ordinal = self.toordinal() + other.days
            if 0 < ordinal <= _MAXORDINAL:
                return type(self).fromordinal(ordinal)
            raise OverflowError("date value out of range")
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not _is_datetime(other):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        """0 for Monday."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """1 for Monday."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """(year, week, weekday) as ISO 8601 counts."""
        year = self._year
        monday = isoweek1monday(year)
        today = ymd2ord(self._year, self._month, self._day)
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - isoweek1monday(year), 7)
        elif week >= 52 and today >= isoweek1monday(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def _getstate(self):
        yhi, ylo = divmod(self._year, 256)
        return bytes([yhi, ylo, self._month, self._day]),

    def __setstate(self, string):
        yhi, ylo, self._month, self._day = string
        self._year = yhi * 256 + ylo

    def __reduce__(self):
        return self.__class__, self._getstate()


def _is_datetime(obj):
    from datetime._moment import datetime
    return isinstance(obj, datetime)


date.min = date(1, 1, 1)
date.max = date(MAXYEAR, 12, 31)
date.resolution = timedelta(days=1)
