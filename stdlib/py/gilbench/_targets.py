"""What gets measured: a built-in workload, a function, or a script; how each becomes a child, and what its end means.

A target runs one measurement: `run(series, threads, options)` gives a dict of figures or raises one of the two errors.
"""

import json
import os
import signal

from gilbench import _peers, _process
from gilbench._workloads import WORKLOADS

# In an argument of a script, this stands for the number of threads.
MARK = '{threads}'
VARIABLE = 'GILBENCH_THREADS'


class Unusable(Exception):
    """The command line asked for something that cannot be measured: exit status 2."""


class Failed(Exception):
    """The program failed: exit status 1. `errors` is what it wrote to stderr."""

    def __init__(self, text, errors=''):
        super().__init__(text)
        self.errors = errors


def _source(module):
    import _imp
    return _imp._frozen_source(module)


def _worker():
    # Both parts as one program, with the names that they would import.
    return '\n'.join((_source('gilbench._workloads'), _source('gilbench._child'), 'main(WORKLOADS)\n'))


class _Target:
    unit = 'calls'
    scales = True

    def _watch(self, series, threads, options, make_argv, environment):
        doing = f'{self.name} ({describe(series, threads)})'
        try:
            end = _process.run(make_argv, environment, options.timeout, options.show_output)
        except _process.CannotStart as e:
            raise Unusable(f'cannot start {series.program!r}: {e}') from None
        if end.status is None:
            raise Unusable(f'{doing} has not ended after {options.timeout:g} s and was stopped (--timeout)')
        return end, doing


def describe(series, threads):
    """A run in words: 'GIL off, 2 threads'."""
    if threads is None:
        return series.label
    return f'{series.label}, {threads} thread{"s" * (threads != 1)}'


def _ending(status):
    if status >= 0:
        return f'ended with status {status}'
    try:
        return f'was ended by {signal.Signals(-status).name}'
    except ValueError:
        return f'was ended by signal {-status}'


class Calls(_Target):
    """A function that N threads call over and over: built in, or the user's."""

    _program = None

    def __init__(self, name, function=None):
        self.name, self._function = name, function
        self.kind = 'function' if function else 'workload'
        self.description = 'each thread calls it over and over' if function else WORKLOADS[name][0]

    def run(self, series, threads, options):
        if Calls._program is None:
            Calls._program = _worker()
        order = {'threads': threads, 'seconds': options.time, 'warm_up': options.warm_up}
        order.update({'function': self._function} if self._function else {'workload': self.name})

        def argv(fd):
            return [*series.command, '-c', Calls._program, json.dumps({**order, 'fd': fd})]
        end, doing = self._watch(series, threads, options, argv, _peers.environment())
        try:
            result = json.loads(end.result)
        except ValueError:
            raise Failed(f'{doing} {_ending(end.status)}', end.errors) from None
        if 'unusable' in result:
            raise Unusable(result['unusable'])
        if 'failed' in result:
            raise Failed(f'{doing} failed', end.errors)
        result['calls'] = sum(result['calls_by_thread'])
        return result


class Script(_Target):
    """A program that runs whole, from its start to its end."""

    kind, unit = 'script', 'runs'

    def __init__(self, path, arguments, scales):
        self.path, self._arguments, self.scales = path, arguments, scales
        self.name = os.path.basename(path)
        self.description = 'the whole program' + (f' with {" ".join(arguments)}' if arguments else '')

    def run(self, series, threads, options):
        environment = _peers.environment()
        arguments = self._arguments
        if threads is not None:
            environment[VARIABLE] = str(threads)
            arguments = [a.replace(MARK, str(threads)) for a in arguments]
        with_figures = ['-X', 'gil-stats'] if series.own and series.gil else []
        argv = [*series.command, *with_figures, self.path, *arguments]
        end, doing = self._watch(series, threads, options, lambda fd: argv, environment)
        errors, figures = _split_figures(end.errors) if with_figures else (end.errors, None)
        if end.status != 0:
            raise Failed(f'{doing} {_ending(end.status)}', errors)
        return {'calls': 1, 'seconds': end.seconds, 'cpu_seconds': end.cpu_seconds, 'gil': figures}


def _split_figures(errors):
    # What the program itself wrote, and the last line of the table that -X gil-stats puts behind it.
    own, found, table = errors.rpartition('GIL on, policy ')
    words = table.split()[-8:]
    if not found or len(words) != 8 or words[0] != 'total':
        return errors, None
    names = 'holds', 'held', 'waits', 'waited', 'asked', 'forced', 'voluntary'
    try:
        return own, {name: float(word) if '.' in word else int(word) for name, word in zip(names, words[1:])}
    except ValueError:
        return errors, None
