"""The result as one page that stands alone: no script, no font, no picture from elsewhere; light and dark as the reader has it."""

from html import escape

from gilbench import _charts, _terminal, _verdict

_STYLE = '''
:root { color-scheme: light dark; --back: #f7f6f3; --card: #fff; --text: #1d2023; --soft: #62676d; --rule: #dedcd6;
  --s0: #c2540a; --s1: #0b7a75; --s2: #6a4bc4; --s3: #b3246c; --s4: #3d68c9; --s5: #6b7a12; --mark: #fff3df; --marked: #7a4a00; }
@media (prefers-color-scheme: dark) { :root { --back: #15171a; --card: #1e2125; --text: #e8e6e1; --soft: #a0a5ab; --rule: #383c42;
  --s0: #f6a04d; --s1: #45cfc2; --s2: #b39cf7; --s3: #f37fb5; --s4: #8fb2ff; --s5: #c5d455; --mark: #3a2f1c; --marked: #f3cf8e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto,
  "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 2.2rem 1.1rem 4rem; }
h1 { font-size: clamp(1.5rem, 4.5vw, 2.2rem); line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.3rem; margin: 2.6rem 0 .7rem; }
h3 { font-size: 1.12rem; margin: 0; }
p { margin: .5rem 0; max-width: 72ch; }
.soft, .what { color: var(--soft); }
.facts { display: flex; flex-wrap: wrap; gap: .15rem 1.6rem; margin: 1.1rem 0 0; padding: .8rem 0; border: solid var(--rule);
  border-width: 1px 0; font-size: .92rem; }
.facts div { display: flex; gap: .5rem; } .facts dt { color: var(--soft); } .facts dd { margin: 0; }
.notes { background: var(--mark); color: var(--marked); border-radius: 10px; padding: .7rem 1rem .8rem 2.1rem; margin: 1.2rem 0; font-size: .94rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 1.1rem; align-items: start; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 1.1rem 1.2rem 1rem; min-width: 0; }
.card .what { margin: .1rem 0 .6rem; font-size: .94rem; }
.says { font-weight: 600; } .card p { font-size: .97rem; }
svg { display: block; width: 100%; max-width: 620px; height: auto; }
.sign { display: inline-block; width: 26px; height: 12px; vertical-align: -1px; margin-right: .4rem; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .88rem; margin: .5rem 0 .3rem; color: var(--soft); }
.s0 { --c: var(--s0); } .s1 { --c: var(--s1); } .s2 { --c: var(--s2); } .s3 { --c: var(--s3); } .s4 { --c: var(--s4); }
.s5 { --c: var(--s5); }
.line { fill: none; stroke: var(--c); stroke-width: 2.4; stroke-linejoin: round; }
.point { fill: var(--c); stroke: var(--card); stroke-width: 1.4; } .range { stroke: var(--c); stroke-width: 1.3; fill: none; }
.bar { fill: var(--c); } .grid { stroke: var(--rule); } .base { stroke: var(--soft); }
.ideal { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 5; fill: none; }
.cores { stroke: var(--soft); stroke-dasharray: 1 4; stroke-linecap: round; fill: none; }
svg text { font-size: 12.5px; fill: var(--soft); font-variant-numeric: tabular-nums; } svg .value { fill: var(--text); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { padding: .32rem .5rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; color: var(--soft); white-space: normal; vertical-align: bottom; line-height: 1.25; } td:first-child, th:first-child { padding-left: 0; } tbody th { text-align: left; color: var(--text); }
td.name, th.name { text-align: left; } tr.next > * { border-top: 2px solid var(--rule); }
.glance { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: .5rem 1.1rem; }
.glance table { font-size: .95rem; table-layout: fixed; min-width: calc(7.5rem + var(--n) * 5.2rem); } .glance th { vertical-align: bottom; white-space: normal; }
.glance th.name { width: 7.5rem; } .glance tbody th { vertical-align: middle; } .glance tbody tr:last-child > * { border-bottom: 0; }
.meter { display: block; height: 5px; border-radius: 3px; background: var(--rule); margin-top: .2rem; }
.meter i { display: block; height: 100%; border-radius: 3px; background: var(--c); }
details { margin-top: .7rem; } summary { cursor: pointer; color: var(--soft); font-size: .92rem; }
details h4 { margin: .9rem 0 .2rem; font-size: .9rem; }
.read dt { font-weight: 600; margin-top: .7rem; } .read dd { margin: 0; max-width: 75ch; }
code { font-family: ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; font-size: .93em; }
@media (max-width: 520px) { main { padding: 1.3rem .8rem 3rem; } .card, .glance { padding: .9rem .85rem; border-radius: 10px; }
  th, td { padding: .3rem .35rem; } }
@media print { .card { break-inside: avoid; } }
'''

