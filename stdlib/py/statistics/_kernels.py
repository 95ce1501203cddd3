"""Kernel density estimation: a curve for a sample, and random numbers from it.

A kernel is (density, distribution, inverse of it, half width); the width is None if
the kernel goes on forever.
"""

from bisect import bisect_left, bisect_right
from math import acos, asin, atan, cos, cosh, erfc, exp, log, pi, sin, sqrt, sumprod, tan, tau

from statistics._exact import StatisticsError
from statistics._normal import _normal_dist_inv_cdf

__name__ = 'statistics'


def _newton(estimate, function, derivative, tolerance=1e-12):
    """The inverse of a function, from an estimate, by Newton's method."""
    def inverse(y):
        x = estimate(y)
        while abs(difference := function(x) - y) > tolerance:
            x -= difference / derivative(x)
        return x
    return inverse


def _quartic_estimate(p):
    sign, p = (1.0, p) if p <= 1 / 2 else (-1.0, 1.0 - p)
    if p < 0.0106:
        return ((2.0 * p) ** 0.3838 - 1.0) * sign
    x = (2.0 * p) ** 0.4258865685331 - 1.0
    if p < 0.499:
        x += 0.026818732 * sin(7.101753784 * p + 2.73230839482953)
    return x * sign


def _triweight_estimate(p):
    sign, p = (1.0, p) if p <= 1 / 2 else (-1.0, 1.0 - p)
    x = (2.0 * p) ** 0.3400218741872791 - 1.0
    if 0.00001 < p < 0.499:
        x -= 0.033 * sin(1.07 * tau * (p - 0.035))
    return x * sign


def _normal():
    width, root = sqrt(2 * pi), -sqrt(2)
    return (lambda t: exp(-1 / 2 * t * t) / width, lambda t: 1 / 2 * erfc(t / root),
            lambda p: _normal_dist_inv_cdf(p, 0.0, 1.0), None)


def _logistic():
    return (lambda t: 1 / 2 / (1.0 + cosh(t)), lambda t: 1.0 - 1.0 / (exp(t) + 1.0),
            lambda p: log(p / (1.0 - p)), None)


def _sigmoid():
    a, b, c = 1 / pi, 2 / pi, pi / 2
    return (lambda t: a / cosh(t), lambda t: b * atan(exp(t)), lambda p: log(tan(p * c)),
            None)


def _rectangular():
    return lambda t: 1 / 2, lambda t: 1 / 2 * t + 1 / 2, lambda p: 2.0 * p - 1.0, 1.0


def _triangular():
    return (lambda t: 1.0 - abs(t),
            lambda t: t * t * (1 / 2 if t < 0.0 else -1 / 2) + t + 1 / 2,
            lambda p: sqrt(2.0 * p) - 1.0 if p < 1 / 2 else 1.0 - sqrt(2.0 - 2.0 * p), 1.0)


def _parabolic():
    return (lambda t: 3 / 4 * (1.0 - t * t),
            lambda t: sumprod((-1 / 4, 3 / 4, 1 / 2), (t ** 3, t, 1.0)),
            lambda p: 2.0 * cos((acos(2.0 * p - 1.0) + pi) / 3.0), 1.0)


def _quartic():
    def pdf(t):
        return 15 / 16 * (1.0 - t * t) ** 2

    def cdf(t):
        return sumprod((3 / 16, -5 / 8, 15 / 16, 1 / 2), (t ** 5, t ** 3, t, 1.0))
    return pdf, cdf, _newton(_quartic_estimate, cdf, pdf), 1.0


def _triweight():
    def pdf(t):
        return 35 / 32 * (1.0 - t * t) ** 3

    def cdf(t):
        return sumprod((-5 / 32, 21 / 32, -35 / 32, 35 / 32, 1 / 2),
                       (t ** 7, t ** 5, t ** 3, t, 1.0))
    return pdf, cdf, _newton(_triweight_estimate, cdf, pdf), 1.0


def _cosine():
    a, b = pi / 4, pi / 2
    return (lambda t: a * cos(b * t), lambda t: 1 / 2 * sin(b * t) + 1 / 2,
            lambda p: 2.0 * asin(2.0 * p - 1.0) / pi, 1.0)


_kernels = {'normal': _normal, 'gauss': _normal, 'logistic': _logistic, 'sigmoid': _sigmoid,
            'rectangular': _rectangular, 'uniform': _rectangular, 'triangular': _triangular,
            'parabolic': _parabolic, 'epanechnikov': _parabolic, 'quartic': _quartic,
            'biweight': _quartic, 'triweight': _triweight, 'cosine': _cosine}


def _check(data, h, kernel):
    if not len(data):
        raise StatisticsError('Empty data sequence')
    if not isinstance(data[0], (int, float)):
        raise TypeError('Data sequence must contain ints or floats')
    if h <= 0.0:
        raise StatisticsError(f'Bandwidth h must be positive, not h={h!r}')
    if kernel not in _kernels:
        raise StatisticsError(f'Unknown kernel name: {kernel!r}')
    return _kernels[kernel]()


def kde(data, h, kernel='normal', *, cumulative=False):
    """A function that estimates the density (or the distribution) behind a sample.

    Each point is spread by the kernel, with the bandwidth h.
    """
    density, distribution, _, width = _check(data, h, kernel)
    if width is None:
        def pdf(x):
            return sum(density((x - each) / h) for each in data) / (len(data) * h)

        def cdf(x):
            return sum(distribution((x - each) / h) for each in data) / len(data)
    else:
        pdf, cdf = _with_limits(data, h, density, distribution, h * width)
    function, name = (cdf, 'CDF') if cumulative else (pdf, 'PDF')
    function.__doc__ = f'{name} estimate with h={h!r} and kernel={kernel!r}'
    return function


def _with_limits(data, h, density, distribution, reach):
    # Only the points near x matter.
    sample = sorted(data)

    def near(x):
        nonlocal sample
        if len(data) != len(sample):
            # The sample has grown.
            sample = sorted(data)
        low = bisect_left(sample, x - reach)
        return low, sample[low:bisect_right(sample, x + reach)]

    def pdf(x):
        _, points = near(x)
        return sum(density((x - each) / h) for each in points) / (len(sample) * h)

    def cdf(x):
        below, points = near(x)
        return sum((distribution((x - each) / h) for each in points), below) / len(sample)

    return pdf, cdf


def kde_random(data, h, kernel='normal', *, seed=None):
    """A function that returns random numbers, distributed as kde() estimates."""
    import random
    inverse = _check(data, h, kernel)[2]
    generator = random.Random(seed)

    def rand():
        return generator.choice(data) + h * inverse(generator.random())

    rand.__doc__ = f'Random KDE selection with h={h!r} and kernel={kernel!r}'
    return rand
