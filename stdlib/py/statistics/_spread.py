"""Variances and standard deviations: of a sample, and (p...) of a population."""

from statistics._exact import (StatisticsError, _convert, _decimal_sqrt_of_frac,
                               _float_sqrt_of_frac, _is_decimal, _ss)

__name__ = 'statistics'


def _mean_square(name, data, center, sample):
    T, total, _, n = _ss(data, center)
    if n < 1 + sample:
        points = 'two data points' if sample else 'one data point'
        raise StatisticsError(f'{name} requires at least {points}')
    return T, total / (n - sample)


def _root(T, value):
    try:
        n, d = value.numerator, value.denominator
    except AttributeError:
        raise ValueError('inf or nan encountered in data')
    return _decimal_sqrt_of_frac(n, d) if _is_decimal(T) else _float_sqrt_of_frac(n, d)


def variance(data, xbar=None):
    """The variance of a sample; xbar is its mean, if it is known already."""
    T, value = _mean_square('variance', data, xbar, 1)
    return _convert(value, T)


def pvariance(data, mu=None):
    """The variance of a population; mu is its mean, if it is known already."""
    T, value = _mean_square('pvariance', data, mu, 0)
    return _convert(value, T)


def stdev(data, xbar=None):
    """The standard deviation of a sample; xbar is its mean, if it is known already."""
    return _root(*_mean_square('stdev', data, xbar, 1))


def pstdev(data, mu=None):
    """The standard deviation of a population; mu is its mean, if it is known already."""
    return _root(*_mean_square('pstdev', data, mu, 0))


def _mean_stdev(data):
    """(mean, standard deviation) of a sample, as floats."""
    _, total, center, n = _ss(data)
    if n < 2:
        raise StatisticsError('stdev requires at least two data points')
    value = total / (n - 1)
    try:
        return float(center), _float_sqrt_of_frac(value.numerator, value.denominator)
    except AttributeError:
        # Infinite, or not a number.
        return float(center), float(center) / float(total)
