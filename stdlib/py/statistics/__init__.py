"""Averages, spread and relations of numbers.

Sums are exact (_exact): of ints, fractions, decimals and floats alike; the result is
rounded once, to the type of the data.  _averages, _spread, _relations and _kernels
have the functions, _normal the normal distribution.
"""

from statistics._exact import StatisticsError
from statistics._averages import (fmean, geometric_mean, harmonic_mean, mean, median,
                                  median_grouped, median_high, median_low, mode, multimode,
                                  quantiles)
from statistics._spread import pstdev, pvariance, stdev, variance
from statistics._relations import (LinearRegression, correlation, covariance,
                                   linear_regression)
from statistics._normal import NormalDist
from statistics._kernels import kde, kde_random

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean',
           'geometric_mean', 'harmonic_mean', 'kde', 'kde_random', 'linear_regression',
           'mean', 'median', 'median_grouped', 'median_high', 'median_low', 'mode',
           'multimode', 'pstdev', 'pvariance', 'quantiles', 'stdev', 'variance']
