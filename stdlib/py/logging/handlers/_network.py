"""Records through sockets: pickled, for another Python, and for the system's log."""

import logging
lazy import socket
import time

__name__ = 'logging.handlers'

DEFAULT_TCP_LOGGING_PORT = 9020
DEFAULT_UDP_LOGGING_PORT = 9021
DEFAULT_HTTP_LOGGING_PORT = 9022
DEFAULT_SOAP_LOGGING_PORT = 9023
SYSLOG_UDP_PORT = 514
SYSLOG_TCP_PORT = 514


class SocketHandler(logging.Handler):
    """Sends pickled records to a TCP port, or (port=None) to a Unix socket.

    After a failure it tries to connect again, at longer and longer intervals.
    """

    def __init__(self, host, port):
        logging.Handler.__init__(self)
        self.host = host
        self.port = port
        self.address = host if port is None else (host, port)
        self.sock = None
        # Close the socket after an error in emit().
        self.closeOnError = False
        self.retryTime = None
        self.retryStart = 1.0
        self.retryMax = 30.0
        self.retryFactor = 2.0

    def makeSocket(self, timeout=1):
        """A connected socket."""
        if self.port is not None:
            return socket.create_connection(self.address, timeout=timeout)
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.settimeout(timeout)
        try:
            sock.connect(self.address)
        except OSError:
            sock.close()
            raise
        return sock

    def createSocket(self):
        """Connect, unless it is too early to try again."""
        now = time.time()
        if self.retryTime is not None and now < self.retryTime:
            return
        try:
            self.sock = self.makeSocket()
            self.retryTime = None
        except OSError:
            if self.retryTime is None:
                self.retryPeriod = self.retryStart
            else:
                self.retryPeriod = min(self.retryPeriod * self.retryFactor, self.retryMax)
            self.retryTime = now + self.retryPeriod

    def send(self, s):
        """Send bytes, if there is a connection to be had."""
        if self.sock is None:
            self.createSocket()
        if self.sock:
            try:
                self.sock.sendall(s)
            except OSError:
                self.sock.close()
                self.sock = None

    def makePickle(self, record):
        """The record as bytes: its length, then a pickled dictionary."""
        import pickle
        import struct
        if record.exc_info:
            # The traceback cannot be pickled; format() leaves its text in the record.
            self.format(record)
        attributes = dict(record.__dict__)
        attributes['msg'] = record.getMessage()
        attributes['args'] = None
        attributes['exc_info'] = None
        attributes.pop('message', None)
        data = pickle.dumps(attributes, 1)
        return struct.pack(">L", len(data)) + data

    def handleError(self, record):
        if self.closeOnError and self.sock:
            self.sock.close()
            self.sock = None
        else:
            logging.Handler.handleError(self, record)

    def emit(self, record):
        try:
            self.send(self.makePickle(record))
        except Exception:
            self.handleError(record)

    def close(self):
        with self.lock:
            if self.sock:
                sock, self.sock = self.sock, None
                sock.close()
            logging.Handler.close(self)


class DatagramHandler(SocketHandler):
    """Sends pickled records as datagrams."""

    def __init__(self, host, port):
        SocketHandler.__init__(self, host, port)
        self.closeOnError = False

    def makeSocket(self):
        family = socket.AF_UNIX if self.port is None else socket.AF_INET
        return socket.socket(family, socket.SOCK_DGRAM)

    def send(self, s):
        if self.sock is None:
            self.createSocket()
        self.sock.sendto(s, self.address)


_PRIORITIES = ('EMERG', 'ALERT', 'CRIT', 'ERR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG')
_FACILITIES = ('KERN', 'USER', 'MAIL', 'DAEMON', 'AUTH', 'SYSLOG', 'LPR', 'NEWS', 'UUCP',
               'CRON', 'AUTHPRIV', 'FTP', 'NTP', 'SECURITY', 'CONSOLE', 'SOLCRON', 'LOCAL0',
               'LOCAL1', 'LOCAL2', 'LOCAL3', 'LOCAL4', 'LOCAL5', 'LOCAL6', 'LOCAL7')


