"""Actions together: what parsers and groups have in common, and the groups.

A group shares the lists of its container, so an action that is added to a group
is known to the parser as well.
"""

from argparse._actions import (_AppendAction, _AppendConstAction, _CountAction, _ExtendAction,
                               _HelpAction, _StoreAction, _StoreConstAction,
                               _StoreFalseAction, _StoreTrueAction, _SubParsersAction,
                               _VersionAction)
from argparse._base import (ArgumentError, FileType, OPTIONAL, REMAINDER, SUPPRESS,
                            ZERO_OR_MORE, ngettext)

__name__ = 'argparse'

_ACTIONS = {None: _StoreAction, 'store': _StoreAction, 'store_const': _StoreConstAction,
            'store_true': _StoreTrueAction, 'store_false': _StoreFalseAction,
            'append': _AppendAction, 'append_const': _AppendConstAction,
            'count': _CountAction, 'help': _HelpAction, 'version': _VersionAction,
            'parsers': _SubParsersAction, 'extend': _ExtendAction}


def _looks_negative(string):
    # '-1', '-.5': a negative number, as far as the first characters tell.
    if string[:1] != '-':
        return False
    return string[2:3].isdecimal() if string[1:2] == '.' else string[1:2].isdecimal()


class _ActionsContainer:

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        super().__init__()
        self.description = description
        self.argument_default = argument_default
        self.prefix_chars = prefix_chars
        self.conflict_handler = conflict_handler
        # What strings given as action= and type= stand for.
        self._registries = {'action': _ACTIONS.copy()}
        # Fails if there is no such way to resolve conflicts.
        self._get_handler()
        self._actions = []
        self._option_string_actions = {}
        self._action_groups = []
        self._mutually_exclusive_groups = []
        self._defaults = {}
        # Not empty if some option looks like a negative number; shared, hence a list.
        self._has_negative_number_optionals = []

    def register(self, registry_name, value, object):
        """Let value, given as 'action' or 'type', stand for object."""
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        return self._registries[registry_name].get(value, default)

    def set_defaults(self, **kwargs):
        """Values for attributes that the command line does not set."""
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """The value that dest has if the command line does not set it."""
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest, None)

    # Adding of arguments.

    def add_argument(self, *args, **kwargs):
        """add_argument(dest, ...) or add_argument(option, ...): a new argument."""
        if not args or (len(args) == 1 and args[0][0] not in self.prefix_chars):
            if args and 'dest' in kwargs:
                raise TypeError('dest supplied twice for positional argument, '
                                'did you mean metavar?')
            kwargs = self._get_positional_kwargs(*args, **kwargs)
        else:
            kwargs = self._get_optional_kwargs(*args, **kwargs)
        if 'default' not in kwargs:
            dest = kwargs['dest']
            if dest in self._defaults:
                kwargs['default'] = self._defaults[dest]
            elif self.argument_default is not None:
                kwargs['default'] = self.argument_default
        name = kwargs.get('action')
        action_class = self._pop_action_class(kwargs)
        if not callable(action_class):
            raise ValueError(f'unknown action {action_class!r}')
        action = action_class(**kwargs)
        if not action.option_strings and action.nargs == 0:
            raise ValueError(f'action {name!r} is not valid for positional arguments')
        self._check_type(action)
        self._check_metavar(action)
        self._check_help(action)
        return self._add_action(action)

    def _check_type(self, action):
        convert = self._registry_get('type', action.type, action.type)
        if not callable(convert):
            raise TypeError(f'{convert!r} is not callable')
        if convert is FileType:
            raise TypeError(f'{convert!r} is a FileType class object, instance of it must be '
                            'passed')

    def _check_metavar(self, action):
        if hasattr(self, '_get_validation_formatter'):
            try:
                self._get_validation_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError("length of metavar tuple does not match nargs")

    def _check_help(self, action):
        if action.help and hasattr(self, '_get_validation_formatter'):
            try:
                self._get_validation_formatter()._expand_help(action)
            except (ValueError, TypeError, KeyError) as e:
                raise ValueError('badly formed help string') from e

    def _get_positional_kwargs(self, dest, **kwargs):
        if 'required' in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get('nargs')
        if nargs == 0:
            raise ValueError('nargs for positionals must be != 0')
        if nargs not in [OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS]:
            kwargs['required'] = True
        return dict(kwargs, dest=dest, option_strings=[])

    def _get_optional_kwargs(self, *args, **kwargs):
        signs = self.prefix_chars
        for option in args:
            if option[0] not in signs:
                raise ValueError(f'invalid option string {option!r}: must start with a '
                                 f'character {signs!r}')
        dest = kwargs.pop('dest', None)
        if dest is None:
            # The first --long option gives the name, else the first -long, else -s.
            best = min(args, key=lambda option: (2 if len(option) <= 2 else
                                                 option[1] not in signs))
            dest = best.lstrip(signs)
            if not dest:
                raise TypeError('dest= is required for options like '
                                + repr(list(args))[1:-1])
            dest = dest.replace('-', '_')
        return dict(kwargs, dest=dest, option_strings=list(args))

    def _pop_action_class(self, kwargs, default=None):
        action = kwargs.pop('action', default)
        return self._registry_get('action', action, action)

    def add_argument_group(self, *args, **kwargs):
        """A part of the help with its own title."""
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        """A group of which only one argument may be given."""
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for option in action.option_strings:
            self._option_string_actions[option] = action
            if _looks_negative(option) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        # What a parent parser has: its groups too, those with our titles in ours.
        groups = {}
        for group in self._action_groups:
            if group.title in groups:
                raise ValueError('cannot merge actions - two groups are named '
                                 f'{group.title!r}')
            groups[group.title] = group
        home = {}
        for group in container._action_groups:
            if group.title not in groups:
                groups[group.title] = self.add_argument_group(
                    title=group.title, description=group.description,
                    conflict_handler=group.conflict_handler)
            home.update(dict.fromkeys(group._group_actions, groups[group.title]))
        for group in container._mutually_exclusive_groups:
            if group._container is container:
                owner = self
            else:
                owner = groups[group._container.title]
            copy = owner.add_mutually_exclusive_group(required=group.required)
            home.update(dict.fromkeys(group._group_actions, copy))
        for action in container._actions:
            home.get(action, self)._add_action(action)

    # Conflicts.

    def _get_handler(self):
        try:
            return getattr(self, f'_handle_conflict_{self.conflict_handler}')
        except AttributeError:
            raise ValueError('invalid conflict_resolution value: '
                             f'{self.conflict_handler!r}')

    def _check_conflict(self, action):
        conflicts = [(option, self._option_string_actions[option])
                     for option in action.option_strings
                     if option in self._option_string_actions]
        if conflicts:
            self._get_handler()(action, conflicts)

    def _handle_conflict_error(self, action, conflicting_actions):
        message = ngettext('conflicting option string: %s', 'conflicting option strings: %s',
                           len(conflicting_actions))
        raise ArgumentError(action, message
                            % ', '.join(option for option, _ in conflicting_actions))

    def _handle_conflict_resolve(self, action, conflicting_actions):
        for option, old in conflicting_actions:
            old.option_strings.remove(option)
            self._option_string_actions.pop(option, None)
            if not old.option_strings:
                old.container._remove_action(old)


