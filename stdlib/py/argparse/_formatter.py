"""Usage and help as text, in lines of the terminal's width.

A formatter collects what is to be shown, as functions with their arguments, in
sections; format_help() calls them.  Widths are counted without the colours.
"""

from argparse._base import (ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE,
                            _NoTheme, _decolor, _theme, gettext as _)

__name__ = 'argparse'

# A conversion of % formatting, in the parts that matter: '%%' and the key.
_conversion = (r'%(?:%|(?:\((?P<key>[^)]*)\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?'
               r'[diouxXeEfFgGcrsa])')


class _Section:
    """A heading and what is shown below it."""

    def __init__(self, formatter, parent, heading=None):
        self.formatter = formatter
        self.parent = parent
        self.heading = heading
        self.items = []

    def format_help(self):
        formatter = self.formatter
        if self.parent is not None:
            formatter._indent()
        body = formatter._join_parts([function(*args) for function, args in self.items])
        if self.parent is not None:
            formatter._dedent()
        if not body:
            return ''
        heading = ''
        if self.heading is not SUPPRESS and self.heading is not None:
            theme = formatter._theme
            text = _('%(heading)s:') % {'heading': self.heading}
            heading = f"{' ' * formatter._current_indent}{theme.heading}{text}{theme.reset}\n"
        return formatter._join_parts(['\n', heading, body, '\n'])