class SysLogHandler(logging.Handler):
    """Sends messages to a syslog daemon: by UDP, TCP, or a Unix socket (its path)."""

    # Constants LOG_... for both, and tables of their names.
    for _i, _name in enumerate(_PRIORITIES):
        vars()['LOG_' + _name] = _i
    for _i, _name in enumerate(_FACILITIES):
        vars()['LOG_' + _name] = _i
    del _i, _name

    priority_names = {
        "alert": LOG_ALERT, "crit": LOG_CRIT, "critical": LOG_CRIT, "debug": LOG_DEBUG,
        "emerg": LOG_EMERG, "err": LOG_ERR, "error": LOG_ERR, "info": LOG_INFO,
        "notice": LOG_NOTICE, "panic": LOG_EMERG, "warn": LOG_WARNING,
        "warning": LOG_WARNING}
    facility_names = {
        "auth": LOG_AUTH, "authpriv": LOG_AUTHPRIV, "console": LOG_CONSOLE, "cron": LOG_CRON,
        "daemon": LOG_DAEMON, "ftp": LOG_FTP, "kern": LOG_KERN, "lpr": LOG_LPR,
        "mail": LOG_MAIL, "news": LOG_NEWS, "ntp": LOG_NTP, "security": LOG_SECURITY,
        "solaris-cron": LOG_SOLCRON, "syslog": LOG_SYSLOG, "user": LOG_USER,
        "uucp": LOG_UUCP, "local0": LOG_LOCAL0, "local1": LOG_LOCAL1, "local2": LOG_LOCAL2,
        "local3": LOG_LOCAL3, "local4": LOG_LOCAL4, "local5": LOG_LOCAL5,
        "local6": LOG_LOCAL6, "local7": LOG_LOCAL7}
    # Not simply lower case: in some languages that is another letter.
    priority_map = {"DEBUG": "debug", "INFO": "info", "WARNING": "warning", "ERROR": "error",
                    "CRITICAL": "critical"}
    # Text before each message.
    ident = ''
    # Some daemons want a NUL at the end.
    append_nul = True

    def __init__(self, address=('localhost', SYSLOG_UDP_PORT), facility=LOG_USER,
                 socktype=None, timeout=None):
        logging.Handler.__init__(self)
        self.address = address
        self.facility = facility
        self.socktype = socktype
        self.timeout = timeout
        self.socket = None
        try:
            self.createSocket()
        except socket.gaierror:
            # The name may be known later.
            pass

    def _connect_unixsocket(self, address):
        kinds = [self.socktype]
        if self.socktype is None:
            kinds = [socket.SOCK_DGRAM, socket.SOCK_STREAM]
        for kind in kinds:
            self.socket = socket.socket(socket.AF_UNIX, kind)
            try:
                self.socket.connect(address)
                self.socktype = kind
                return
            except OSError:
                self.socket.close()
                if kind is kinds[-1]:
                    raise

    def createSocket(self):
        """Connect to the daemon."""
        address = self.address
        self.unixsocket = isinstance(address, str)
        if self.unixsocket:
            try:
                self._connect_unixsocket(address)
            except OSError:
                # The daemon may come later.
                pass
            return
        kind = socket.SOCK_DGRAM if self.socktype is None else self.socktype
        host, port = address
        found = socket.getaddrinfo(host, port, 0, kind)
        if not found:
            raise OSError("getaddrinfo returns an empty list")
        error = None
        for family, kind, protocol, _, where in found:
            sock = None
            try:
                sock = socket.socket(family, kind, protocol)
                if self.timeout:
                    sock.settimeout(self.timeout)
                if kind == socket.SOCK_STREAM:
                    sock.connect(where)
                error = None
                break
            except OSError as e:
                error = e
                if sock is not None:
                    sock.close()
        if error is not None:
            raise error
        self.socket = sock
        self.socktype = kind

    def encodePriority(self, facility, priority):
        """Both, as numbers or names, as one number."""
        if isinstance(facility, str):
            facility = self.facility_names[facility]
        if isinstance(priority, str):
            priority = self.priority_names[priority]
        return facility << 3 | priority

    def close(self):
        with self.lock:
            if self.socket:
                sock, self.socket = self.socket, None
                sock.close()
            logging.Handler.close(self)

    def mapPriority(self, levelName):
        """The priority for the name of a level."""
        return self.priority_map.get(levelName, "warning")

    def emit(self, record):
        try:
            text = self.ident + self.format(record) if self.ident else self.format(record)
            if self.append_nul:
                text += '\000'
            number = self.encodePriority(self.facility, self.mapPriority(record.levelname))
            self._send(f'<{number}>{text}'.encode('utf-8'))
        except Exception:
            self.handleError(record)

    def _send(self, message):
        if not self.socket:
            self.createSocket()
        if self.unixsocket:
            try:
                self.socket.send(message)
            except OSError:
                # The daemon may have been restarted.
                self.socket.close()
                self._connect_unixsocket(self.address)
                self.socket.send(message)
        elif self.socktype == socket.SOCK_DGRAM:
            self.socket.sendto(message, self.address)
        else:
            self.socket.sendall(message)
