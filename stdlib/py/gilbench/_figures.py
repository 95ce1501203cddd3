"""The arithmetic: medians and quartiles of repeated runs, speed-up, efficiency, Amdahl's law fitted to the curve.

`starved` is the part of the time in which threads could have computed but the system ran something else: other programs, as long
as there is a core for each thread. Speed-up is against one thread of the same series; efficiency is speed-up by threads. Amdahl's law says that with a part s of the
work that only one thread at a time can do, n threads are 1 / (s + (1 - s) / n) times as fast.
"""


def quantile(ordered, part):
    """A quantile of sorted numbers, between its neighbours."""
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spread(values):
    """Median, quartiles and extremes of some runs; `noise` is the interquartile range by the median."""
    ordered = sorted(values)
    median, q1, q3 = (quantile(ordered, part) for part in (0.5, 0.25, 0.75))
    return {'median': median, 'q1': q1, 'q3': q3, 'iqr': q3 - q1, 'min': ordered[0], 'max': ordered[-1],
            'noise': (q3 - q1) / median if median else 0.0}


def median(values):
    return quantile(sorted(values), 0.5)


def _starved(runs, threads):
    shares = [r['delay'] / (r['seconds'] * threads) for r in runs if r.get('delay') is not None]
    return median(shares) if shares else None


def summary(series, threads, runs):
    """The figures of all runs of one series at one number of threads."""
    result = {'series': series, 'threads': threads, 'throughput': spread([r['calls'] / r['seconds'] for r in runs]),
              'seconds': spread([r['seconds'] for r in runs]),
              'cores_busy': median([r['cpu_seconds'] / r['seconds'] for r in runs]),
              'starved': _starved(runs, threads), 'speedup': None, 'efficiency': None, 'gil': None, 'runs': runs}
    figures = [r['gil'] for r in runs if r['gil']]
    if figures:
        result['gil'] = {name: median([f[name] for f in figures]) for name in figures[0]}
    return result


def add_speedup(results):
    """Fill in speed-up and efficiency against one thread of the same series."""
    alone = {r['series']: r['throughput']['median'] for r in results if r['threads'] == 1}
    for r in results:
        base = alone.get(r['series'])
        if base:
            r['speedup'] = r['throughput']['median'] / base
            r['efficiency'] = r['speedup'] / r['threads']


def amdahl(curve, cores):
    """The serial fraction that fits best to (threads, speed-up), by least squares of 1 / speed-up.

    Only thread counts that have a core each say something about the program; None when there is no such count above one.
    `error` is the root of the mean square of what remains.
    """
    points = [(1 - 1 / n, 1 / s - 1 / n) for n, s in curve if 1 < n <= cores and s > 0]
    if not points:
        return None
    # 1/S = s + (1 - s)/n, so 1/S - 1/n = s (1 - 1/n): a line through the origin.
    fraction = sum(x * y for x, y in points) / sum(x * x for x, _ in points)
    error = (sum((y - fraction * x) ** 2 for x, y in points) / len(points)) ** 0.5
    return {'serial_fraction': min(max(fraction, 0.0), 1.0), 'unbounded': fraction, 'error': error, 'points': len(points)}


def too_close(a, b):
    """Whether two summaries differ by less than their noise."""
    a, b = a['throughput'], b['throughput']
    return abs(a['median'] - b['median']) <= max(a['iqr'], b['iqr'])