_READING = [
    ('Throughput', 'How often all threads together call the workload in a second. Each point is the median of the rounds; a bar '
                   'through it spans the middle half of them.'),
    ('Ideal', 'The dashed line: n threads do n times what one does. Threads that compute cannot pass the number of cores; threads '
              'that wait can.'),
    ('Speed-up, efficiency', 'Throughput by that of one thread in the same mode, and that divided by the number of threads. '
                             '2.00x and 100% with two threads is all there is to gain.'),
    ('Cores busy', 'Processor time by elapsed time. With the GIL on, threads that run Python code keep one core busy at most, '
                   'however many there are.'),
    ('Serial part', 'Amdahl\'s law fitted to the curve up to the number of cores: the part of the work that only one thread at a '
                    'time can do. With 50%, even endless threads are no more than twice as fast.'),
    ('The GIL\'s figures', 'How often the lock was taken, how long threads stood in line for it, how often its holder gave it up '
                           'because another asked, and how often by itself, to wait for something else.'),
    ('Noise', 'When two figures differ by less than their middle half spreads, the page says that it is too close to tell.'),
]


def page(result):
    """The whole page as text."""
    series, cores = result['series'], result['machine']['cores']
    scaled = [w for w in result['workloads'] if w['threads'] != [None]]
    body = [_head(result)]
    if result['notes']:
        body.append('<ul class="notes">' + ''.join(f'<li>{escape(n)}</li>' for n in result['notes']) + '</ul>')
    if len(scaled) > 1:
        body.append(_glance(scaled, series, cores))
        body.append('<h2>One by one</h2>')
    body.append('<div class="cards">' + ''.join(_card(w, series, cores) for w in result['workloads']) + '</div>')
    body.append('<h2>How to read this</h2><dl class="read">'
                + ''.join(f'<dt>{escape(t)}</dt><dd>{escape(d)}</dd>' for t, d in _READING) + '</dl>')
    title = 'gilbench: ' + ', '.join(w['name'] for w in result['workloads'])
    return ('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n' + '\n'.join(body)
            + '\n</main>\n</body>\n</html>\n')


def _head(result):
    machine, settings, series = result['machine'], result['settings'], result['series']
    cores = machine['cores']
    how = f'{settings["repeat"]} round{"s" * (settings["repeat"] != 1)}'
    if any(w['unit'] == 'calls' for w in result['workloads']):
        how += f' of {settings["seconds"]:g} s each after {settings["warm_up"]:g} s of warm-up'
    facts = [('Machine', f'{machine["cpu"]}, {cores} core{"s" * (cores != 1)}'),
             ('System', f'{machine["system"]} {machine["machine"]}'),
             ('Versions', ', '.join([f'pyish: {series[0]["version"]}', *(s['label'] for s in series[2:])])),
             ('Measured', machine['date']), ('How', how + ', the modes in turn')]
    more = ' by more and more threads' if any(len(w['threads']) > 1 for w in result['workloads']) else ''
    return ('<h1>What threads gain with the GIL on and off</h1>'
            '<p class="soft">The global interpreter lock lets one thread at a time run Python code. pyish runs with it and without '
            f'it, so the same work was done both ways{more}.</p>'
            '<dl class="facts">' + ''.join(f'<div><dt>{t}</dt><dd>{escape(d)}</dd></div>' for t, d in facts) + '</dl>')


def _glance(workloads, series, cores):
    rows = []
    for w in workloads:
        n = _verdict.decisive_count(w['threads'], cores)
        if n is None:
            continue
        cells = []
        for number, one in enumerate(series):
            r = next(r for r in w['results'] if r['series'] == one['key'] and r['threads'] == n)
            part = min(r['speedup'] / n, 1)
            cells.append(f'<td class="s{number % 6}">{_verdict.ratio(r["speedup"])}'
                         f'<span class="meter"><i style="width:{part:.0%}"></i></span></td>')
        rows.append(f'<tr><th scope="row">{escape(w["name"])}</th>{"".join(cells)}</tr>')
    if not rows:
        return ''
    n = _verdict.decisive_count(workloads[0]['threads'], cores)
    heads = ''.join(f'<th scope="col">{_charts.sign(i)}{escape(s["label"])}</th>' for i, s in enumerate(series))
    return (f'<h2>At a glance</h2><p class="soft">How many times the work of one thread {n} threads do, in each mode; a full bar '
            f'is {n}x.</p><div class="glance wide" style="--n: {len(series)}"><table><thead><tr><th class="name" scope="col">workload</th>{heads}</tr></thead>'
            f'<tbody>{"".join(rows)}</tbody></table></div>')


