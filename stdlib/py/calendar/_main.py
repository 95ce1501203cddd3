"""The command line: a year or a month as text or as HTML.

On a terminal, today is marked.
"""

import datetime
import sys

from calendar import TextCalendar, _validate_month
from calendar._html import HTMLCalendar
from calendar._locales import LocaleHTMLCalendar, LocaleTextCalendar


class _Colors:
    header, highlight, weekday, reset = '\x1b[1m', '\x1b[30m\x1b[43m', '\x1b[36m', '\x1b[0m'


class _NoColors:
    header = highlight = weekday = reset = ''


class _Marked(TextCalendar):
    """Marks one day with colours."""

    def __init__(self, highlight_day=None, *args, **kwargs):
        from _colorize import can_colorize
        super().__init__(*args, **kwargs)
        self.highlight_day = highlight_day
        self.colors = _Colors if can_colorize(file=sys.stdout) else _NoColors

    def _is_marked(self, year, month):
        day = self.highlight_day
        return day is not None and (day.year, day.month) == (year, month)

    def _week_of(self, week, width, theyear, themonth):
        days = []
        for day, weekday in week:
            text = self.formatday(day, weekday, width)
            if self._is_marked(theyear, themonth) and day == self.highlight_day.day:
                text = f'{self.colors.highlight}{text}{self.colors.reset}'
            days.append(text)
        return ' '.join(days)

    def formatweekheader(self, width):
        return f'{self.colors.weekday}{super().formatweekheader(width)}{self.colors.reset}'

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        name = super().formatmonthname(theyear, themonth, width, withyear)
        colors = self.colors
        if self._is_marked(theyear, themonth):
            shown = name.strip()
            return name.replace(shown, f'{colors.highlight}{shown}{colors.reset}', 1)
        return f'{colors.header}{name}{colors.reset}'

    def _year_title(self, theyear, width):
        title = super()._year_title(theyear, width)
        return f'{self.colors.header}{title}{self.colors.reset}'


class _MarkedLocale(LocaleTextCalendar, _Marked):

    def __init__(self, highlight_day=None, locale=None):
        _Marked.__init__(self, highlight_day)
        self.locale = locale


def _parser():
    import argparse
    parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    text = parser.add_argument_group('text only arguments')
    html = parser.add_argument_group('html only arguments')
    text.add_argument("-w", "--width", type=int, default=2, help="width of date column")
    text.add_argument("-l", "--lines", type=int, default=1,
                      help="number of lines for each week")
    text.add_argument("-s", "--spacing", type=int, default=6, help="spacing between months")
    text.add_argument("-m", "--months", type=int, default=3, help="months per row")
    html.add_argument("-c", "--css", default="calendar.css", help="CSS to use for page")
    parser.add_argument("-L", "--locale", default=None,
                        help="locale to use for month and weekday names")
    parser.add_argument("-e", "--encoding", default=None, help="encoding to use for output")
    parser.add_argument("-t", "--type", default="text", choices=("text", "html"),
                        help="output type (`text` or `html`)")
    parser.add_argument("-f", "--first-weekday", type=int, default=0,
                        help="weekday (0 is Monday, 6 is Sunday) to start each week")
    parser.add_argument("year", nargs='?', type=int, help="year number")
    parser.add_argument("month", nargs='?', type=int, help="month number (1-12)")
    return parser


def main(args=None):
    """Parse the command line and write a calendar."""
    parser = _parser()
    options = parser.parse_args(args)
    if options.locale and not options.encoding:
        parser.error("if --locale is specified --encoding is required")
    locale = options.locale, options.encoding
    today = datetime.date.today()
    year = today.year if options.year is None else options.year
    if options.type == "html":
        calendar = LocaleHTMLCalendar(locale=locale) if options.locale else HTMLCalendar()
        calendar.setfirstweekday(options.first_weekday)
        style = {'encoding': options.encoding or 'utf-8', 'css': options.css}
        if options.year is not None and options.month:
            page = calendar.formatmonthpage(year, options.month, **style)
        else:
            page = calendar.formatyearpage(year, **style)
        sys.stdout.buffer.write(page)
        return
    calendar = _MarkedLocale(today, locale) if options.locale else _Marked(today)
    calendar.setfirstweekday(options.first_weekday)
    if options.month is None:
        text = calendar.formatyear(year, w=options.width, l=options.lines,
                                   c=options.spacing, m=options.months)
    else:
        _validate_month(options.month)
        text = calendar.formatmonth(year, options.month, w=options.width, l=options.lines)
    if options.encoding:
        sys.stdout.buffer.write(text.encode(options.encoding))
    else:
        sys.stdout.write(text)
