"""Exact sums of numbers of any type, and the type that the result has.

Numbers are taken as ratios of integers; those with the same denominator are added
as integers.  Infinities and NaNs are kept under the denominator None.
"""

import math
import sys
from collections import defaultdict
from fractions import Fraction
from functools import reduce
from itertools import groupby

__name__ = 'statistics'


class StatisticsError(ValueError):
    """The numbers given make no sense for this function."""


def _is_decimal(cls):
    # Without importing decimal: whoever has such numbers has done that.
    decimal = sys.modules.get('decimal')
    return decimal is not None and issubclass(cls, decimal.Decimal)


def _isfinite(x):
    try:
        return x.is_finite()
    except AttributeError:
        return math.isfinite(x)


def _exact_ratio(x):
    """(numerator, denominator); (x, None) for infinities and NaNs."""
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        assert not _isfinite(x)
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


def _coerce(T, S):
    """The type for results of data of both types."""
    assert T is not bool, "initial type T is bool"
    if T is S or S is int or S is bool:
        return T
    if T is int or issubclass(S, T):
        return S
    if issubclass(T, S):
        return T
    # Of ints any other type, of fractions and floats the float.
    if issubclass(T, int) or (issubclass(T, Fraction) and issubclass(S, float)):
        return S
    if issubclass(S, int) or (issubclass(T, float) and issubclass(S, Fraction)):
        return T
    raise TypeError(f"don't know how to coerce {T.__name__} and {S.__name__}")


def _total(partials, power=1):
    if None in partials:
        return partials[None]
    return sum([Fraction(n, d ** power) for d, n in partials.items()])


def _sum(data):
    """(type, exact sum, count)"""
    count = 0
    types = set()
    partials = {}
    for kind, values in groupby(data, type):
        types.add(kind)
        for n, d in map(_exact_ratio, values):
            count += 1
            partials[d] = partials.get(d, 0) + n
    return reduce(_coerce, types, int), _total(partials) if partials else 0, count


def _ss(data, c=None):
    """(type, exact sum of the squares of the differences from c, c, count)

    c is the mean if it is not given.
    """
    if c is not None:
        kind, total, count = _sum((d := x - c) * d for x in data)
        return kind, total, c, count
    count = 0
    types = set()
    sums, squares = defaultdict(int), defaultdict(int)
    for kind, values in groupby(data, type):
        types.add(kind)
        for n, d in map(_exact_ratio, values):
            count += 1
            sums[d] += n
            squares[d] += n * n
    if not count:
        total = c = Fraction(0)
    elif None in sums:
        # Infinite, or not a number.
        total = c = sums[None]
    else:
        sx, sxx = _total(sums), _total(squares, 2)
        total = (count * sxx - sx * sx) / count
        c = sx / count
    return reduce(_coerce, types, int), total, c, count


def _convert(value, T):
    """The value as a number of the type; of ints as a float if it is not whole."""
    if type(value) is T:
        return value
    if issubclass(T, int) and value.denominator != 1:
        T = float
    try:
        return T(value)
    except TypeError:
        if _is_decimal(T):
            return T(value.numerator) / T(value.denominator)
        raise


def _fail_neg(values, errmsg='negative value'):
    for x in values:
        if x < 0:
            raise StatisticsError(errmsg)
        yield x


def _integer_sqrt_of_frac_rto(n, m):
    # The root of n/m as an int; odd if it is not exact, so that rounding can tell.
    a = math.isqrt(n // m)
    return a | (a * a * m != n)


_sqrt_bit_width = 2 * sys.float_info.mant_dig + 3


def _float_sqrt_of_frac(n, m):
    """The square root of n/m, correctly rounded."""
    # Scaled so that the integer root has a few bits more than a float.
    q = (n.bit_length() - m.bit_length() - _sqrt_bit_width) // 2
    if q >= 0:
        return (_integer_sqrt_of_frac_rto(n, m << 2 * q) << q) / 1
    return _integer_sqrt_of_frac_rto(n << -2 * q, m) / (1 << -q)


def _decimal_sqrt_of_frac(n, m):
    """The square root of n/m as a Decimal, correctly rounded."""
    from decimal import Decimal
    if n <= 0:
        if not n:
            return Decimal('0.0')
        n, m = -n, -m
    root = (Decimal(n) / Decimal(m)).sqrt()
    nr, dr = root.as_integer_ratio()
    # The division was rounded too; maybe a neighbour is nearer.
    plus = root.next_plus()
    np, dp = plus.as_integer_ratio()
    if 4 * n * (dr * dp) ** 2 > m * (dr * np + dp * nr) ** 2:
        return plus
    minus = root.next_minus()
    nm, dm = minus.as_integer_ratio()
    if 4 * n * (dr * dm) ** 2 < m * (dr * nm + dm * nr) ** 2:
        return minus
    return root
