"""Calendars: dates of months and years, and as text.

As HTML and with other languages' names they are in _html and _locales; the command
line is in _main.
"""

import datetime
import sys
from enum import IntEnum, global_enum
from itertools import repeat

__all__ = ["IllegalMonthError", "IllegalWeekdayError", "setfirstweekday", "firstweekday",
           "isleap", "leapdays", "weekday", "monthrange", "monthcalendar", "prmonth", "month",
           "prcal", "calendar", "timegm", "month_name", "month_abbr",
           "standalone_month_name", "standalone_month_abbr", "day_name", "day_abbr",
           "Calendar", "TextCalendar", "HTMLCalendar", "LocaleTextCalendar",
           "LocaleHTMLCalendar", "weekheader", "Day", "Month", "JANUARY", "FEBRUARY", "MARCH",
           "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER",
           "DECEMBER", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY",
           "SUNDAY"]

error = ValueError


class IllegalMonthError(ValueError, IndexError):
    """There is no such month."""

    def __init__(self, month):
        self.month = month

    def __str__(self):
        return f"bad month number {self.month!r}; must be 1-12"


class IllegalWeekdayError(ValueError):
    """There is no such day of the week."""

    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return f"bad weekday number {self.weekday!r}; must be 0 (Monday) to 6 (Sunday)"


@global_enum
class Month(IntEnum):
    """The months, from 1."""

    JANUARY = 1
    FEBRUARY = 2
    MARCH = 3
    APRIL = 4
    MAY = 5
    JUNE = 6
    JULY = 7
    AUGUST = 8
    SEPTEMBER = 9
    OCTOBER = 10
    NOVEMBER = 11
    DECEMBER = 12


@global_enum
class Day(IntEnum):
    """The days of the week, from 0."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


class _Names:
    """A sequence of names in the current locale, made when someone looks."""

    def __init__(self, dates, format):
        self.dates = dates
        self.format = format

    def __getitem__(self, i):
        found = self.dates[i]
        if isinstance(i, slice):
            return [date.strftime(self.format) if date else "" for date in found]
        return found.strftime(self.format) if found else ""

    def __len__(self):
        return len(self.dates)


# 1 January 2001 was a Monday.
_days = [datetime.date(2001, 1, i + 1) for i in range(7)]
_months = [None, *(datetime.date(2001, i, 1) for i in range(1, 13))]
day_name = _Names(_days, '%A')
day_abbr = _Names(_days, '%a')
month_name = _Names(_months, '%B')
month_abbr = _Names(_months, '%b')


def _standalone(format, usual):
    # As some languages have them when there is no day before them.
    try:
        names = _Names(_months, format)
        return names if len(set(names)) == len(set(usual)) else usual
    except ValueError:
        return usual


standalone_month_name = _standalone('%OB', month_name)
standalone_month_abbr = _standalone('%Ob', month_abbr)


def isleap(year):
    """True for leap years."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    """How many leap years there are from y1 on, before y2."""
    def before(year):
        return year // 4 - year // 100 + year // 400
    return before(y2 - 1) - before(y1 - 1)


def weekday(year, month, day):
    """The day of the week of a date; any year will do."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        year = 2000 + year % 400
    return Day(datetime.date(year, month, day).weekday())


def _validate_month(month):
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)


def _monthlen(year, month):
    return mdays[month] + (month == 2 and isleap(year))


def monthrange(year, month):
    """(day of the week of the first day, number of days)"""
    _validate_month(month)
    return weekday(year, month, 1), _monthlen(year, month)


def _in_rows(items, width=7):
    items = list(items)
    return [items[i:i + width] for i in range(0, len(items), width)]


class Calendar:
    """The days of months in whole weeks, which begin with firstweekday."""

    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday

    def getfirstweekday(self):
        return self._firstweekday % 7

    def setfirstweekday(self, firstweekday):
        self._firstweekday = firstweekday

    firstweekday = property(getfirstweekday, setfirstweekday)

    def iterweekdays(self):
        """The numbers of the days of a week."""
        for i in range(self.firstweekday, self.firstweekday + 7):
            yield i % 7

    def _around(self, year, month):
        # How many days of other months stand before and after this one.
        first, count = monthrange(year, month)
        return (first - self.firstweekday) % 7, count, \
            (self.firstweekday - first - count) % 7

    def itermonthdates(self, year, month):
        """The dates of whole weeks."""
        for each in self.itermonthdays3(year, month):
            yield datetime.date(*each)

    def itermonthdays(self, year, month):
        """The numbers of the days; 0 for those of other months."""
        before, count, after = self._around(year, month)
        yield from repeat(0, before)
        yield from range(1, count + 1)
        yield from repeat(0, after)

    def itermonthdays2(self, year, month):
        """(day or 0, day of the week)"""
        for i, day in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield day, i % 7

    def itermonthdays3(self, year, month):
        """(year, month, day)"""
        before, count, after = self._around(year, month)
        previous = (year - 1, 12) if month == 1 else (year, month - 1)
        following = (year + 1, 1) if month == 12 else (year, month + 1)
        end = _monthlen(*previous) + 1
        for day in range(end - before, end):
            yield *previous, day
        for day in range(1, count + 1):
            yield year, month, day
        for day in range(1, after + 1):
            yield *following, day

    def itermonthdays4(self, year, month):
        """(year, month, day, day of the week)"""
        for i, each in enumerate(self.itermonthdays3(year, month)):
            yield *each, (self.firstweekday + i) % 7

    def monthdatescalendar(self, year, month):
        """A list of weeks of dates."""
        return _in_rows(self.itermonthdates(year, month))

    def monthdays2calendar(self, year, month):
        """A list of weeks of (day or 0, day of the week)."""
        return _in_rows(self.itermonthdays2(year, month))

    def monthdayscalendar(self, year, month):
        """A list of weeks of days or 0."""
        return _in_rows(self.itermonthdays(year, month))

    def yeardatescalendar(self, year, width=3):
        """A list of rows of so many months of weeks of dates."""
        return _in_rows([self.monthdatescalendar(year, month) for month in Month], width)

    def yeardays2calendar(self, year, width=3):
        """The same, of (day or 0, day of the week)."""
        return _in_rows([self.monthdays2calendar(year, month) for month in Month], width)

    def yeardayscalendar(self, year, width=3):
        """The same, of days or 0."""
        return _in_rows([self.monthdayscalendar(year, month) for month in Month], width)


