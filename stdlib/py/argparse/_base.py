"""What the parts of argparse share: constants, errors, the namespace, colours."""

import sys as _sys

try:
    from gettext import gettext, ngettext
except ImportError:
    def gettext(message):
        return message

    def ngettext(singular, plural, n):
        return singular if n == 1 else plural

__name__ = 'argparse'

SUPPRESS = '==SUPPRESS=='
OPTIONAL = '?'
ZERO_OR_MORE = '*'
ONE_OR_MORE = '+'
PARSER = 'A...'
REMAINDER = '...'
_UNRECOGNIZED_ARGS_ATTR = '_unrecognized_args'


class _AttributeHolder:
    """An object whose repr() shows its attributes."""

    def __repr__(self):
        shown = [repr(arg) for arg in self._get_args()]
        others = {}
        for name, value in self._get_kwargs():
            if name.isidentifier():
                shown.append(f'{name}={value!r}')
            else:
                others[name] = value
        if others:
            shown.append(f'**{others!r}')
        return f"{type(self).__name__}({', '.join(shown)})"

    def _get_kwargs(self):
        return list(self.__dict__.items())

    def _get_args(self):
        return []


class Namespace(_AttributeHolder):
    """What a parser found: one attribute per argument."""

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __eq__(self, other):
        if not isinstance(other, Namespace):
            return NotImplemented
        return vars(self) == vars(other)

    def __contains__(self, key):
        return key in self.__dict__


def _get_action_name(argument):
    """How errors call an argument."""
    if argument is None:
        return None
    if argument.option_strings:
        return '/'.join(argument.option_strings)
    metavar = argument.metavar
    if metavar not in (None, SUPPRESS):
        if not isinstance(metavar, tuple):
            return metavar
        if len(metavar) == 2 and argument.nargs == ZERO_OR_MORE or \
                argument.nargs == ONE_OR_MORE:
            return '%s[, %s]' % metavar
        return ', '.join(metavar)
    if argument.dest not in (None, SUPPRESS):
        return argument.dest
    if argument.choices:
        return '{%s}' % ','.join(map(str, argument.choices))
    return None


class ArgumentError(Exception):
    """The command line is wrong at an argument (or at none in particular)."""

    def __init__(self, argument, message):
        self.argument_name = _get_action_name(argument)
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return '%s' % self.message
        return gettext('argument %(argument_name)s: %(message)s') % {
            'message': self.message, 'argument_name': self.argument_name}


class ArgumentTypeError(Exception):
    """For functions given as type=: the string cannot be converted; the message is shown."""


class FileType:
    """For type=: opens the file; deprecated in favour of opening files afterwards."""

    def __init__(self, mode='r', bufsize=-1, encoding=None, errors=None):
        import warnings
        warnings.warn("FileType is deprecated. Simply open files after parsing arguments.",
                      category=PendingDeprecationWarning, stacklevel=2)
        self._mode = mode
        self._bufsize = bufsize
        self._encoding = encoding
        self._errors = errors

    def __call__(self, string):
        if string == '-':
            if 'r' in self._mode:
                stream = _sys.stdin
            elif any(sign in self._mode for sign in 'wax'):
                stream = _sys.stdout
            else:
                raise ValueError(gettext('argument "-" with mode %r') % self._mode)
            return stream.buffer if 'b' in self._mode else stream
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as e:
            raise ArgumentTypeError(gettext("can't open '%(filename)s': %(error)s")
                                    % {'filename': string, 'error': e})

    def __repr__(self):
        shown = [repr(arg) for arg in (self._mode, self._bufsize) if arg != -1]
        for name, value in (('encoding', self._encoding), ('errors', self._errors)):
            if value is not None:
                shown.append(f'{name}={value!r}')
        return f"{type(self).__name__}({', '.join(shown)})"


def _copy_items(items):
    if items is None:
        return []
    if type(items) is list:
        return items[:]
    import copy
    return copy.copy(items)


def _identity(value):
    return value


class _Theme:
    """The escape sequences for the parts of usage, help and errors."""

    usage = heading = '\x1b[1;34m'
    prog = error = '\x1b[1;35m'
    prog_extra = message = '\x1b[35m'
    summary_long_option = '\x1b[36m'
    summary_short_option = summary_action = '\x1b[32m'
    summary_label = interpolated_value = '\x1b[33m'
    long_option = '\x1b[1;36m'
    short_option = action = '\x1b[1;32m'
    label = warning = '\x1b[1;33m'
    default = '\x1b[90m'
    reset = '\x1b[0m'


class _NoTheme:
    """No colours."""


for _name in vars(_Theme):
    if not _name.startswith('_'):
        setattr(_NoTheme, _name, '')
del _name


def _theme(color, file=None):
    if color:
        import _colorize
        if _colorize.can_colorize(file=file):
            return _Theme
    return _NoTheme


def _decolor(text):
    """The text without escape sequences."""
    if '\x1b' not in text:
        return text
    import re
    return re.sub('\x1b\\[[0-9;]*m', '', text)
