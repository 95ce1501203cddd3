"""The parser: its options, conversion of values, files of arguments, messages."""

import os as _os
import re as _re
import sys as _sys

from argparse._base import (ArgumentError, ArgumentTypeError, Namespace, ONE_OR_MORE, OPTIONAL,
                            PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE,
                            _UNRECOGNIZED_ARGS_ATTR, _AttributeHolder, _identity, _theme,
                            gettext as _, ngettext)
from argparse._formatter import HelpFormatter
from argparse._groups import _ActionsContainer, _looks_negative
from argparse._matching import Matching, match_partial, nargs_pattern

__name__ = 'argparse'


def _prog_name(prog=None):
    """The given name, or the one that the program was started with."""
    if prog is not None:
        return prog
    arg0 = _sys.argv[0]
    spec = getattr(_sys.modules.get('__main__'), '__spec__', None)
    if spec is None or (spec.name != '__main__' and arg0 != spec.origin):
        return _os.path.basename(arg0)
    python = _os.path.basename(_sys.executable)
    if spec.name == '__main__':
        # A directory or an archive.
        return f'{python} {arg0}'
    return f"{python} -m {spec.name.removesuffix('.__main__')}"


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Parses command lines; knows the arguments that were added to it."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[],
                 formatter_class=HelpFormatter, prefix_chars='-', fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler='error', add_help=True,
                 allow_abbrev=True, exit_on_error=True, *, suggest_on_error=True, color=True):
        super().__init__(description=description, prefix_chars=prefix_chars,
                         argument_default=argument_default,
                         conflict_handler=conflict_handler)
        self.prog = _prog_name(prog)
        self.usage = usage
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self.suggest_on_error = suggest_on_error
        self.color = color
        self._cached_formatter = None
        self._positionals = self.add_argument_group(_('positional arguments'))
        self._optionals = self.add_argument_group(_('options'))
        self._subparsers = None
        self.register('type', None, _identity)
        if add_help:
            sign = '-' if '-' in prefix_chars else prefix_chars[0]
            self.add_argument(sign + 'h', sign * 2 + 'help', action='help', default=SUPPRESS,
                              help=_('show this help message and exit'))
        for parent in parents:
            if not isinstance(parent, ArgumentParser):
                raise TypeError('parents must be a list of ArgumentParser')
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        return [(name, getattr(self, name)) for name in (
            'prog', 'usage', 'description', 'formatter_class', 'conflict_handler',
            'add_help')]

    def add_subparsers(self, **kwargs):
        """Let the next value name a subcommand; parsers are added to what is returned."""
        if self._subparsers is not None:
            raise ValueError('cannot have multiple subparser arguments')
        kwargs.setdefault('parser_class', type(self))
        if 'title' in kwargs or 'description' in kwargs:
            title = kwargs.pop('title', _('subcommands'))
            self._subparsers = self.add_argument_group(title, kwargs.pop('description', None))
        else:
            self._subparsers = self._positionals
        if kwargs.get('prog') is None:
            # Up to the subcommand: what has to be written before it.
            formatter = self.formatter_class(prog=self.prog)
            formatter._set_color(False)
            required = [action for action in self._get_optional_actions() if action.required]
            formatter.add_usage(None, required + self._get_positional_actions(),
                                self._mutually_exclusive_groups, '')
            kwargs['prog'] = formatter.format_help().strip()
        action = self._pop_action_class(kwargs, 'parsers')(option_strings=[], **kwargs)
        action._color = self.color
        self._check_help(action)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        group = self._optionals if action.option_strings else self._positionals
        group._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    # Parsing.

    def parse_args(self, args=None, namespace=None):
        """The namespace for a command line; anything left over is an error."""
        return self._nothing_left(*self.parse_known_args(args, namespace))

    def parse_intermixed_args(self, args=None, namespace=None):
        """Like parse_args(), but positional arguments may stand between options."""
        return self._nothing_left(*self.parse_known_intermixed_args(args, namespace))

    def _nothing_left(self, namespace, rest):
        if rest:
            message = _('unrecognized arguments: %s') % ' '.join(rest)
            if not self.exit_on_error:
                raise ArgumentError(None, message)
            self.error(message)
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """(namespace, list of the arguments that nothing matches)"""
        return self._parse_known_args2(args, namespace, intermixed=False)

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """Like parse_known_args(), but positional arguments may stand between options."""
        for action in self._get_positional_actions():
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError('parse_intermixed_args: positional arg with nargs=%s'
                                % action.nargs)
        return self._parse_known_args2(args, namespace, intermixed=True)

    def _parse_known_args2(self, args, namespace, intermixed):
        args = _sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if (action.dest is not SUPPRESS and not hasattr(namespace, action.dest)
                    and action.default is not SUPPRESS):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if self.exit_on_error:
            try:
                namespace, args = self._parse_known_args(args, namespace, intermixed)
            except ArgumentError as e:
                self.error(str(e))
        else:
            namespace, args = self._parse_known_args(args, namespace, intermixed)
        if hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
            args.extend(getattr(namespace, _UNRECOGNIZED_ARGS_ATTR))
            delattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
        return namespace, args

    def _parse_known_args(self, arg_strings, namespace, intermixed):
        if self.fromfile_prefix_chars is not None:
            arg_strings = self._read_args_from_files(arg_strings)
        return namespace, Matching(self, arg_strings, namespace).run(intermixed)

    def _read_args_from_files(self, arg_strings):
        result = []
        for arg in arg_strings:
            if not arg or arg[0] not in self.fromfile_prefix_chars:
                result.append(arg)
                continue
            try:
                with open(arg[1:], encoding=_sys.getfilesystemencoding(),
                          errors=_sys.getfilesystemencodeerrors()) as f:
                    lines = f.read().splitlines()
                found = [each for line in lines for each in self.convert_arg_line_to_args(line)]
                result += self._read_args_from_files(found)
            except OSError as e:
                raise ArgumentError(None, str(e))
        return result

    def convert_arg_line_to_args(self, arg_line):
        """The arguments in one line of a file of arguments; for subclasses."""
        return [arg_line]

    def _match_argument(self, action, arg_strings_pattern):
        match = _re.match(self._get_nargs_pattern(action), arg_strings_pattern)
        if match is not None:
            return len(match.group(1))
        nargs = action.nargs
        if nargs is None:
            message = _('expected one argument')
        elif nargs == OPTIONAL:
            message = _('expected at most one argument')
        elif nargs == ONE_OR_MORE:
            message = _('expected at least one argument')
        else:
            message = ngettext('expected %s argument', 'expected %s arguments', nargs) % nargs
        raise ArgumentError(action, message)

    def _match_arguments_partial(self, actions, arg_strings_pattern):
        return match_partial(self, actions, arg_strings_pattern)

    def _get_nargs_pattern(self, action):
        return nargs_pattern(action)

    def _parse_optional(self, arg_string):
        """[(action, option, '=' or '' or None, attached value)]; None: it is a value."""
        if not arg_string or arg_string[0] not in self.prefix_chars:
            return None
        known = self._option_string_actions
        if arg_string in known:
            return [(known[arg_string], arg_string, None, None)]
        if len(arg_string) == 1:
            return None
        option, sep, explicit = arg_string.partition('=')
        if sep and option in known:
            return [(known[option], option, sep, explicit)]
        found = self._get_option_tuples(arg_string)
        if found:
            return found
        if _looks_negative(arg_string) and not self._has_negative_number_optionals:
            return None
        if ' ' in arg_string:
            return None
        # It looks like an option, but nobody knows it.
        return [(None, arg_string, None, None)]

    def _get_option_tuples(self, option_string):
        # Abbreviations of options, and one-letter options with a value attached.
        signs = self.prefix_chars
        prefix, sep, explicit = option_string.partition('=')
        if not sep:
            sep = explicit = None
        known = self._option_string_actions
        if option_string[0] not in signs:
            raise ArgumentError(None, _('unexpected option string: %s') % option_string)
        if option_string[1] in signs:
            if not self.allow_abbrev:
                return []
            return [(action, option, sep, explicit) for option, action in known.items()
                    if option.startswith(prefix)]
        short, attached = option_string[:2], option_string[2:]
        result = []
        for option, action in known.items():
            if option == short:
                result.append((action, option, '', attached))
            elif self.allow_abbrev and option.startswith(prefix):
                result.append((action, option, sep, explicit))
        return result

    # Values.

    def _get_values(self, action, arg_strings):
        nargs = action.nargs
        if not arg_strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str) and value is not SUPPRESS:
                value = self._get_value(action, value)
            return value
        if not arg_strings and nargs == ZERO_OR_MORE and not action.option_strings:
            return [] if action.default is None else action.default
        if nargs == SUPPRESS:
            return SUPPRESS
        if len(arg_strings) == 1 and nargs in (None, OPTIONAL):
            value = self._get_value(action, arg_strings[0])
            self._check_value(action, value)
            return value
        values = [self._get_value(action, each) for each in arg_strings]
        if nargs == PARSER:
            self._check_value(action, values[0])
        elif nargs != REMAINDER:
            for value in values:
                self._check_value(action, value)
        return values

    def _get_value(self, action, arg_string):
        convert = self._registry_get('type', action.type, action.type)
        if not callable(convert):
            raise TypeError(f'{convert!r} is not callable')
        try:
            return convert(arg_string)
        except ArgumentTypeError as e:
            raise ArgumentError(action, str(e))
        except (TypeError, ValueError):
            name = getattr(action.type, '__name__', repr(action.type))
            raise ArgumentError(action, _('invalid %(type)s value: %(value)r')
                                % {'type': name, 'value': arg_string})

    def _check_value(self, action, value):
        choices = action.choices
        if choices is None:
            return
        # 'ab' is no choice of 'abc'.
        if value in (iter(choices) if isinstance(choices, str) else choices):
            return
        args = {'value': str(value),
                'choices': ', '.join([repr(str(choice)) for choice in action.choices])}
        message = _('invalid choice: %(value)r (choose from %(choices)s)')
        if (self.suggest_on_error and isinstance(value, str)
                and all(isinstance(choice, str) for choice in action.choices)):
            import difflib
            close = difflib.get_close_matches(value, action.choices, 1)
            if close:
                args['closest'] = close[0]
                message = _('invalid choice: %(value)r, maybe you meant %(closest)r? '
                            '(choose from %(choices)s)')
        raise ArgumentError(action, message % args)

    # Messages.

    def format_usage(self, formatter=None):
        """The usage as text."""
        if formatter is None:
            formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self, formatter=None):
        """Usage, description and all arguments as text."""
        if formatter is None:
            formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self, file=None):
        formatter = self.formatter_class(prog=self.prog)
        formatter._set_color(self.color, file=file)
        return formatter

    def _get_validation_formatter(self):
        # For checks only; kept, as it is needed for every argument.
        if self._cached_formatter is None:
            self._cached_formatter = self.formatter_class(prog=self.prog)
            self._cached_formatter._set_color(False)
        return self._cached_formatter

    def _print(self, format, file):
        if file is None:
            file = _sys.stdout
        formatter = self._get_formatter(file=file)
        try:
            text = format(formatter=formatter)
        except TypeError:
            # Overridden without the parameter.
            text = format()
        self._print_message(text, file)

    def print_usage(self, file=None):
        """Write the usage to a file, by default stdout."""
        self._print(self.format_usage, file)

    def print_help(self, file=None):
        """Write the help to a file, by default stdout."""
        self._print(self.format_help, file)

    def _print_message(self, message, file=None):
        if message:
            file = file or _sys.stderr
            try:
                file.write(message)
            except (AttributeError, OSError):
                pass

    def exit(self, status=0, message=None):
        """End the program, with a message on stderr if there is one."""
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)

    def error(self, message):
        """Write usage and message to stderr, end the program with status 2."""
        self.print_usage(_sys.stderr)
        theme = _theme(self.color, _sys.stderr)
        text = _('%(prog)s: error: %(message)s\n').replace(
            'error: %(message)s',
            f'{theme.error}error:{theme.reset} {theme.message}%(message)s{theme.reset}')
        self.exit(2, text % {'prog': self.prog, 'message': message})

    def _warning(self, message):
        theme = _theme(self.color, _sys.stderr)
        text = _('%(prog)s: warning: %(message)s\n').replace(
            'warning: %(message)s',
            f'{theme.warning}warning:{theme.reset} {theme.message}%(message)s{theme.reset}')
        self._print_message(text % {'prog': self.prog, 'message': message}, _sys.stderr)
