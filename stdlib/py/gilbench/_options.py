"""The command line: what it takes, what it refuses, and how it ends.

Exit status: 0; 1 when the measured program fails; 2 when the command line asks for something that cannot be done. An interrupt
ends it by its signal, as it ends any Python program.
"""

import argparse
import os
import signal
import sys

from gilbench import _machine, _measure, _peers, _targets, _terminal
from gilbench._workloads import WORKLOADS

_DESCRIPTION = '''\
Measures what threads gain with the GIL on and off. Without a target it runs its built-in workloads.

target:
  (none)              the built-in workloads (--list names them, --workload chooses)
  module:function     N threads call the function over and over; file.py:function works too
  script.py [arg ...] the whole program, timed from start to end
'''
_EPILOG = '''\
A script runs once per mode. To run it for several numbers of threads, name them with --threads: the script finds
the number in the environment variable GILBENCH_THREADS, or wherever an argument says {threads}.

examples:
  pyish -m gilbench                                  everything, in about a minute
  pyish -m gilbench --workload cpu,io --threads 1,2
  pyish -m gilbench --html report.html --compare python3
  pyish -m gilbench work.py:crunch
  pyish -m gilbench --threads 1,2,4 solve.py --workers {threads}
'''
_SIGNALS = [signal.SIGTERM, signal.SIGHUP]


class _Ended(BaseException):
    """A signal asks the process to end; the argument is its number."""


def _number(text, least, what, kind=float):
    try:
        value = kind(text)
    except ValueError:
        value = None
    if value is None or not least <= value < float('inf'):
        raise argparse.ArgumentTypeError(f'{what}, not {text!r}')
    return value


def _counts(text):
    numbers = {_number(part.strip(), 1, 'numbers of threads are whole numbers from 1 up, as in 1,2,4', int)
               for part in text.split(',')}
    if max(numbers) > 1000:
        raise argparse.ArgumentTypeError(f'at most 1000 threads, not {max(numbers)}')
    return sorted(numbers)


def _names(text):
    names = [name.strip() for name in text.split(',')]
    for name in names:
        if name not in WORKLOADS:
            raise argparse.ArgumentTypeError(f'no workload is named {name!r}; there are {", ".join(WORKLOADS)}')
    return names


def _seconds(text):
    value = _number(text, 0, 'a number of seconds above 0')
    if not value:
        raise argparse.ArgumentTypeError(f'a number of seconds above 0, not {text!r}')
    return value


