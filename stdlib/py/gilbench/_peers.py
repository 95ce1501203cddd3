"""The interpreters that take part, and the modes each of them has.

A series is one curve of the result: an interpreter with the GIL on or off. pyish has both, and so has a free-threaded CPython;
another CPython has one.
"""

import json
import os
import shutil
import sys

from gilbench import _process

# What an interpreter says of itself, as JSON on the descriptor given as its argument.
_ASK = '''
import json, os, sys
both = sys.implementation.name == 'pyish'
if not both:
    import sysconfig
    both = bool(sysconfig.get_config_var('Py_GIL_DISABLED'))
answer = {'name': sys.implementation.name, 'version': '.'.join(map(str, sys.version_info[:3])), 'both': both}
os.write(int(sys.argv[1]), json.dumps(answer).encode())
'''
_SHOWN = {'cpython': 'CPython', 'pypy': 'PyPy', 'graalpy': 'GraalPy'}


class BadPeer(Exception):
    """An interpreter that cannot take part; the argument says why."""


class Series:
    """One interpreter in one mode."""

    def __init__(self, key, label, program, version, gil, options=(), own=False):
        self.key, self.label, self.program, self.version, self.gil = key, label, program, version, gil
        self.own = own
        self.command = [program, *options]

    def facts(self):
        return {'key': self.key, 'label': self.label, 'program': self.program, 'version': self.version,
                'gil': 'on' if self.gil else 'off'}


def environment():
    """The children's environment: ours, without what would set the mode."""
    return {name: value for name, value in os.environ.items() if name not in ('PYTHON_GIL', 'PYTHONINSPECT')}


def own():
    """pyish itself, on and off."""
    policy = sys._xoptions.get('gil-policy')
    options = ['-X', f'gil-policy={policy}'] if policy else []
    version = f'Python {sys.version.partition(" [")[0]}'
    return [Series(key, f'GIL {key}', sys.executable, version, key == 'on', ['-X', f'gil={number}', *options], own=True)
            for key, number in (('on', 1), ('off', 0))]


def other(name, number):
    """The series of another interpreter, named by a path or found on the PATH."""
    program = shutil.which(name)
    if program is None:
        raise BadPeer(f'there is no program {name!r} to compare with')
    program = os.path.abspath(program)
    try:
        end = _process.run(lambda fd: [program, '-c', _ASK, str(fd)], environment(), 20)
    except _process.CannotStart as e:
        raise BadPeer(f'cannot start {name!r}: {e}') from None
    try:
        answer = json.loads(end.result)
        kind, version, both = answer['name'], answer['version'], answer['both']
    except (ValueError, KeyError, TypeError):
        raise BadPeer(f'{name!r} does not answer as a Python interpreter') from None
    label = f'{_SHOWN.get(kind, kind)} {version}'
    key = f'peer{number}'
    if not both:
        return [Series(key, label, program, version, True)]
    return [Series(f'{key}-{mode}', f'{label}, GIL {mode}', program, version, mode == 'on', ['-X', f'gil={n}'])
            for mode, n in (('on', 1), ('off', 0))]
