"""How two series of numbers belong together."""

from collections import namedtuple
from itertools import count, groupby
from math import fsum, isfinite, isinf, sqrt, sumprod
from operator import itemgetter

from statistics._exact import StatisticsError

__name__ = 'statistics'


def _length(name, x, y):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f'{name} requires that both inputs have same number of '
                              'data points')
    if n < 2:
        raise StatisticsError(f'{name} requires at least two data points')
    return n


def _centered(data, n):
    center = fsum(data) / n
    return center, [value - center for value in data]


def covariance(x, y, /):
    """The covariance of two samples."""
    n = _length('covariance', x, y)
    return sumprod(_centered(x, n)[1], _centered(y, n)[1]) / (n - 1)


def correlation(x, y, /, *, method='linear'):
    """Pearson's correlation coefficient, or (ranked) that of the ranks: Spearman's."""
    n = _length('correlation', x, y)
    if method == 'ranked':
        # Ranks with the mean 0.
        start = (n - 1) / -2
        x, y = _rank(x, start=start), _rank(y, start=start)
    elif method == 'linear':
        x, y = _centered(x, n)[1], _centered(y, n)[1]
    else:
        raise ValueError(f'Unknown method: {method!r}')
    try:
        return sumprod(x, y) / _sqrtprod(sumprod(x, x), sumprod(y, y))
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant')


def _rank(data, /, *, key=None, reverse=False, ties='average', start=1):
    """The place of each value in order; equal ones share their places."""
    if ties != 'average':
        raise ValueError(f'Unknown tie resolution method: {ties!r}')
    if key is not None:
        data = map(key, data)
    ordered = sorted(zip(data, count()), reverse=reverse)
    result = [0] * len(ordered)
    before = start - 1
    for _, group in groupby(ordered, key=itemgetter(0)):
        group = list(group)
        rank = before + (len(group) + 1) / 2
        for _, position in group:
            result[position] = rank
        before += len(group)
    return result


def _sqrtprod(x, y):
    """The square root of x * y, more exact than that, and without overflow."""
    root = sqrt(x * y)
    if not isfinite(root):
        if isinf(root) and not isinf(x) and not isinf(y):
            scale = 2.0 ** -512
            return _sqrtprod(scale * x, scale * y) / scale
        return root
    if not root:
        if x and y:
            scale = 2.0 ** 537
            return _sqrtprod(scale * x, scale * y) / scale
        return root
    # One step of Newton's method with the exact difference.
    return root + sumprod((x, root), (y, -root)) / (2.0 * root)


LinearRegression = namedtuple('LinearRegression', ('slope', 'intercept'))


def linear_regression(x, y, /, *, proportional=False):
    """The line with the least squares of the distances; proportional: through 0."""
    n = _length('linear regression', x, y)
    if not proportional:
        xbar, x = _centered(x, n)
        ybar, y = _centered(y, n)
    # A float, also of fractions.
    sxy = sumprod(x, y) + 0.0
    try:
        slope = sxy / sumprod(x, x)
    except ZeroDivisionError:
        raise StatisticsError('x is constant')
    return LinearRegression(slope, 0.0 if proportional else ybar - slope * xbar)
