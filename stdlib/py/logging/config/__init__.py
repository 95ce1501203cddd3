"""Configuration of logging: from dictionaries, from files, through a socket.

_convert resolves references in dictionaries, _dict sets everything up from one,
_file from an ini file; _listen waits for configurations that someone sends.
"""

from errno import ECONNRESET as RESET_ERROR

from logging.config._convert import (BaseConfigurator, ConvertingDict, ConvertingList,
                                     ConvertingMixin, ConvertingTuple, valid_ident)
from logging.config._dict import DictConfigurator
from logging.config._file import fileConfig

DEFAULT_LOGGING_CONFIG_PORT = 9030

dictConfigClass = DictConfigurator


def dictConfig(config):
    """Set logging up as the dictionary says."""
    dictConfigClass(config).configure()


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    """A thread, not yet started, that takes configurations from a TCP port.

    verify(bytes) may check or decrypt what was received; None refuses it.
    """
    from logging.config._listen import make_server
    return make_server(port, verify)


def stopListening():
    """End the thread of listen()."""
    from logging.config._listen import stop
    stop()


def __getattr__(name):
    if name in ('StreamRequestHandler', 'ThreadingTCPServer'):
        import socketserver
        return getattr(socketserver, name)
    if name == 'IDENTIFIER':
        import re
        return re.compile('^[a-z_][a-z0-9_]*$', re.I)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
