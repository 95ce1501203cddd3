"""The result as text: bars, figures, conclusions; and the line of progress while it is being made.

Colours and the progress line appear on a terminal only; bars and signs are ASCII where the encoding has no others.
"""

import os
import shutil
import time

from gilbench import _verdict

_EIGHTHS = ' ▏▎▍▌▋▊▉'
_COLOURS = ['33', '32', '36', '35', '34', '31']


def amount(x):
    """A throughput in at most four digits and their commas."""
    if x >= 99.95:
        return f'{x:,.0f}'
    return f'{x:.1f}' if x >= 9.995 else f'{x:.2f}' if x >= 0.0995 else f'{x:.3g}'


class Progress:
    """One line on a terminal that says how far the work is and how long it may take."""

    def __init__(self, stream, wanted):
        self._stream, self._shown = stream, False
        self._wanted = wanted and stream is not None and stream.isatty() and os.environ.get('TERM') != 'dumb'
        self._begun = time.monotonic()

    def show(self, done, total, text):
        if not self._wanted:
            return
        left = ''
        if done:
            seconds = round((time.monotonic() - self._begun) / done * (total - done))
            left = f', {seconds // 60}:{seconds % 60:02d} left'
        width = shutil.get_terminal_size().columns - 1
        line = f'[{done + 1}/{total}{left}] {text}'
        self._stream.write(f'\r{line[:width]:{width}}')
        self._stream.flush()
        self._shown = True

    def clear(self):
        if self._shown:
            self._stream.write('\r' + ' ' * (shutil.get_terminal_size().columns - 1) + '\r')
            self._stream.flush()
            self._shown = False


class _Style:
    """What the stream can show."""

    def __init__(self, stream):
        from _colorize import can_colorize
        self._colour = can_colorize(file=stream)
        try:
            '█▏·±'.encode(stream.encoding or 'ascii')
            self.unicode = True
        except UnicodeError:
            self.unicode = False
        self.width = min(max(shutil.get_terminal_size().columns, 60), 110)

    def paint(self, text, colour):
        return f'\033[{colour}m{text}\033[0m' if self._colour and text else text

    def bar(self, part, width):
        """A bar of a part of the width, padded to it."""
        part = min(max(part, 0), 1)
        if not self.unicode:
            return ('#' * (round(part * width) or 1)).ljust(width)
        eighths = max(round(part * width * 8), 1)
        full, rest = divmod(eighths, 8)
        return ('█' * full + (_EIGHTHS[rest] if rest else '')).ljust(width)

    def wrap(self, text, first='  ', then='  '):
        import textwrap
        return textwrap.fill(text, self.width, initial_indent=first, subsequent_indent=then)


def show(result, stream):
    """Write the whole result."""
    style = _Style(stream)
    write = lambda line='': stream.write(line + '\n')
    dot = ' · ' if style.unicode else ', '
    machine, settings = result['machine'], result['settings']
    write(style.paint('gilbench: what threads gain with the GIL on and off', '1'))
    write()
    write(f'  machine   {machine["cpu"]}, {machine["cores"]} core{"s" * (machine["cores"] != 1)}{dot}'
          f'{machine["system"]} {machine["machine"]}')
    write(f'  versions  pyish: {result["series"][0]["version"]}'
          + ''.join(dot + s['label'] for s in result['series'][2:]))
    write(style.wrap(f'measured  {machine["date"]}{dot}{settings["repeat"]} round{"s" * (settings["repeat"] != 1)}'
          + (f' of {settings["seconds"]:g} s after {settings["warm_up"]:g} s of warm-up'
             if any(w['unit'] == 'calls' for w in result['workloads']) else '')
          + f'{dot}medians, the modes in turn', '  ', ' ' * 12))
    for workload in result['workloads']:
        write()
        _workload(workload, result, style, write)
    if result['notes']:
        write()
        write(style.paint('Keep in mind', '1'))
        for note in result['notes']:
            write(style.wrap(note, '  - ', '    '))


def _workload(workload, result, style, write):
    series = result['series']
    labels = {s['key']: s['label'] for s in series}
    colours = {s['key']: _COLOURS[i % len(_COLOURS)] for i, s in enumerate(series)}
    wide = max(map(len, labels.values()))
    runs = workload['unit'] == 'runs'
    scaled = workload['threads'] != [None]
    write(style.paint(workload['name'], '1') + f': {workload["description"]}')
    room = max(style.width - wide - (55 if scaled else 28), 5)
    head = f'{"threads":>9}  ' if scaled else '  '
    head += f'{"":{wide + room + 4}}' + f'{"seconds" if runs else "calls/s":>9}{"noise":>6}{"cores":>7}'
    write(style.paint(head + (f'{"speed-up":>10}{"effic.":>8}' if scaled else ''), '2'))
    figure = 'seconds' if runs and not scaled else 'throughput'
    top = max(r[figure]['median'] for r in workload['results'])
    last = None
    for r in workload['results']:
        lead = f'{r["threads"] if r["threads"] != last else "":>9}  ' if scaled else '  '
        last = r['threads']
        bar = style.paint(style.bar(r[figure]['median'] / top if top else 0, room), colours[r['series']])
        shown = r['seconds' if runs else 'throughput']
        value = f'{shown["median"]:.3f}' if runs else amount(shown['median'])
        noise = ('±' if style.unicode else '+-') + f'{shown["noise"] * 50:.0f}%' if len(r['runs']) > 1 else '-'
        line = f'{lead}{labels[r["series"]]:{wide}}  {bar}  {value:>9}{noise:>6}{r["cores_busy"]:>7.2f}'
        if scaled:
            line += f'{_verdict.ratio(r["speedup"]):>10}{r["efficiency"]:>8.0%}'
        write(line)
    for line in _below(workload, labels):
        write(style.wrap(line))
    for sentence in workload['conclusion'][:1]:
        write(style.wrap(sentence, '  => ', '     '))
    for sentence in workload['conclusion'][1:]:
        write(style.wrap(sentence, '     ', '     '))


def _below(workload, labels):
    if workload['amdahl']:
        yield 'Amdahl: serial part ' + ', '.join(f'{labels[f["series"]]} {serial(f)}' for f in workload['amdahl'])
    with_lock = [r for r in workload['results'] if r['gil']]
    if with_lock:
        yield gil_line(with_lock[-1])


def serial(fit):
    """A fitted serial part as text."""
    if fit['unbounded'] > 1.02:
        return 'over 100% (threads cost more than they bring)'
    return f'{fit["serial_fraction"]:.0%}'


def gil_line(r):
    """The figures of the lock at one number of threads, as a sentence."""
    g = r['gil']
    where = '' if r['threads'] is None else f' with {r["threads"]} thread{"s" * (r["threads"] != 1)}'
    return (f'The GIL{where}: taken {_times(g["holds"])}, held {g["held"]:.2f} s; waited for {_times(g["waits"])}, '
            f'{g["waited"]:.2f} s in all; given up {_times(g["forced"])} on request, {_times(g["voluntary"])} by itself')


def _times(n):
    n = round(n)
    return ('never', 'once', 'twice')[n] if n < 3 else f'{n:,} times'
