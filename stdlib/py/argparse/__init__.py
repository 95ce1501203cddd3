"""Options and arguments of command lines.

A parser (_parser) holds actions (_actions) in groups (_groups), matches the
arguments against them (_matching) and writes usage and help (_formatter).
_base has what all of them need.
"""

import sys as _sys

from argparse._base import (ArgumentError, ArgumentTypeError, FileType, Namespace, ONE_OR_MORE,
                            OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE,
                            _UNRECOGNIZED_ARGS_ATTR, _AttributeHolder, _get_action_name, _identity)
from argparse._formatter import (ArgumentDefaultsHelpFormatter, HelpFormatter,
                                 MetavarTypeHelpFormatter, RawDescriptionHelpFormatter,
                                 RawTextHelpFormatter)
from argparse._actions import (Action, BooleanOptionalAction, _AppendAction,
                               _AppendConstAction, _CountAction, _ExtendAction, _HelpAction,
                               _StoreAction, _StoreConstAction, _StoreFalseAction,
                               _StoreTrueAction, _SubParsersAction, _VersionAction)
from argparse._groups import _ActionsContainer, _ArgumentGroup, _MutuallyExclusiveGroup
from argparse._parser import ArgumentParser

__all__ = ["ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction",
           "FileType", "HelpFormatter", "ArgumentDefaultsHelpFormatter",
           "RawDescriptionHelpFormatter", "RawTextHelpFormatter", "MetavarTypeHelpFormatter",
           "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER", "SUPPRESS",
           "ZERO_OR_MORE"]


def __getattr__(name):
    if name == "__version__":
        from warnings import _deprecated
        _deprecated("__version__", remove=(3, 20))
        return "1.1"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
