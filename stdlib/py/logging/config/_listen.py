"""A small server that takes configurations: four bytes of length, then JSON or ini text."""

import io
import logging
import select
import socket
import struct
import threading
import traceback
from socketserver import StreamRequestHandler, ThreadingTCPServer

import logging.config as config

# The server that is running.
_listener = None


class _Handler(StreamRequestHandler):

    def handle(self):
        try:
            head = self.connection.recv(4)
            if len(head) != 4:
                return
            length = struct.unpack(">L", head)[0]
            data = self.connection.recv(length)
            while len(data) < length:
                data += self.connection.recv(length - len(data))
            if self.server.verify is not None:
                data = self.server.verify(data)
            if data is not None:
                _apply(data.decode("utf-8"))
            if self.server.ready:
                self.server.ready.set()
        except OSError as e:
            if e.errno != config.RESET_ERROR:
                raise


def _apply(text):
    try:
        import json
        found = json.loads(text)
        assert isinstance(found, dict)
        config.dictConfig(found)
    except Exception:
        try:
            config.fileConfig(io.StringIO(text))
        except Exception:
            traceback.print_exc()


class _Receiver(ThreadingTCPServer):

    allow_reuse_address = True
    allow_reuse_port = False

    def __init__(self, host='localhost', port=config.DEFAULT_LOGGING_CONFIG_PORT,
                 handler=None, ready=None, verify=None):
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            pass
        else:
            if all(info[0] != socket.AF_INET for info in found):
                self.address_family = found[0][0]
        ThreadingTCPServer.__init__(self, (host, port), handler)
        self.abort = False
        self.timeout = 1
        self.ready = ready
        self.verify = verify

    def serve_until_stopped(self):
        while not self.abort:
            if select.select([self.socket.fileno()], [], [], self.timeout)[0]:
                self.handle_request()
        self.server_close()


class _Server(threading.Thread):

    def __init__(self, port, verify):
        super().__init__()
        self.port = port
        self.verify = verify
        self.ready = threading.Event()

    def run(self):
        global _listener
        try:
            server = _Receiver(port=self.port, handler=_Handler, ready=self.ready,
                               verify=self.verify)
        except BaseException:
            # Whoever waits must not wait forever.
            self.ready.set()
            raise
        if self.port == 0:
            self.port = server.server_address[1]
        self.ready.set()
        with logging._lock:
            _listener = server
        server.serve_until_stopped()


def make_server(port, verify):
    """The thread for logging.config.listen()."""
    return _Server(port, verify)


def stop():
    """Let the server end."""
    global _listener
    with logging._lock:
        if _listener:
            _listener.abort = True
            _listener = None
