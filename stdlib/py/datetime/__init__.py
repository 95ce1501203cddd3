"""Dates and times.

The classes stand in `_delta`, `_zone`, `_date`, `_time` and `_moment` (datetime
itself); calendar arithmetic and ISO 8601 in `_parts`.
"""

from _imp import seal as _seal

from datetime._parts import MAXYEAR, MINYEAR
from datetime._delta import timedelta
from datetime._zone import timezone, tzinfo
from datetime._date import date
from datetime._time import time
from datetime._moment import datetime

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo",
           "MINYEAR", "MAXYEAR", "UTC")

UTC = timezone.utc

for _class in date, datetime, time, timedelta, timezone, tzinfo:
    _seal(_class)
del _class, _seal
