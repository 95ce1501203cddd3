"""Charts as inline SVG: lines of throughput against threads, bars of seconds.

Colours come from the page's style sheet by class, so that a chart follows light and dark; each series also has a shape of its
own for its points. Everything is drawn in units of a fixed box that the page scales to its width.
"""

from html import escape

from gilbench._terminal import amount

_WIDTH, _HEIGHT = 440, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 30, 42
_STEPS = 1, 2, 2.5, 5, 10


def _nice_step(top, parts):
    # The smallest round step that needs at most so many parts.
    power = 1.0
    while power * 10 <= top / parts:
        power *= 10
    while power > top / parts:
        power /= 10
    return next(power * s for s in _STEPS if power * s * parts >= top * 0.9999)


def shape(number, x, y, size=4.5):
    """The point of a series: circle, square, diamond, triangle, and round again."""
    s = size
    kind = number % 4
    if kind == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{s:.1f}"/>'
    corners = [[(-s, -s), (s, -s), (s, s), (-s, s)], [(0, -s * 1.35), (s * 1.35, 0), (0, s * 1.35), (-s * 1.35, 0)],
               [(0, -s * 1.3), (s * 1.2, s), (-s * 1.2, s)]][kind - 1]
    return '<path d="M' + 'L'.join(f'{x + dx:.1f} {y + dy:.1f}' for dx, dy in corners) + 'z"/>'


def _text(x, y, text, anchor='middle', kind='tick'):
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _tick(value):
    if value >= 1000:
        return f'{value / 1000:g}k' if value < 1e6 else f'{value / 1e6:g}M'
    return f'{value:g}'


class _Plane:
    """Threads to the right, throughput upwards."""

    def __init__(self, most_threads, top):
        self.most, self.top = max(most_threads, 2), top

    def x(self, threads):
        return _LEFT + 14 + (threads - 1) / (self.most - 1) * (_WIDTH - _LEFT - _RIGHT - 28)

    def y(self, value):
        return _HEIGHT - _BOTTOM - value / self.top * (_HEIGHT - _TOP - _BOTTOM)


def lines(workload, series, cores):
    """Throughput against threads, a line for each series, and what ideal scaling would give."""
    results = workload['results']
    counts = workload['threads']
    base = max((r['throughput']['median'] for r in results if r['threads'] == 1 and r['series'] in ('on', 'off')), default=0)
    highest = max(r['throughput']['q3'] for r in results)
    reach = max(highest * 1.06, base * min(max(counts), cores) * 1.06)
    step = _nice_step(reach, 6)
    top = step
    while top < reach:
        top += step
    plane = _Plane(max(counts), top)
    parts = [*_grid(plane, counts, step, workload['unit']), *_ideal(plane, base, cores, max(counts))]
    for number, one in enumerate(series):
        own = [r for r in results if r['series'] == one['key']]
        parts.append(_curve(plane, own, number, one['label'], workload['unit']))
    spoken = f'{workload["name"]}: {workload["unit"]} per second against the number of threads'
    return (f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(spoken)}">' + ''.join(parts) + '</svg>')


def _grid(plane, counts, step, unit):
    yield _text(_LEFT - 6, 12, f'{unit}/s', 'end', 'axis')
    value = 0.0
    while value <= plane.top * 1.0001:
        y = plane.y(value)
        yield f'<path class="{"base" if not value else "grid"}" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>'
        yield _text(_LEFT - 6, y + 4, _tick(round(value, 9)), 'end')
        value += step
    last = -100.0
    for n in counts:
        x = plane.x(n)
        if x - last > 22:
            yield _text(x, _HEIGHT - _BOTTOM + 18, str(n))
            last = x
    yield _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 6, 'threads', kind='axis')


def _ideal(plane, base, cores, most):
    # From one thread on, as far as the plane goes.
    end = min(most, plane.top / base if base else most)
    if end > 1:
        yield (f'<path class="ideal" d="M{plane.x(1):.1f} {plane.y(base):.1f}L{plane.x(end):.1f} {plane.y(base * end):.1f}">'
               '<title>ideal: n threads do n times the work of one</title></path>')
    if cores < most:
        x = plane.x(cores)
        yield f'<path class="cores" d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>'
        yield _text(x + 5, _HEIGHT - _BOTTOM - 7, f'{cores} core{"s" * (cores != 1)}', 'start')


def _curve(plane, results, number, label, unit):
    points = [(plane.x(r['threads']), plane.y(r['throughput']['median']), r) for r in results]
    parts = [f'<g class="s{number % 6}">']
    parts.append('<path class="line" d="M' + 'L'.join(f'{x:.1f} {y:.1f}' for x, y, _ in points) + '"/>')
    for x, y, r in points:
        low, high = plane.y(r['throughput']['q1']), plane.y(r['throughput']['q3'])
        if low - high > 2:
            parts.append(f'<path class="range" d="M{x:.1f} {low:.1f}V{high:.1f}M{x - 4:.1f} {low:.1f}h8M{x - 4:.1f} {high:.1f}h8"/>')
        said = f'{label}, {r["threads"]} thread{"s" * (r["threads"] != 1)}: {amount(r["throughput"]["median"])} {unit}/s'
        parts.append(f'<g class="point">{shape(number, x, y)}<title>{escape(said)}</title></g>')
    return ''.join(parts) + '</g>'


def bars(workload, series, calls):
    """One bar for each series: throughput when calls were counted, seconds of a whole program otherwise."""
    own = {r['series']: r for r in workload['results']}
    values = [own[one['key']]['throughput' if calls else 'seconds']['median'] for one in series]
    top = max(values) or 1
    height, room = 44, _WIDTH - 100
    parts = []
    for number, (one, value) in enumerate(zip(series, values)):
        y = number * height
        text = f'{amount(value)} {workload["unit"]}/s' if calls else f'{value:.3f} s'
        parts.append(_text(2, y + 14, one['label'], 'start', 'axis'))
        parts.append(f'<rect class="s{number % 6} bar" x="2" y="{y + 20}" width="{max(value / top * room, 1):.1f}" height="16" rx="3"/>')
        parts.append(_text(value / top * room + 9, y + 33, text, 'start', 'value'))
    spoken = 'calls per second, more is better' if calls else 'seconds from start to end, less is better'
    return (f'<svg viewBox="0 0 {_WIDTH} {height * len(series) + 4}" role="img" aria-label="{spoken}">' + ''.join(parts)
            + '</svg>')


def sign(number):
    """A series's line and point, for legends."""
    return (f'<svg class="sign s{number % 6}" viewBox="0 0 26 12" aria-hidden="true"><path class="line" d="M1 6H25"/>'
            f'<g class="point">{shape(number, 13, 6, 4)}</g></svg>')
