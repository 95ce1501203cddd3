"""More handlers for logging.

Files that are replaced by new ones are in _rotating, handlers that write to the
network in _network and _services, those that collect or pass on records in
_passing.
"""

from logging.handlers._rotating import (BaseRotatingHandler, RotatingFileHandler,
                                        TimedRotatingFileHandler, WatchedFileHandler)
from logging.handlers._network import (DEFAULT_HTTP_LOGGING_PORT, DEFAULT_SOAP_LOGGING_PORT,
                                       DEFAULT_TCP_LOGGING_PORT, DEFAULT_UDP_LOGGING_PORT,
                                       DatagramHandler, SYSLOG_TCP_PORT, SYSLOG_UDP_PORT,
                                       SocketHandler, SysLogHandler)
from logging.handlers._services import HTTPHandler, NTEventLogHandler, SMTPHandler
from logging.handlers._passing import (BufferingHandler, MemoryHandler, QueueHandler,
                                       QueueListener)