class HelpFormatter:
    """Writes usage and help.  Only the name is fixed; methods are for subclasses here."""

    _Section = _Section

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position,
                                      max(width - 20, indent_increment * 2))
        self._width = width
        self._current_indent = 0
        self._level = 0
        self._action_max_length = 0
        self._root_section = self._Section(self, None)
        self._current_section = self._root_section
        self._set_color(False)

    def _set_color(self, color, *, file=None):
        self._theme_color = color
        self._theme_file = file
        self._cached_theme = None

    @property
    def _theme(self):
        if self._cached_theme is None:
            self._cached_theme = _theme(self._theme_color, self._theme_file)
        return self._cached_theme

    def _decolor(self, text):
        return text if self._theme is _NoTheme else _decolor(text)

    # Sections and what goes in them.

    def _indent(self):
        self._current_indent += self._indent_increment
        self._level += 1

    def _dedent(self):
        self._current_indent -= self._indent_increment
        assert self._current_indent >= 0, 'Indent decreased below 0.'
        self._level -= 1

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    def start_section(self, heading):
        self._indent()
        section = self._Section(self, self._current_section, heading)
        self._add_item(section.format_help, [])
        self._current_section = section

    def end_section(self):
        self._current_section = self._current_section.parent
        self._dedent()

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._add_item(self._format_text, [text])

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        for each in [action, *self._iter_indented_subactions(action)]:
            # The indentation of subactions counts only while they are being walked.
            indent = self._current_indent
            if each is not action:
                indent += self._indent_increment
            length = len(self._decolor(self._format_action_invocation(each))) + indent
            self._action_max_length = max(self._action_max_length, length)
        self._add_item(self._format_action, [action])

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = self._root_section.format_help()
        if text:
            while '\n\n\n' in text:
                text = text.replace('\n\n\n', '\n\n')
            text = text.strip('\n') + '\n'
        return text

    def _join_parts(self, part_strings):
        return ''.join([part for part in part_strings if part and part is not SUPPRESS])

    # Usage.

    def _format_usage(self, usage, actions, groups, prefix):
        theme = self._theme
        if prefix is None:
            prefix = _('usage: ')
        prog = self._prog
        if usage is not None:
            shown = f'{theme.prog}{prog}{theme.reset}{theme.prog_extra}'
            usage = theme.prog_extra + usage % {'prog': shown} + theme.reset
        elif not actions:
            usage = f'{theme.prog}{prog}{theme.reset}'
        else:
            prog = f'{prog}'
            parts, first_positional = self._get_actions_usage_parts(actions, groups)
            usage = ' '.join(filter(None, [prog, *parts]))
            width = self._width - self._current_indent
            if len(prefix) + len(self._decolor(usage)) > width:
                usage = '\n'.join(self._wrap_usage(prog, parts, first_positional, prefix,
                                                   width))
            usage = f'{theme.prog}{prog}{theme.reset}{usage.removeprefix(prog)}'
        return f'{theme.usage}{prefix}{theme.reset}{usage}\n\n'

    def _wrap_usage(self, prog, parts, first_positional, prefix, width):
        options, positionals = parts[:first_positional], parts[first_positional:]
        length = len(self._decolor(prog))
        if len(prefix) + length <= 0.75 * width:
            # A short name: what follows is aligned after it.
            indent = ' ' * (len(prefix) + length + 1)
            if options:
                return (self._usage_lines([prog, *options], indent, width, prefix)
                        + self._usage_lines(positionals, indent, width))
            if positionals:
                return self._usage_lines([prog, *positionals], indent, width, prefix)
            return [prog]
        # A long one: it has a line to itself.
        indent = ' ' * len(prefix)
        lines = self._usage_lines(parts, indent, width)
        if len(lines) > 1:
            lines = (self._usage_lines(options, indent, width)
                     + self._usage_lines(positionals, indent, width))
        return [prog, *lines]

    def _usage_lines(self, parts, indent, width, prefix=None):
        lines = []
        line = []
        used = len(indent if prefix is None else prefix) - 1
        for part in parts:
            length = len(self._decolor(part))
            if line and used + 1 + length > width:
                lines.append(indent + ' '.join(line))
                line = []
                used = len(indent) - 1
            line.append(part)
            used += length + 1
        if line:
            lines.append(indent + ' '.join(line))
        if prefix is not None:
            lines[0] = lines[0][len(indent):]
        return lines

    def _get_actions_usage_parts(self, actions, groups):
        """(parts of the usage, index of the first positional one)"""
        optionals, positionals = _by_groups(actions, groups)
        parts = []
        first_positional = None
        for i, (required, members) in enumerate(optionals + positionals):
            start = len(parts)
            if i == len(optionals):
                first_positional = start
            together = len(members) > 1
            parts += [self._usage_part(action, required, together) for action in members]
            if together:
                parts[start] = ('(' if required else '[') + parts[start]
                for k in range(start, len(parts) - 1):
                    parts[k] += ' |'
                parts[-1] += ')' if required else ']'
        return parts, len(parts) if first_positional is None else first_positional

    def _usage_part(self, action, required, together):
        theme = self._theme
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            part = self._format_args(action, default)
            if together and part[0] == '[' and part[-1] == ']':
                # Brackets that the group has already.
                part = part[1:-1]
            return theme.summary_action + part + theme.reset
        option = action.option_strings[0]
        if self._is_long_option(option):
            color = theme.summary_long_option
        else:
            color = theme.summary_short_option
        if action.nargs == 0:
            part = f'{color}{action.format_usage()}{theme.reset}'
        else:
            default = self._get_default_metavar_for_optional(action)
            args = self._format_args(action, default)
            part = f'{color}{option} {theme.summary_label}{args}{theme.reset}'
        if not (action.required or required or together):
            part = f'[{part}]'
        return part

    def _is_long_option(self, string):
        return len(string) > 2

    # Text and actions.

    def _format_text(self, text):
        if '%(prog)' in text:
            text = text % {'prog': self._prog}
        width = max(self._width - self._current_indent, 11)
        text = self._fill_text(text, width, ' ' * self._current_indent)
        return self._apply_text_markup(text) + '\n\n'

    def _apply_text_markup(self, text):
        theme = self._theme
        if theme is _NoTheme:
            return text
        import re
        return re.sub(r'(`{1,2})([^`]+)\1', f'{theme.prog_extra}\\2{theme.reset}', text)

    def _format_action(self, action):
        # Where help begins: the same column for all actions, unless that is too far.
        help_position = min(self._action_max_length + 2, self._max_help_position)
        help_width = max(self._width - help_position, 11)
        room = help_position - self._current_indent - 2
        indent = ' ' * self._current_indent
        header = self._format_action_invocation(action)
        length = len(self._decolor(header))
        first = 0
        if action.help and length <= room:
            parts = [indent + header + ' ' * (room - length + 2)]
        else:
            parts = [indent + header + '\n']
            first = help_position
        if action.help and action.help.strip():
            text = self._expand_help(action)
            if text:
                lines = self._split_lines(text, help_width)
                parts.append(' ' * first + lines[0] + '\n')
                parts += [' ' * help_position + line + '\n' for line in lines[1:]]
        elif not parts[0].endswith('\n'):
            parts.append('\n')
        for subaction in self._iter_indented_subactions(action):
            parts.append(self._format_action(subaction))
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        theme = self._theme
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return (theme.action + ' '.join(self._metavar_formatter(action, default)(1))
                    + theme.reset)
        options = ', '.join([
            (theme.long_option if self._is_long_option(option) else theme.short_option)
            + option + theme.reset for option in action.option_strings])
        if action.nargs == 0:
            return options
        default = self._get_default_metavar_for_optional(action)
        return f'{options} {theme.label}{self._format_args(action, default)}{theme.reset}'

    def _metavar_formatter(self, action, default_metavar):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = '{%s}' % ','.join(map(str, action.choices))
        else:
            result = default_metavar

        def format(tuple_size):
            return result if isinstance(result, tuple) else (result,) * tuple_size
        return format

    def _format_args(self, action, default_metavar):
        metavars = self._metavar_formatter(action, default_metavar)
        nargs = action.nargs
        if nargs is None:
            return '%s' % metavars(1)
        if nargs == OPTIONAL:
            return '[%s]' % metavars(1)
        if nargs == ZERO_OR_MORE:
            names = metavars(1)
            return ('[%s [%s ...]]' if len(names) == 2 else '[%s ...]') % names
        if nargs == ONE_OR_MORE:
            return '%s [%s ...]' % metavars(2)
        if nargs == REMAINDER:
            return '...'
        if nargs == PARSER:
            return '%s ...' % metavars(1)
        if nargs == SUPPRESS:
            return ''
        try:
            pattern = ' '.join(['%s' for _ in range(nargs)])
        except TypeError:
            raise ValueError("invalid nargs value") from None
        return pattern % metavars(nargs)

    def _expand_help(self, action):
        text = str(self._get_help_string(action))
        if '%' not in text:
            return self._apply_text_markup(text)
        params = {'prog': self._prog} | {name: value for name, value in vars(action).items()
                                         if name != 'prog' and value is not SUPPRESS}
        for name, value in params.items():
            if hasattr(value, '__name__'):
                params[name] = value.__name__
        if params.get('choices') is not None:
            params['choices'] = ', '.join(map(str, params['choices']))
        result = text % params
        theme = self._theme
        if theme is _NoTheme:
            return result
        import re

        def colorized(match):
            spec, key = match.group(0, 'key')
            if spec == '%%':
                return '%'
            if key is None:
                return spec % params
            return f'{theme.interpolated_value}{spec % {key: params[key]}}{theme.reset}'

        return self._apply_text_markup(re.sub(_conversion, colorized, text))

    def _iter_indented_subactions(self, action):
        if not hasattr(action, '_get_subactions'):
            return
        self._indent()
        yield from action._get_subactions()
        self._dedent()

    def _squeeze(self, text):
        import re
        return re.sub(r'\s+', ' ', text, flags=re.ASCII).strip()

    def _split_lines(self, text, width):
        import textwrap
        text = self._squeeze(text)
        plain = self._squeeze(self._decolor(text))
        if plain == text:
            return textwrap.wrap(text, width)
        if not plain:
            return [text]
        # Break where the text breaks without colours.
        lines = textwrap.wrap(plain, width)
        words = [word for word in text.split() if self._decolor(word)]
        colored = []
        for line in lines:
            count = len(line.split())
            if self._decolor(' '.join(words[:count])) != line:
                return lines
            colored.append(' '.join(words[:count]))
            del words[:count]
        return colored

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(self._squeeze(text), width, initial_indent=indent,
                             subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


def _by_groups(actions, groups):
    """Optional and positional arguments as lists of (required, members).

    Members of an exclusive group stand together; if one of them is positional,
    with the positional ones.
    """
    actions = [action for action in actions if action.help is not SUPPRESS]
    left = dict.fromkeys(actions)
    for group in groups:
        for action in group._group_actions:
            if action in left:
                left[action] = group

    def others(group):
        return [action for action in group._group_actions
                if action.option_strings and left.pop(action, None)]

    positionals = []
    for action in actions:
        if not action.option_strings:
            group = left.pop(action)
            if group:
                positionals.append((group.required, [*others(group), action]))
            else:
                positionals.append((None, [action]))
    optionals = []
    for action in actions:
        if action.option_strings and action in left:
            group = left.pop(action)
            if group:
                optionals.append((group.required, [action, *others(group)]))
            else:
                optionals.append((None, [action]))
    return optionals, positionals


class RawDescriptionHelpFormatter(HelpFormatter):
    """Descriptions keep their line breaks."""

    def _fill_text(self, text, width, indent):
        return ''.join([indent + line for line in text.splitlines(keepends=True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """All texts keep their line breaks."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """The help of each argument says its default."""

    def _get_help_string(self, action):
        text = action.help or ''
        if ('%(default)' not in text and action.default is not SUPPRESS
                and not action.required
                and (action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE))):
            theme = self._theme
            before, after = _(' (default: %(default)s)').split('%(default)s')
            text += (f' {theme.default}{before.lstrip()}{theme.reset}%(default)s'
                     f'{theme.default}{after}{theme.reset}')
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Values are shown as the name of their type."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__