def _card(workload, series, cores):
    scaled = workload['threads'] != [None]
    first, *rest = workload['conclusion']
    parts = [f'<section class="card"><h3>{escape(workload["name"])}</h3><p class="what">{escape(workload["description"])}</p>',
             f'<p class="says">{escape(first)}</p>', *(f'<p>{escape(s)}</p>' for s in rest)]
    if scaled and len(workload['threads']) > 1:
        legend = [f'<span>{_charts.sign(i)}{escape(s["label"])}</span>' for i, s in enumerate(series)]
        legend.append('<span><svg class="sign" viewBox="0 0 26 12" aria-hidden="true"><path class="ideal" d="M1 6H25"/></svg>ideal</span>')
        parts.append(f'<div class="legend">{"".join(legend)}</div>{_charts.lines(workload, series, cores)}')
    else:
        parts.append(_charts.bars(workload, series, scaled))
    parts.append(f'<details><summary>All figures</summary>{_table(workload, series)}{_lock(workload)}{_amdahl(workload, series)}'
                 '</details></section>')
    return ''.join(parts)


def _table(workload, series):
    labels = {s['key']: s['label'] for s in series}
    numbers = {s['key']: i for i, s in enumerate(series)}
    scaled, runs = workload['threads'] != [None], workload['unit'] == 'runs'
    heads = ['threads'] * scaled + ['mode', 'seconds' if runs else 'calls/s', 'noise', 'cores busy'] + ['speed-up', 'efficiency'] * scaled
    rows, last = [], None
    for r in workload['results']:
        shown = r['seconds' if runs else 'throughput']
        cells = [f'<td class="name">{_charts.sign(numbers[r["series"]])}{escape(labels[r["series"]])}</td>',
                 f'<td>{shown["median"]:.3f}</td>' if runs else f'<td>{_terminal.amount(shown["median"])}</td>',
                 f'<td>±{shown["noise"] * 50:.0f}%</td>' if len(r['runs']) > 1 else '<td>?</td>', f'<td>{r["cores_busy"]:.2f}</td>']
        new = r['threads'] != last
        if scaled:
            cells.insert(0, f'<td>{r["threads"] if new else ""}</td>')
            cells += [f'<td>{_verdict.ratio(r["speedup"])}</td>', f'<td>{r["efficiency"]:.0%}</td>']
        rows.append(f'<tr{" class=next" if new and rows else ""}>{"".join(cells)}</tr>')
        last = r['threads']
    return _made(heads, rows, 1 if scaled else 0)


def _made(heads, rows, name=None):
    cells = ''.join(f'<th scope="col"{" class=name" if i == name else ""}>{h}</th>' for i, h in enumerate(heads))
    return f'<div class="wide"><table><thead><tr>{cells}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _lock(workload):
    with_lock = [r for r in workload['results'] if r['gil']]
    if not with_lock:
        return ''
    rows = []
    for r in with_lock:
        g = r['gil']
        cells = [g['holds'], g['held'], g['waits'], g['waited'], g['forced'], g['voluntary']]
        cells = [f'{v:.3f}' if i in (1, 3) else f'{v:,.0f}' for i, v in enumerate(cells)]
        if r['threads'] is not None:
            cells.insert(0, str(r['threads']))
        rows.append('<tr>' + ''.join(f'<td>{c}</td>' for c in cells) + '</tr>')
    heads = ['threads'] * (with_lock[0]['threads'] is not None) + ['taken', 'held s', 'waits', 'waited s', 'given up on request', 'by itself']
    return '<h4>The GIL\'s figures, in one run</h4>' + _made(heads, rows)


def _amdahl(workload, series):
    labels = {s['key']: s['label'] for s in series}
    fits = [f'{escape(labels[f["series"]])} {_terminal.serial(f)}' for f in workload['amdahl']]
    return f'<p class="soft">Serial part by Amdahl\'s law: {"; ".join(fits)}.</p>' if fits else ''
