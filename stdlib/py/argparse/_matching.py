"""One pass over the arguments of a command line.

Each argument is first taken for an option ('O'), a value ('A') or '--' ('-'); the
string of these letters is matched against what the actions take, greedily, as a
regular expression would.
"""

import re as _re

from argparse._base import (ArgumentError, PARSER, REMAINDER, SUPPRESS, _get_action_name,
                            gettext as _)


class Matching:
    """The state of one pass: what was seen, what is left."""

    def __init__(self, parser, arg_strings, namespace):
        self.parser = parser
        self.args = arg_strings
        self.namespace = namespace
        self.conflicts = self.find_conflicts()
        # index of the argument -> what it can be as an option
        self.options = {}
        self.pattern = self.classify()
        self.positionals = parser._get_positional_actions()
        self.seen = set()
        self.seen_non_default = set()
        self.warned = set()
        self.extras = []
        self.extras_pattern = []

    def find_conflicts(self):
        conflicts = {}
        for group in self.parser._mutually_exclusive_groups:
            for action in group._group_actions:
                conflicts.setdefault(action, []).extend(
                    other for other in group._group_actions if other is not action)
        return conflicts

    def classify(self):
        letters = []
        for i, arg in enumerate(self.args):
            if arg == '--':
                # What follows are values, whatever they look like.
                return ''.join(letters) + '-' + 'A' * (len(self.args) - i - 1)
            option = self.parser._parse_optional(arg)
            if option is None:
                letters.append('A')
            else:
                self.options[i] = option
                letters.append('O')
        return ''.join(letters)

    def take(self, action, strings, option=None):
        """Convert the strings and let the action do its work."""
        self.seen.add(action)
        values = self.parser._get_values(action, strings)
        if action.option_strings or strings:
            self.seen_non_default.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.seen_non_default:
                    raise ArgumentError(action, _('not allowed with argument %s')
                                        % _get_action_name(other))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option)

    # Options.

    def option_at(self, start):
        """Take the option at this index and its values; the index after them."""
        candidates = self.options[start]
        if len(candidates) > 1:
            raise ArgumentError(
                None, _('ambiguous option: %(option)s could match %(matches)s')
                % {'option': self.args[start],
                   'matches': ', '.join([option for _, option, _, _ in candidates])})
        action, option, sep, explicit = candidates[0]
        if action is None:
            self.extras.append(self.args[start])
            self.extras_pattern.append('O')
            return start + 1
        if explicit is None:
            taken, stop = [], start + 1
        else:
            taken, action, option = self.explicit(action, option, sep, explicit)
            stop = start + 1
        if action is not None:
            count = self.parser._match_argument(action, self.pattern[stop:])
            taken.append((action, self.args[stop:stop + count], option))
            stop += count
        for action, strings, option in taken:
            if action.deprecated and option not in self.warned:
                self.parser._warning(_("option '%(option)s' is deprecated")
                                     % {'option': option})
                self.warned.add(option)
            self.take(action, strings, option)
        return stop

    def explicit(self, action, option, sep, explicit):
        """An option with something attached: a value, or more one-letter options.

        Returns what to take, and the last option if it may still have values.
        """
        parser = self.parser
        taken = []
        while True:
            count = parser._match_argument(action, 'A')
            if count == 0 and option[1] not in parser.prefix_chars and explicit != '':
                if sep or explicit[0] in parser.prefix_chars:
                    raise ArgumentError(action, _('ignored explicit argument %r') % explicit)
                taken.append((action, [], option))
                sign = option[0]
                option = sign + explicit[0]
                if option not in parser._option_string_actions:
                    self.extras.append(sign + explicit)
                    self.extras_pattern.append('O')
                    return taken, None, None
                action = parser._option_string_actions[option]
                explicit = explicit[1:]
                if not explicit:
                    return taken, action, option
                sep = ''
                if explicit[0] == '=':
                    sep, explicit = '=', explicit[1:]
            elif count == 1:
                taken.append((action, [explicit], option))
                return taken, None, None
            else:
                raise ArgumentError(action, _('ignored explicit argument %r') % explicit)

    # Positional arguments.

    def positionals_at(self, start):
        """Take as many positional arguments as match; the index after them."""
        counts = self.parser._match_arguments_partial(self.positionals, self.pattern[start:])
        for action, count in zip(self.positionals, counts):
            strings = self.args[start:start + count]
            # '--' is no value, except where everything is one.
            if action.nargs == PARSER:
                if self.pattern[start] == '-':
                    strings.remove('--')
            elif action.nargs != REMAINDER:
                if '-' in self.pattern[start:start + count]:
                    strings.remove('--')
            start += count
            if strings and action.deprecated and action.dest not in self.warned:
                self.parser._warning(_("argument '%(argument_name)s' is deprecated")
                                     % {'argument_name': action.dest})
                self.warned.add(action.dest)
            self.take(action, strings)
        del self.positionals[:len(counts)]
        return start

    def run(self, intermixed):
        """Take everything; what nothing matched is returned."""
        last = max(self.options, default=-1)
        i = 0
        while i <= last:
            option = i
            while option not in self.options:
                option += 1
            if not intermixed and i != option:
                end = self.positionals_at(i)
                if end > i:
                    i = end
                    continue
            if i not in self.options:
                self.extras += self.args[i:option]
                self.extras_pattern += self.pattern[i:option]
                i = option
            i = self.option_at(i)
        if intermixed:
            self.extras += self.args[i:]
            self.extras_pattern += self.pattern[i:]
            self.intermixed_positionals()
        else:
            i = self.positionals_at(i)
            self.extras += self.args[i:]
        self.finish()
        return self.extras

    def intermixed_positionals(self):
        # All that was between the options counts as if it stood together.
        letters = ''.join(self.extras_pattern)
        extras = self.extras
        self.args = [arg for arg, letter in zip(extras, letters) if letter != 'O']
        self.pattern = letters.replace('O', '')
        used = self.positionals_at(0)
        self.extras = []
        for arg, letter in zip(extras, letters):
            if used and letter != 'O':
                used -= 1
            else:
                self.extras.append(arg)

    def finish(self):
        """What is required must have been seen; defaults that are strings are converted."""
        missing = []
        namespace = self.namespace
        for action in self.parser._actions:
            if action in self.seen:
                continue
            default = action.default
            if action.required:
                missing.append(_get_action_name(action))
            elif (isinstance(default, str) and hasattr(namespace, action.dest)
                    and getattr(namespace, action.dest) is default):
                setattr(namespace, action.dest, self.parser._get_value(action, default))
        if missing:
            raise ArgumentError(None, _('the following arguments are required: %s')
                                % ', '.join(missing))
        for group in self.parser._mutually_exclusive_groups:
            if group.required and self.seen_non_default.isdisjoint(group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions
                         if action.help is not SUPPRESS]
                raise ArgumentError(None, _('one of the arguments %s is required')
                                    % ' '.join(names))