class _ArgumentGroup(_ActionsContainer):
    """A part of the help; its arguments are the container's."""

    def __init__(self, container, title=None, description=None, **kwargs):
        if 'prefix_chars' in kwargs:
            import warnings
            warnings.warn("The use of the undocumented 'prefix_chars' parameter in "
                          "ArgumentParser.add_argument_group() is deprecated.",
                          DeprecationWarning, stacklevel=3)
        for name in ('conflict_handler', 'prefix_chars', 'argument_default'):
            kwargs.setdefault(name, getattr(container, name))
        super().__init__(description=description, **kwargs)
        self.title = title
        self._group_actions = []
        for name in ('_registries', '_actions', '_option_string_actions', '_defaults',
                     '_has_negative_number_optionals', '_mutually_exclusive_groups'):
            setattr(self, name, getattr(container, name))

    def _add_action(self, action):
        action = super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        raise ValueError('argument groups cannot be nested')


class _MutuallyExclusiveGroup(_ArgumentGroup):
    """Arguments of which only one may be given; for the help they are the container's."""

    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required
        self._container = container

    def _add_action(self, action):
        if action.required:
            raise ValueError('mutually exclusive arguments must be optional')
        action = self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)

    def add_mutually_exclusive_group(self, **kwargs):
        raise ValueError('mutually exclusive groups cannot be nested')
