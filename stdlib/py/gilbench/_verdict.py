"""The result in words: a conclusion for each workload, and what to keep in mind about the whole.

Words never claim more than the figures: what differs by less than its noise is said to be too close to tell.
"""

from gilbench import _figures

# Speed-up by threads from which a workload counts as scaling, and below which threads are of no use or do harm.
_SCALES, _NO_USE, _HARM = 0.75, 1.15, 0.9
# Part of the time that other programs may take before the figures say little, and before it is worth a note.
_STARVED, _DISTURBED = 0.2, 0.05


def ratio(x):
    """1.93x, 12.4x, 310x."""
    return f'{x:.2f}x' if x < 9.995 else f'{x:.1f}x' if x < 99.95 else f'{x:,.0f}x'


def _seconds(x):
    return f'{x:.2f} s' if x < 99.995 else f'{x:,.0f} s'


def _at(workload, key, threads):
    for r in workload['results']:
        if r['series'] == key and r['threads'] == threads:
            return r
    return None


def decisive_count(counts, cores):
    """The thread count that tells most: the largest that has a core for each thread, else the smallest above one."""
    several = [n for n in counts if n is not None and n > 1]
    fitting = [n for n in several if n <= cores]
    return max(fitting) if fitting else min(several, default=None)


def conclusion(workload, series, cores):
    """Sentences about one workload, the most important first."""
    on, off = 'on', 'off'
    n = decisive_count(workload['threads'], cores)
    said = []
    if n is None:
        said += _without_threads(workload, workload['threads'][0])
    else:
        with_lock, without = _at(workload, on, n), _at(workload, off, n)
        said.append(f'{n} threads do {ratio(without["speedup"])} the work of one without the GIL, '
                    f'{ratio(with_lock["speedup"])} with it.')
        said.append(_reading(workload, with_lock, without, n, cores))
    for one in series:
        if not one.own:
            said += _against(workload, one, n)
    return [sentence for sentence in said if sentence]


def _starved(results, cores):
    # How much other programs took away, at worst; more threads than cores take it from each other.
    return max((r['starved'] or 0 for r in results if (r['threads'] or 1) <= cores), default=0)


def _reading(workload, with_lock, without, n, cores):
    on, off = with_lock['speedup'], without['speedup']
    starved = _starved([r for r in workload['results'] if r['threads'] in (1, n) and r['series'] in ('on', 'off')], cores)
    if starved > _STARVED:
        return f'This says little: other programs took {starved:.0%} of the time from the measured threads.'
    close = _figures.too_close(with_lock, without)
    if on >= _SCALES * n and (off >= _SCALES * n or close):
        if with_lock['cores_busy'] > 0.75 * min(n, cores) > 0.75:
            return 'Both scale: the time goes where the GIL is let go, so that several cores work at once.'
        return 'Both scale: the threads mostly wait, and while they wait nobody holds the lock.'
    if max(on, off) < _NO_USE and (close or off >= _HARM):
        return 'More threads do not help, with the lock or without: one must wait for the other.'
    if close:
        return 'With and without the GIL differ by less than the noise: too close to tell.'
    # The cores limit threads that compute.
    if off >= _SCALES * min(n, cores) and on < _NO_USE:
        return 'Only the GIL is in the way here: without it the threads run side by side.'
    if off < _HARM and on >= off:
        return ('Without the GIL more threads are slower than one: they fight for the same data, which one core must hand to the '
                'other each time. With it they take turns, which costs less.')
    if off > on * _NO_USE:
        return 'There is more room without the GIL; what the threads share or wait for limits the rest.'
    if on > off * _NO_USE:
        return "The GIL does no harm here: taking turns costs less than getting in each other's way."
    return 'The GIL makes little difference here.'


def _without_threads(workload, n):
    with_lock, without = _at(workload, 'on', n), _at(workload, 'off', n)
    if workload['unit'] != 'runs':
        said = (f'One thread does {ratio(without["throughput"]["median"] / with_lock["throughput"]["median"])} '
                'the work without the GIL that it does with it.')
    else:
        off, on = without['seconds']['median'], with_lock['seconds']['median']
        said = (f'It takes {_seconds(off)} without the GIL and {_seconds(on)} with it, {ratio(on / off)} as fast; it keeps '
                f'{without["cores_busy"]:.2f} cores busy instead of {with_lock["cores_busy"]:.2f}.')
    return [said, 'The difference is less than the noise.' if _figures.too_close(with_lock, without) else None]


def _against(workload, one, n):
    # pyish in the same mode beside another interpreter: by one thread, and by several.
    def factor(mode, threads):
        ours, theirs = _at(workload, mode, threads), _at(workload, one.key, threads)
        return ratio(ours['throughput']['median'] / theirs['throughput']['median'])
    mode = 'on' if one.gil else 'off'
    first = workload['threads'][0]
    counted = '' if first is None else f' with {first} thread{"s" * (first != 1)}'
    said = f'Beside {one.label}, pyish with the GIL {mode} does {factor(mode, first)} the work{counted}'
    if n is None:
        return [f'{said}.']
    said += f' and {factor(mode, n)} with {n}'
    return [f'{said}; with the GIL off, {factor("off", n)} with {n}.' if one.gil else f'{said}.']


def notes(result):
    """What to keep in mind about the whole result."""
    machine, settings = result['machine'], result['settings']
    cores, said = machine['cores'], []
    scaled = [w for w in result['workloads'] if w['threads'] != [None]]
    most = max((n for w in scaled for n in w['threads']), default=1)
    if most > cores:
        said.append(f'The machine runs {cores} thread{"s" * (cores != 1)} at once: of more threads than that, those that '
                    'compute must take turns, GIL or not.')
    quota = machine['quota']
    if quota and quota < min(most, cores):
        said.append(f'This container may use {quota:g} cores, whatever the machine has.')
    disturbed = {w['name']: starved for w in scaled if (starved := _starved(w['results'], cores)) > _DISTURBED}
    if disturbed:
        said.append(f'Other programs took up to {max(disturbed.values()):.0%} of the time from the measured threads: '
                    f'{", ".join(disturbed)}.')
    elif machine['load'] is not None and machine['load'] > 0.25 * cores:
        said.append(f'Other programs were running at the start (load {machine["load"]:.2f}): '
                    'the figures may be lower than they could be.')
    if settings['repeat'] == 1:
        said.append('Every run was done once: how far the figures vary is unknown (--repeat).')
    noisy = sorted({w['name'] for w in result['workloads'] for r in w['results'] if r['throughput']['noise'] > 0.15})
    if noisy:
        said.append(f'The figures vary by more than 15% between repetitions: {", ".join(noisy)}. '
                    'Longer runs (--time) or more of them (--repeat) help.')
    slow = [w['name'] for w in result['workloads'] if w['unit'] == 'calls'
            and any(min(run['calls_by_thread']) < 5 for r in w['results'] for run in r['runs'])]
    if slow:
        said.append(f'Some threads came to fewer than five calls in a run: {", ".join(slow)}. Use a longer --time.')
    return said
