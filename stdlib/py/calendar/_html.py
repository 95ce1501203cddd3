"""Calendars as tables of HTML."""

from calendar import Calendar, _validate_month, day_abbr, standalone_month_name

__name__ = 'calendar'


class HTMLCalendar(Calendar):
    """Calendars as HTML; the CSS classes can be changed in subclasses."""

    # Of the days of the week, from Monday.
    cssclasses = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    cssclasses_weekday_head = cssclasses
    # Of days of other months.
    cssclass_noday = "noday"
    cssclass_month_head = "month"
    cssclass_month = "month"
    cssclass_year_head = "year"
    cssclass_year = "year"

    def formatday(self, day, weekday):
        """The cell of a day."""
        if day == 0:
            return f'<td class="{self.cssclass_noday}">&nbsp;</td>'
        return f'<td class="{self.cssclasses[weekday]}">{day}</td>'

    def formatweek(self, theweek):
        """The row of a week, as a list of (day or 0, day of the week)."""
        cells = ''.join([self.formatday(day, weekday) for day, weekday in theweek])
        return f'<tr>{cells}</tr>'

    def formatweekday(self, day):
        """The cell of the name of a day of the week."""
        return f'<th class="{self.cssclasses_weekday_head[day]}">{day_abbr[day]}</th>'

    def formatweekheader(self):
        """The row of the names of the days."""
        cells = ''.join([self.formatweekday(day) for day in self.iterweekdays()])
        return f'<tr>{cells}</tr>'

    def formatmonthname(self, theyear, themonth, withyear=True):
        """The row of the name of a month."""
        _validate_month(themonth)
        name = standalone_month_name[themonth]
        if withyear:
            name = f'{name} {theyear}'
        return f'<tr><th colspan="7" class="{self.cssclass_month_head}">{name}</th></tr>'

    def formatmonth(self, theyear, themonth, withyear=True):
        """The table of a month."""
        lines = [f'<table class="{self.cssclass_month}">',
                 self.formatmonthname(theyear, themonth, withyear=withyear),
                 self.formatweekheader()]
        lines += map(self.formatweek, self.monthdays2calendar(theyear, themonth))
        return '\n'.join([*lines, '</table>', ''])

    def formatyear(self, theyear, width=3):
        """The table of a year, with so many months in a row."""
        width = max(width, 1)
        out = [f'<table class="{self.cssclass_year}">\n<tr><th colspan="{width}" '
               f'class="{self.cssclass_year_head}">{theyear}</th></tr>']
        for first in range(1, 13, width):
            out.append('<tr>')
            for month in range(first, min(first + width, 13)):
                out.append(f'<td>{self.formatmonth(theyear, month, withyear=False)}</td>')
            out.append('</tr>')
        return ''.join([*out, '</table>'])

    def _page(self, theyear, content, css, encoding):
        encoding = encoding or 'utf-8'
        link = '' if css is None else f'<link rel="stylesheet" href="{css}">\n'
        page = f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="{encoding}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Calendar for {theyear}</title>
<style>
:root {{ color-scheme: light dark; }}
table.year {{ border: solid; }}
table.year > tbody > tr > td {{ border: solid; vertical-align: top; }}
</style>
{link}</head>
<body>
{content}</body>
</html>
"""
        return page.encode(encoding, 'xmlcharrefreplace')

    def formatyearpage(self, theyear, width=3, css='calendar.css', encoding=None):
        """A whole page of a year, as bytes."""
        return self._page(theyear, self.formatyear(theyear, width), css, encoding)

    def formatmonthpage(self, theyear, themonth, *, css='calendar.css', encoding=None):
        """A whole page of a month, as bytes."""
        return self._page(theyear, self.formatmonth(theyear, themonth), css, encoding)
