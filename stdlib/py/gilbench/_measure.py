"""The rounds: every target, thread count and series once in each, so that whatever disturbs the machine hits all of them alike.

Within a round the series of one thread count follow each other at once, and each round turns their order round.
"""

from gilbench import _figures, _machine, _targets, _verdict

FORMAT = 1


def plan(targets, series, counts, rounds):
    """The runs in their order, as (target, threads, series)."""
    for number in range(rounds):
        order = series[::-1] if number % 2 else series
        for target in targets:
            for threads in counts if target.scales else [None]:
                for one in order:
                    yield target, threads, one


def measure(targets, series, counts, options, progress):
    """Run everything; return the whole result as plain data."""
    machine = _machine.facts()
    runs = {}
    steps = list(plan(targets, series, counts, options.repeat))
    for number, (target, threads, one) in enumerate(steps):
        progress.show(number, len(steps), f'{target.name}, {_targets.describe(one, threads)}')
        figures = target.run(one, threads, options)
        runs.setdefault((target.name, threads, one.key), []).append(figures)
    progress.clear()
    workloads = [_workload(target, series, counts, runs, machine) for target in targets]
    result = {'gilbench': FORMAT, 'machine': machine,
              'settings': {'threads': counts, 'repeat': options.repeat, 'seconds': options.time,
                           'warm_up': options.warm_up, 'timeout': options.timeout},
              'series': [one.facts() for one in series], 'workloads': workloads}
    result['notes'] = _verdict.notes(result)
    return result


def _workload(target, series, counts, runs, machine):
    own = counts if target.scales else [None]
    results = [_figures.summary(one.key, n, runs[target.name, n, one.key]) for n in own for one in series]
    if target.scales:
        _figures.add_speedup(results)
    fits = []
    for one in series:
        curve = [(r['threads'], r['speedup']) for r in results if r['series'] == one.key and r['speedup']]
        fit = _figures.amdahl(curve, machine['cores'])
        if fit:
            fits.append({'series': one.key, **fit})
    workload = {'name': target.name, 'kind': target.kind, 'description': target.description, 'unit': target.unit,
                'threads': own, 'results': results, 'amdahl': fits}
    workload['conclusion'] = _verdict.conclusion(workload, series, machine['cores'])
    return workload
