"""timedelta: a span of time.

Invariant: 0 <= microseconds < 10**6, 0 <= seconds < 86400, |days| <= 999999999.
"""

import math as _math

__name__ = 'datetime'

_US_PER_DAY = 86400 * 10 ** 6


def _add_part(name, value, factor, total, leftover):
    # Add value * factor microseconds: whole ones to total, the rest to leftover.
    if isinstance(value, int):
        return total + int(value) * factor, leftover
    if not isinstance(value, float):
        raise TypeError(f"unsupported type for timedelta {name} component: "
                        f"{type(value).__name__}")
    fraction, whole = _math.modf(value)
    total += int(whole) * factor
    if fraction:
        fraction, whole = _math.modf(factor * fraction)
        total += int(whole)
        leftover += fraction
    return total, leftover


def _divide_and_round(a, b):
    # a / b, to the nearest integer, half to even.
    q, r = divmod(a, b)
    r *= 2
    if (r > b if b > 0 else r < b) or r == b and q % 2 == 1:
        q += 1
    return q


class timedelta:
    """A span of time, exact to a microsecond."""

    __slots__ = '_days', '_seconds', '_microseconds', '_hashcode'

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0,
                weeks=0):
        if type(days) is type(seconds) is type(microseconds) is int and not (
                milliseconds or minutes or hours or weeks):
            total = (days * 86400 + seconds) * 1000000 + microseconds
        else:
            total, leftover = 0, 0.0
            for name, value, factor in (
                    ('microseconds', microseconds, 1), ('milliseconds', milliseconds, 1000),
                    ('seconds', seconds, 1000000), ('minutes', minutes, 60000000),
                    ('hours', hours, 3600000000), ('days', days, _US_PER_DAY),
                    ('weeks', weeks, 7 * _US_PER_DAY)):
                if value != 0 or not isinstance(value, int):
                    total, leftover = _add_part(name, value, factor, total, leftover)
            if leftover:
                # To the nearest microsecond of the sum, half to even.
                whole = round(leftover)
                if abs(whole - leftover) == 0.5 or abs(leftover) == 0.5:
                    odd = total & 1
                    whole = 2 * round((leftover + odd) * 0.5) - odd
                total += int(whole)
        return cls._of(total)

    @classmethod
    def _of(cls, total):
        d, us = divmod(total, _US_PER_DAY)
        if not -999999999 <= d <= 999999999:
            if abs(d) >= 2 ** 31:
                raise OverflowError("Python int too large to convert to C int")
            raise OverflowError(f"days={d}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days = d
        self._seconds, self._microseconds = divmod(us, 1000000)
        self._hashcode = -1
        return self

    def __repr__(self):
        args = []
        for name in ('days', 'seconds', 'microseconds'):
            value = getattr(self, name)
            if value:
                args.append(f"{name}={value}")
        return f"{_full_name(self)}({', '.join(args) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = "%d:%02d:%02d" % (hours, minutes, seconds)
        days = self._days
        if days:
            text = "%d day%s, " % (days, "" if abs(days) == 1 else "s") + text
        if self._microseconds:
            text += ".%06d" % self._microseconds
        return text

    def total_seconds(self):
        """The whole span in seconds."""
        return self._to_microseconds() / 10 ** 6

    @property
    def days(self):
        """Whole days; the only part that may be negative."""
        return self._days

    @property
    def seconds(self):
        """Seconds of the last, incomplete day."""
        return self._seconds

    @property
    def microseconds(self):
        """Microseconds of the last, incomplete second."""
        return self._microseconds

    def _to_microseconds(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._to_microseconds() + other._to_microseconds())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._to_microseconds() - other._to_microseconds())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return other - self
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._to_microseconds())

    def __pos__(self):
        return timedelta._of(self._to_microseconds())

    def __abs__(self):
        return -self if self._days < 0 else self.__pos__()

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._to_microseconds() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_and_round(self._to_microseconds() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return _checked(other._to_microseconds(), self._to_microseconds, '//')
        if isinstance(other, int):
            return timedelta._of(_checked(other, self._to_microseconds, '//'))
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return _checked(other._to_microseconds(), self._to_microseconds, '/')
        usec = self._to_microseconds()
        if isinstance(other, int):
            if not other:
                raise ZeroDivisionError("division by zero")
            return timedelta._of(_divide_and_round(usec, other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            if not a:
                raise ZeroDivisionError("division by zero")
            return timedelta._of(_divide_and_round(b * usec, a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(_checked(other._to_microseconds(), self._to_microseconds, '%'))
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            divisor = other._to_microseconds()
            q = _checked(divisor, self._to_microseconds, '//')
            return q, timedelta._of(self._to_microseconds() - q * divisor)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, timedelta):
            return self._state() == other._state()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, timedelta):
            return self._state() <= other._state()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, timedelta):
            return self._state() < other._state()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, timedelta):
            return self._state() >= other._state()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, timedelta):
            return self._state() > other._state()
        return NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(self._state())
        return self._hashcode

    def __bool__(self):
        return self._days != 0 or self._seconds != 0 or self._microseconds != 0

    def _state(self):
        return self._days, self._seconds, self._microseconds

    def __reduce__(self):
        return self.__class__, self._state()


def _checked(divisor, dividend, sign):
    if not divisor:
        raise ZeroDivisionError("division by zero")
    usec = dividend()
    return usec // divisor if sign == '//' else usec % divisor if sign == '%' else usec / divisor


def _full_name(obj):
    # Subclasses show their name alone.
    cls = obj.__class__
    return f"datetime.{cls.__name__}" if cls.__module__ == 'datetime' else cls.__name__


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)