class TextCalendar(Calendar):
    """Calendars as text.  w is the width of a day, l the lines per week."""

    def prweek(self, theweek, width):
        """Print a week."""
        print(self.formatweek(theweek, width), end='')

    def formatday(self, day, weekday, width):
        """A day."""
        return ('%2i' % day if day else '').center(width)

    def formatweek(self, theweek, width):
        """A week, as a list of (day or 0, day of the week)."""
        return ' '.join([self.formatday(day, weekday, width) for day, weekday in theweek])

    def formatweekday(self, day, width):
        """The name of a day of the week, as long as there is room for."""
        names = day_name if width >= max(map(len, day_name)) else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        """The names of the days of a week."""
        return ' '.join([self.formatweekday(day, width) for day in self.iterweekdays()])

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        """The name of a month, maybe with the year."""
        _validate_month(themonth)
        name = standalone_month_name[themonth]
        return (f'{name} {theyear!r}' if withyear else name).center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        """Print a month."""
        print(self.formatmonth(theyear, themonth, w, l), end='')

    def _week_of(self, week, width, theyear, themonth):
        # For subclasses that show some days in another way.
        return self.formatweek(week, width)

    def formatmonth(self, theyear, themonth, w=0, l=0):
        """A month as several lines."""
        w = max(2, w)
        newlines = '\n' * max(1, l)
        lines = [self.formatmonthname(theyear, themonth, 7 * (w + 1) - 1),
                 self.formatweekheader(w)]
        lines += [self._week_of(week, w, theyear, themonth)
                  for week in self.monthdays2calendar(theyear, themonth)]
        return ''.join([line.rstrip() + newlines for line in lines])

    def _year_title(self, theyear, width):
        return repr(theyear).center(width).rstrip()

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        """A year; m months side by side, with c spaces between them."""
        w, c = max(2, w), max(2, c)
        newlines = '\n' * max(1, l)
        width = (w + 1) * 7 - 1
        out = [self._year_title(theyear, width * m + c * (m - 1)), newlines]
        header = self.formatweekheader(w)

        def add(columns):
            out.append(formatstring(columns, width, c).rstrip())
            out.append(newlines)

        for i, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * i + 1, min(m * (i + 1) + 1, 13))
            out.append(newlines)
            add([self.formatmonthname(theyear, month, width, False) for month in months])
            add([header] * len(months))
            for k in range(max(map(len, row))):
                add([self._week_of(weeks[k], w, theyear, month) if k < len(weeks) else ''
                     for month, weeks in zip(months, row)])
        return ''.join(out)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        """Print a year."""
        print(self.formatyear(theyear, w, l, c, m), end='')


# One calendar for the functions of the module.
c = TextCalendar()
firstweekday = c.getfirstweekday


def setfirstweekday(firstweekday):
    """Set with which day weeks begin: MONDAY to SUNDAY."""
    if not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


monthcalendar = c.monthdayscalendar
prweek = c.prweek
week = c.formatweek
weekheader = c.formatweekheader
prmonth = c.prmonth
month = c.formatmonth
calendar = c.formatyear
prcal = c.pryear

# Of columns of text.
_colwidth = 7 * 3 - 1
_spacing = 6


def format(cols, colwidth=_colwidth, spacing=_spacing):
    """Print columns."""
    print(formatstring(cols, colwidth, spacing))


def formatstring(cols, colwidth=_colwidth, spacing=_spacing):
    """Texts in columns side by side."""
    return (' ' * spacing).join([text.center(colwidth) for text in cols])


EPOCH = 1970
_EPOCH_ORD = datetime.date(EPOCH, 1, 1).toordinal()


def timegm(tuple):
    """The seconds since 1970 of a time tuple in UTC; the opposite of time.gmtime()."""
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - _EPOCH_ORD + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


_elsewhere = {'HTMLCalendar': '_html', 'LocaleHTMLCalendar': '_locales',
              'LocaleTextCalendar': '_locales', 'different_locale': '_locales',
              'main': '_main'}


def __getattr__(name):
    if name in _elsewhere:
        module = __import__(f'{__name__}.{_elsewhere[name]}', fromlist=[name])
        value = globals()[name] = getattr(module, name)
        return value
    if name in ('January', 'February'):
        import warnings
        warnings.warn(f"The '{name}' attribute is deprecated, use '{name.upper()}' instead",
                      DeprecationWarning, stacklevel=2)
        return 1 if name == 'January' else 2
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__():
    return sorted({*globals(), *_elsewhere})
