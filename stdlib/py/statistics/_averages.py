"""Means, medians, modes and quantiles."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import compress, count, repeat
from math import exp, fsum, log, sumprod

from statistics._exact import StatisticsError, _convert, _fail_neg, _is_decimal, _sum

__name__ = 'statistics'


def mean(data):
    """The arithmetic mean, exactly."""
    T, total, n = _sum(data)
    if n < 1:
        raise StatisticsError('mean requires at least one data point')
    return _convert(total / n, T)


def fmean(data, weights=None):
    """The arithmetic mean as a float, fast; maybe with weights."""
    if weights is None:
        try:
            n = len(data)
            total = fsum(data)
        except TypeError:
            # An iterator: count as it is read.
            counter = count(1)
            total = fsum(compress(data, counter))
            n = next(counter) - 1
        if not n:
            raise StatisticsError('fmean requires at least one data point')
        return total / n
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    try:
        total = sumprod(data, weights)
    except ValueError:
        raise StatisticsError('data and weights must be the same length')
    weight = fsum(weights)
    if not weight:
        raise StatisticsError('sum of weights must be non-zero')
    return total / weight


def geometric_mean(data):
    """The n-th root of the product, as a float."""
    n = 0
    zero = False

    def positive(values):
        nonlocal n, zero
        for n, x in enumerate(values, start=1):
            if x > 0.0 or math.isnan(x):
                yield x
            elif x == 0.0:
                zero = True
            else:
                raise StatisticsError(f'No negative inputs allowed: {x!r}')

    total = fsum(map(log, positive(data)))
    if not n:
        raise StatisticsError('Must have a non-empty dataset')
    if math.isnan(total):
        return math.nan
    if zero:
        return math.nan if total == math.inf else 0.0
    return exp(total / n)


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of the reciprocals; maybe with weights."""
    if iter(data) is data:
        data = list(data)
    negative = 'harmonic mean does not support negative values'
    n = len(data)
    if n < 1:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if n == 1 and weights is None:
        return _single(data[0], negative)
    if weights is None:
        weights = repeat(1, n)
        weight = n
    else:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != n:
            raise StatisticsError('Number of weights does not match data size')
        _, weight, _ = _sum(_fail_neg(weights, negative))
    try:
        T, total, _ = _sum(w / x if w else 0
                           for w, x in zip(weights, _fail_neg(data, negative)))
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError('Weighted sum must be positive')
    return _convert(weight / total, T)


def _single(x, negative):
    from numbers import Real
    if not isinstance(x, Real) and not _is_decimal(type(x)):
        raise TypeError('unsupported type')
    if x < 0:
        raise StatisticsError(negative)
    return x


def _sorted(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data


def median(data):
    """The middle; of an even number the mean of the two in the middle."""
    data = _sorted(data)
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def median_low(data):
    """The middle; of an even number the lower one of the two in the middle."""
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The middle; of an even number the higher one of the two in the middle."""
    data = _sorted(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """The middle of data that are the centres of intervals of this width."""
    data = _sorted(data)
    n = len(data)
    x = data[n // 2]
    # How many are in the same interval, and how many below it.
    below = bisect_left(data, x)
    inside = bisect_right(data, x, lo=below) - below
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError('Value cannot be converted to a float')
    return x - interval / 2.0 + interval * (n / 2 - below) / inside


def mode(data):
    """The most frequent value; of several the first one."""
    found = Counter(iter(data)).most_common(1)
    if not found:
        raise StatisticsError('no mode for empty data') from None
    return found[0][0]


def multimode(data):
    """A list of the most frequent values, in the order of their appearance."""
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, times in counts.items() if times == most]


def quantiles(data, *, n=4, method='exclusive'):
    """The n-1 points that divide the data into n parts of the same size.

    inclusive: the data have the smallest and the greatest possible value in them.
    """
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    size = len(data)
    if size < 2:
        if size == 1:
            return data * (n - 1)
        raise StatisticsError('must have at least one data point')
    if method not in ('inclusive', 'exclusive'):
        raise ValueError(f'Unknown method: {method!r}')
    result = []
    for i in range(1, n):
        if method == 'inclusive':
            j, delta = divmod(i * (size - 1), n)
            j += 1
        else:
            position = i * (size + 1)
            # Never outside of the data.
            j = min(max(position // n, 1), size - 1)
            delta = position - j * n
        result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
    return result