def _parser():
    p = argparse.ArgumentParser('pyish -m gilbench', usage='pyish -m gilbench [option ...] [target [arg ...]]',
                                description=_DESCRIPTION, epilog=_EPILOG, allow_abbrev=False,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('target', nargs='?', help=argparse.SUPPRESS)
    p.add_argument('arguments', nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    what = p.add_argument_group('what to measure')
    what.add_argument('--list', action='store_true', help='name the built-in workloads')
    what.add_argument('-w', '--workload', type=_names, action='extend', metavar='NAME[,NAME]',
                      help='only these of the built-in workloads')
    what.add_argument('-t', '--threads', type=_counts, metavar='N[,N]',
                      help='numbers of threads (default: 1, 2, 4 and so on; 1 always, to compare with)')
    what.add_argument('--compare', action='append', default=[], metavar='PYTHON',
                      help='another interpreter to run beside, as python3; may be given several times')
    how = p.add_argument_group('how')
    how.add_argument('--time', '--seconds', type=_seconds, default=0.2, metavar='S',
                     help='seconds that a run of a function is measured (default: 0.2)')
    how.add_argument('--warm-up', type=lambda text: _number(text, 0, 'a number of seconds from 0 up'), default=0.05,
                     metavar='S', help='seconds before, which do not count (default: 0.05)')
    how.add_argument('--repeat', type=lambda text: _number(text, 1, 'a whole number from 1 up', int), default=5,
                     metavar='N', help='rounds; the median counts (default: 5)')
    how.add_argument('--timeout', type=_seconds, default=60.0, metavar='S',
                     help='seconds after which a run is stopped (default: 60)')
    how.add_argument('--show-output', action='store_true', help='let through what the program prints')
    shown = p.add_argument_group('what to show')
    forms = shown.add_mutually_exclusive_group()
    forms.add_argument('--json', action='store_true', help='everything as JSON, instead of the charts')
    forms.add_argument('--csv', action='store_true', help='one line for each run, instead of the charts')
    shown.add_argument('--html', metavar='FILE', help='write a page with charts and tables as well')
    return p


def _default_counts(cores):
    counts = [1, 2, 4]
    while counts[-1] * 2 <= cores:
        counts.append(counts[-1] * 2)
    return counts if counts[-1] >= cores or cores < 4 else [*counts, cores]


def _is_function(name):
    return name is not None and ':' in name and not os.path.exists(name)


def _targets_of(options, parser):
    name = options.target
    if name is None:
        names = options.workload or list(WORKLOADS)
        return [_targets.Calls(name) for name in dict.fromkeys(names)]
    if options.workload:
        parser.error('--workload and a target exclude each other')
    if _is_function(name):
        place, _, function = name.partition(':')
        if not place or not function:
            parser.error(f'a function is named as module:function, not {name!r}')
        if place.endswith('.py') and not os.path.isfile(place):
            parser.error(f'there is no file {place!r}')
        return [_targets.Calls(name, name)]
    if os.path.isdir(name) and not os.path.isfile(os.path.join(name, '__main__.py')):
        parser.error(f'{name!r} is a folder without a __main__.py')
    if not os.path.exists(name):
        hint = f' (the built-in workload: --workload {name})' if name in WORKLOADS else ''
        parser.error(f'there is no script {name!r}{hint}')
    scales = options.threads is not None or any(_targets.MARK in a for a in options.arguments)
    return [_targets.Script(name, options.arguments, scales)]


def _check_page(path, parser):
    # Before the work, not after it.
    folder = os.path.dirname(path) or '.'
    if os.path.isdir(path):
        parser.error(f'cannot write {path!r}: it is a folder')
    if not os.path.isdir(folder):
        parser.error(f'cannot write {path!r}: there is no folder {folder!r}')
    if not os.access(path if os.path.exists(path) else folder, os.W_OK):
        parser.error(f'cannot write {path!r}: no permission')


def _list():
    width = max(map(len, WORKLOADS))
    for name, (text, _) in WORKLOADS.items():
        print(f'{name:{width}}  {text}')
    return 0


def run(arguments):
    """Everything, from words to exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if _is_function(options.target) and options.arguments:
        # Unlike a script's, what follows a function is ours.
        target = options.target
        rest, options.arguments = options.arguments, []
        options = parser.parse_args(rest, options)
        if options.target != target and options.target is not None or options.arguments:
            parser.error('a function gets no arguments')
        options.target = target
    if options.list:
        return _list()
    for number in _SIGNALS:
        signal.signal(number, _end)
    progress = _terminal.Progress(sys.stderr, not options.show_output)
    try:
        return _run(options, parser, progress)
    except _targets.Unusable as e:
        progress.clear()
        parser.error(str(e))
    except _targets.Failed as e:
        progress.clear()
        if not options.show_output:
            sys.stderr.write(e.errors)
        print(f'{parser.prog}: {e}', file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        progress.clear()
        print(f'{parser.prog}: interrupted', file=sys.stderr)
        return _die(signal.SIGINT)
    except _Ended as e:
        progress.clear()
        return _die(e.args[0])
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1


def _end(number, _):
    raise _Ended(number)


def _die(number):
    sys.stdout.flush()
    sys.stderr.flush()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    return 128 + number


def _run(options, parser, progress):
    targets = _targets_of(options, parser)
    if options.html:
        _check_page(options.html, parser)
    series = _peers.own()
    for number, name in enumerate(options.compare, 1):
        try:
            series += _peers.other(name, number)
        except _peers.BadPeer as e:
            parser.error(str(e))
    counts = options.threads or _default_counts(_machine.cores())
    if counts[0] != 1:
        counts = [1, *counts]
    result = _measure.measure(targets, series, counts, options, progress)
    if options.html:
        from gilbench import _page
        try:
            with open(options.html, 'w', encoding='utf-8') as f:
                f.write(_page.page(result))
        except OSError as e:
            parser.error(f'cannot write {options.html!r}: {e.strerror}')
    if options.json:
        from gilbench import _export
        _export.write_json(result, sys.stdout)
    elif options.csv:
        from gilbench import _export
        _export.write_csv(result, sys.stdout)
    else:
        _terminal.show(result, sys.stdout)
        if options.html:
            print(f'The page is in {options.html}')
    sys.stdout.flush()
    return 0
