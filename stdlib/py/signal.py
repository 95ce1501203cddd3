"""Signals: the functions of `_signal` with enums in the place of numbers."""

import _signal
from _signal import *
from enum import IntEnum as _IntEnum

_globals = globals()

_IntEnum._convert_('Signals', __name__, lambda name: (
    name.isupper() and (name.startswith('SIG') and not name.startswith('SIG_')
                        or name.startswith('CTRL_'))))
_IntEnum._convert_('Handlers', __name__, lambda name: name in ('SIG_DFL', 'SIG_IGN'))
if 'pthread_sigmask' in _globals:
    _IntEnum._convert_('Sigmasks', __name__,
                       lambda name: name in ('SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK'))


def _int_to_enum(value, enum_klass):
    if not isinstance(value, int):
        return value
    try:
        return enum_klass(value)
    except ValueError:
        return value


def _enum_to_int(value):
    try:
        return int(value)
    except (ValueError, TypeError):
        return value


def _take_over(wrapper, original):
    wrapper.__doc__ = original.__doc__
    wrapper.__wrapped__ = original
    return wrapper


def signal(signalnum, handler):
    handler = _signal.signal(_enum_to_int(signalnum), _enum_to_int(handler))
    return _int_to_enum(handler, Handlers)


_take_over(signal, _signal.signal)


def getsignal(signalnum):
    return _int_to_enum(_signal.getsignal(signalnum), Handlers)


_take_over(getsignal, _signal.getsignal)

if 'pthread_sigmask' in _globals:
    def pthread_sigmask(how, mask):
        return {_int_to_enum(s, Signals) for s in _signal.pthread_sigmask(how, mask)}

    _take_over(pthread_sigmask, _signal.pthread_sigmask)

if 'sigpending' in _globals:
    def sigpending():
        return {_int_to_enum(s, Signals) for s in _signal.sigpending()}

    _take_over(sigpending, _signal.sigpending)

if 'sigwait' in _globals:
    def sigwait(sigset):
        return _int_to_enum(_signal.sigwait(sigset), Signals)

    _take_over(sigwait, _signal.sigwait)

if 'valid_signals' in _globals:
    def valid_signals():
        return {_int_to_enum(s, Signals) for s in _signal.valid_signals()}

    _take_over(valid_signals, _signal.valid_signals)

del _globals, _take_over
