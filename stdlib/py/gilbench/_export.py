"""The result for other programs: JSON with everything, CSV with one line for each run."""

_COLUMNS = ['workload', 'kind', 'series', 'label', 'gil', 'threads', 'round', 'calls', 'seconds', 'throughput', 'cpu_seconds',
            'holds', 'held', 'waits', 'waited', 'asked', 'forced', 'voluntary']


def write_json(result, stream):
    import json
    json.dump(result, stream, indent=1)
    stream.write('\n')


def write_csv(result, stream):
    import csv
    series = {s['key']: s for s in result['series']}
    out = csv.DictWriter(stream, _COLUMNS, lineterminator='\n')
    out.writeheader()
    for workload in result['workloads']:
        for r in workload['results']:
            one = series[r['series']]
            for number, run in enumerate(r['runs'], 1):
                row = {'workload': workload['name'], 'kind': workload['kind'], 'series': one['key'], 'label': one['label'],
                       'gil': one['gil'], 'threads': '' if r['threads'] is None else r['threads'], 'round': number,
                       'calls': run['calls'], 'seconds': f'{run["seconds"]:.6f}',
                       'throughput': f'{run["calls"] / run["seconds"]:.6g}', 'cpu_seconds': f'{run["cpu_seconds"]:.6f}'}
                row.update(run['gil'] or {})
                out.writerow(row)