def nargs_pattern(action):
    """What an action takes, as a regular expression with one group.

    Options take no '--'; positional arguments swallow it.
    """
    nargs = action.nargs
    option, positional = {
        None: ('([A])', '(-*A-*)'),
        '?': ('(A?)', '(-*A?-*)'),
        '*': ('(A*)', '(-*[A-]*)'),
        '+': ('(A+)', '(-*A[A-]*)'),
        REMAINDER: ('(.*)', '(.*)'),
        PARSER: ('(A[AO]*)', '(-*A[-AO]*)'),
        SUPPRESS: ('()', '(-*)'),
    }.get(nargs) or ('([AO]{%d})' % nargs, '((?:-*A){%d}-*)' % nargs)
    return option if action.option_strings else positional


def match_partial(parser, actions, pattern):
    """How many arguments the first actions take; as many actions as can be."""
    for count in range(len(actions), 0, -1):
        expression = ''.join([parser._get_nargs_pattern(action)
                              for action in actions[:count]])
        match = _re.match(expression, pattern)
        if match is not None:
            lengths = [len(group) for group in match.groups()]
            end = match.end()
            if end < len(pattern) and pattern[end] == 'O':
                # Before an option, those that take nothing can wait.
                while lengths and not lengths[-1]:
                    del lengths[-1]
            return lengths
    return []
