"""HTTP/1.1 as a client speaks it: a connection sends a request and reads the response before the next one.

A connection is idle, has begun a request (headers may be added), or has sent one (its response must be read).
"""

import collections.abc
import email.message
import email.parser
import errno
import http
import io
import re
import socket
import sys
from urllib.parse import urlsplit

__all__ = ['HTTPResponse', 'HTTPConnection', 'HTTPException', 'NotConnected', 'UnknownProtocol', 'UnknownTransferEncoding',
           'UnimplementedFileMode', 'IncompleteRead', 'InvalidURL', 'ImproperConnectionState', 'CannotSendRequest',
           'CannotSendHeader', 'ResponseNotReady', 'BadStatusLine', 'LineTooLong', 'RemoteDisconnected', 'error', 'responses']

HTTP_PORT = 80
HTTPS_PORT = 443

_UNKNOWN = 'UNKNOWN'
_CS_IDLE = 'Idle'
_CS_REQ_STARTED = 'Request-started'
_CS_REQ_SENT = 'Request-sent'

globals().update(http.HTTPStatus.__members__)

responses = {status: status.phrase for status in http.HTTPStatus.__members__.values()}

# Longest line, most headers, most interim responses that are read.
_MAXLINE = 65536
_MAXHEADERS = 100
_MAXINTERIMRESPONSES = 100
# Bodies are read in steps of at least this size, so that a length alone costs no memory.
_MIN_READ_BUF_SIZE = 1 << 20

_is_legal_header_name = re.compile(rb'[^:\s][^:\r\n]*').fullmatch
_is_illegal_header_value = re.compile(rb'\n(?![ \t])|\r(?![ \t\n])').search
_contains_disallowed_url_pchar_re = re.compile('[\x00-\x20\x7f]')
_contains_disallowed_method_pchar_re = re.compile('[\x00-\x1f]')
# Requests whose body is expected, so that an empty one has a length too.
_METHODS_EXPECTING_BODY = {'PATCH', 'POST', 'PUT'}


class HTTPException(Exception):
    pass


class NotConnected(HTTPException):
    pass


class InvalidURL(HTTPException):
    pass


class UnknownProtocol(HTTPException):
    def __init__(self, version):
        self.args = version,
        self.version = version


class UnknownTransferEncoding(HTTPException):
    pass


class UnimplementedFileMode(HTTPException):
    pass


class IncompleteRead(HTTPException):
    """The body ended before its time; partial is what there was."""

    def __init__(self, partial, expected=None):
        self.args = partial,
        self.partial = partial
        self.expected = expected

    def __repr__(self):
        more = '' if self.expected is None else f', {self.expected} more expected'
        return f'{self.__class__.__name__}({len(self.partial)} bytes read{more})'

    __str__ = object.__str__


class ImproperConnectionState(HTTPException):
    pass


class CannotSendRequest(ImproperConnectionState):
    pass


class CannotSendHeader(ImproperConnectionState):
    pass


class ResponseNotReady(ImproperConnectionState):
    pass


class BadStatusLine(HTTPException):
    def __init__(self, line):
        line = line or repr(line)
        self.args = line,
        self.line = line


class LineTooLong(HTTPException):
    def __init__(self, line_type):
        HTTPException.__init__(self, f'got more than {_MAXLINE} bytes when reading {line_type}')


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    """The server closed the connection instead of answering."""

    def __init__(self, *pos, **kw):
        BadStatusLine.__init__(self, '')
        ConnectionResetError.__init__(self, *pos, **kw)


error = HTTPException


def _encode(data, name='data'):
    # Text as ISO-8859-1, which HTTP has for it.
    try:
        return data.encode('latin-1')
    except UnicodeEncodeError as e:
        raise UnicodeEncodeError(
            e.encoding, e.object, e.start, e.end,
            f"{name.title()} ({data[e.start:e.end]:.20!r}) is not valid Latin-1. Use {name}.encode('utf-8') if you want to send it "
            'encoded in UTF-8.') from None


def _strip_ipv6_iface(enc_name):
    # Zones of IPv6 addresses mean nothing to the other side.
    name, percent, _ = enc_name.partition(b'%')
    return name + b']' if percent else name


class HTTPMessage(email.message.Message):
    """The headers of a response."""

    def getallmatchingheaders(self, name):
        """The lines of all headers of a name."""
        name = name.lower() + ':'
        found, hit = [], False
        for line in self.keys():
            if line[:len(name)].lower() == name:
                hit = True
            elif not line[:1].isspace():
                hit = False
            if hit:
                found.append(line)
        return found


def _line(fp, what):
    line = fp.readline(_MAXLINE + 1)
    if len(line) > _MAXLINE:
        raise LineTooLong(what)
    return line


def _read_headers(fp, max_headers):
    # The lines up to an empty one or the end of the stream.
    lines = []
    while True:
        line = _line(fp, 'header line')
        if line:
            lines.append(line)
        if line in (b'\r\n', b'\n', b''):
            return lines
        if len(lines) > max_headers:
            raise HTTPException(f'got more than {max_headers} headers')


def parse_headers(fp, _class=HTTPMessage, *, _max_headers=None):
    """The headers that a binary file has up to an empty line."""
    lines = _read_headers(fp, _MAXHEADERS if _max_headers is None else _max_headers)
    return email.parser.Parser(_class=_class).parsestr(b''.join(lines).decode('iso-8859-1'))


class HTTPResponse(io.BufferedIOBase):
    """A response: status, headers, and a file of its body."""

    def __init__(self, sock, debuglevel=0, method=None, url=None):
        # The file has a buffer of its own: what comes behind the response must not get into it, so one request at a time.
        self.fp = sock.makefile('rb')
        self.debuglevel = debuglevel
        self._method = method
        self.headers = self.msg = None
        self.version = _UNKNOWN
        self.status = _UNKNOWN
        self.reason = _UNKNOWN
        self.chunked = _UNKNOWN
        self.chunk_left = _UNKNOWN
        self.length = _UNKNOWN
        self.will_close = _UNKNOWN
        self._max_headers = _MAXHEADERS

    def _read_status(self):
        line = str(_line(self.fp, 'status line'), 'iso-8859-1')
        if self.debuglevel > 0:
            print('reply:', repr(line))
        if not line:
            raise RemoteDisconnected('Remote end closed connection without response')
        words = line.split(None, 2)
        version = words[0] if words else ''
        status = words[1] if len(words) > 1 else ''
        reason = words[2].strip() if len(words) > 2 else ''
        if not version.startswith('HTTP/') or len(words) < 2:
            self._close_conn()
            raise BadStatusLine(line)
        try:
            number = int(status)
        except ValueError:
            raise BadStatusLine(line)
        if not 100 <= number <= 999:
            raise BadStatusLine(line)
        return version, number, reason

    def begin(self, *, _max_headers=None):
        """Read the status and the headers."""
        if self.headers is not None:
            return
        if _max_headers is not None:
            self._max_headers = _max_headers
        for _ in range(_MAXINTERIMRESPONSES):
            version, status, reason = self._read_status()
            if status != http.HTTPStatus.CONTINUE:
                break
            skipped = _read_headers(self.fp, _MAXHEADERS if _max_headers is None else _max_headers)
            if self.debuglevel > 0:
                print('headers:', skipped)
        else:
            raise HTTPException(f'got more than {_MAXINTERIMRESPONSES} interim responses')
        self.code = self.status = status
        self.reason = reason
        if version in ('HTTP/1.0', 'HTTP/0.9'):
            self.version = 10
        elif version.startswith('HTTP/1.'):
            self.version = 11
        else:
            raise UnknownProtocol(version)
        self.headers = self.msg = parse_headers(self.fp, _max_headers=_max_headers)
        if self.debuglevel > 0:
            for name, value in self.headers.items():
                print('header:', name + ':', value)
        self.chunked = (self.headers.get('transfer-encoding') or '').lower() == 'chunked'
        self.chunk_left = None
        self.will_close = self._check_close()
        self.length = None
        if not self.chunked:
            try:
                self.length = int(self.headers.get('content-length') or '')
            except ValueError:
                pass
            if self.length is not None and self.length < 0:
                self.length = None
        if status in (http.HTTPStatus.NO_CONTENT, http.HTTPStatus.NOT_MODIFIED) or 100 <= status < 200 or self._method == 'HEAD':
            self.length = 0
        if not self.will_close and not self.chunked and self.length is None:
            # Nothing but the end of the connection ends the body.
            self.will_close = True

    def _check_close(self):
        connection = (self.headers.get('connection') or '').lower()
        if self.version == 11:
            return 'close' in connection
        # Old servers say when the connection stays.
        if self.headers.get('keep-alive') or 'keep-alive' in connection:
            return False
        return 'keep-alive' not in (self.headers.get('proxy-connection') or '').lower()

    def _close_conn(self):
        fp, self.fp = self.fp, None
        fp.close()

    def close(self):
        """Close the response's file."""
        try:
            super().close()
        finally:
            if self.fp:
                self._close_conn()

    def flush(self):
        super().flush()
        if self.fp:
            self.fp.flush()

    def readable(self):
        """True."""
        return True

    def isclosed(self):
        """Whether the body was read to its end, or given up."""
        return self.fp is None

    def read(self, amt=None):
        """Read the body, or at most amt bytes of it."""
        if self.fp is None:
            return b''
        if self._method == 'HEAD':
            self._close_conn()
            return b''
        if amt is not None and amt < 0:
            amt = None
        if self.chunked:
            return self._read_chunked(amt)
        if amt is not None:
            if self.length is not None and amt > self.length:
                amt = self.length
            data = self.fp.read(amt)
            if not data and amt:
                # The end came early; the connection cannot be used on.
                self._close_conn()
            elif self.length is not None:
                self.length -= len(data)
                if not self.length:
                    self._close_conn()
            return data
        if self.length is None:
            data = self.fp.read()
        else:
            try:
                data = self._safe_read(self.length)
            except IncompleteRead:
                self._close_conn()
                raise
            self.length = 0
        self._close_conn()
        return data

    def readinto(self, b):
        """Read into a buffer; how many bytes."""
        if self.fp is None:
            return 0
        if self._method == 'HEAD':
            self._close_conn()
            return 0
        if self.chunked:
            data = self._read_chunked(len(b))
            b[:len(data)] = data
            return len(data)
        if self.length is not None and len(b) > self.length:
            b = memoryview(b)[:self.length]
        n = self.fp.readinto(b)
        if not n and b:
            self._close_conn()
        elif self.length is not None:
            self.length -= n
            if not self.length:
                self._close_conn()
        return n

    def _next_chunk_size(self):
        # The next chunk's size, 0 behind the last.
        line = _line(self.fp, 'chunk size')
        size = line.partition(b';')[0].strip()
        if not re.fullmatch(rb'[0-9a-fA-F]+', size):
            self._close_conn()
            raise ValueError(f'invalid chunk size: {size!r}')
        return int(size, 16)

    def _get_chunk_left(self):
        # What is left of the current chunk, or the size of the next; None at the end of the body.
        left = self.chunk_left
        if not left:
            if left is not None:
                self._safe_read(2)
            try:
                left = self._next_chunk_size()
            except ValueError:
                raise IncompleteRead(b'')
            if left == 0:
                # Trailers are read and forgotten.
                lines = 0
                while (line := _line(self.fp, 'trailer line')) not in (b'\r\n', b'\n', b''):
                    lines += 1
                    if lines > self._max_headers:
                        raise HTTPException(f'got more than {self._max_headers} trailers')
                self._close_conn()
                left = None
            self.chunk_left = left
        return left

    def _read_chunked(self, amt=None):
        value = []
        try:
            while (left := self._get_chunk_left()) is not None:
                if amt is not None and amt <= left:
                    value.append(self._safe_read(amt))
                    self.chunk_left = left - amt
                    break
                value.append(self._safe_read(left))
                if amt is not None:
                    amt -= left
                self.chunk_left = 0
        except IncompleteRead as e:
            raise IncompleteRead(b''.join(value) + (e.partial if value and e.partial else b'')) from e
        return b''.join(value)

    def _safe_read(self, amt):
        # Exactly so many bytes.
        step = min(amt, _MIN_READ_BUF_SIZE)
        data = self.fp.read(step)
        if amt > step and len(data) == step:
            parts, got = [data], step
            while got < amt:
                part = self.fp.read(min(amt - got, got))
                if not part:
                    break
                parts.append(part)
                got += len(part)
            data = b''.join(parts)
        if len(data) < amt:
            raise IncompleteRead(data, amt - len(data))
        return data

    def read1(self, n=-1):
        """Read with at most one call to the system."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            left = self._get_chunk_left()
            if left is None or n == 0:
                return b''
            data = self.fp.read1(left if n < 0 else min(n, left))
            self.chunk_left -= len(data)
            if not data:
                raise IncompleteRead(b'')
            return data
        if self.length is not None and (n < 0 or n > self.length):
            n = self.length
        data = self.fp.read1(n)
        if not data and n:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(data)
            if not self.length:
                self._close_conn()
        return data

    def peek(self, n=-1):
        """What would be read next, which stays."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            try:
                left = self._get_chunk_left()
            except IncompleteRead:
                return b''
            return b'' if left is None else self.fp.peek(left)[:left]
        return self.fp.peek(n)

    def readline(self, limit=-1):
        """Read a line."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            # By way of peek().
            return self._readline_chunked(limit)
        if self.length is not None and (limit < 0 or limit > self.length):
            limit = self.length
        line = self.fp.readline(limit)
        if not line and limit:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(line)
            if not self.length:
                self._close_conn()
        return line

    def _readline_chunked(self, limit):
        out = bytearray()
        while limit < 0 or len(out) < limit:
            ahead = self.peek()
            if not ahead:
                break
            end = ahead.find(b'\n') + 1
            n = end or len(ahead)
            if limit >= 0:
                n = min(n, limit - len(out))
            out += self.read1(n)
            if out.endswith(b'\n'):
                break
        return bytes(out)

    def fileno(self):
        """The descriptor of the connection."""
        return self.fp.fileno()

    def getheader(self, name, default=None):
        """The value of a header; of several, all with commas between."""
        if self.headers is None:
            raise ResponseNotReady()
        found = self.headers.get_all(name) or default
        if isinstance(found, str) or not hasattr(found, '__iter__'):
            return found
        return ', '.join(found)

    def getheaders(self):
        """All headers: a list of (name, value)."""
        if self.headers is None:
            raise ResponseNotReady()
        return list(self.headers.items())

    def __iter__(self):
        return self

    def info(self):
        """The headers."""
        return self.headers

    def geturl(self):
        """The URL that was fetched."""
        return self.url

    def getcode(self):
        """The status."""
        return self.status


class HTTPConnection:
    """A connection to a server."""

    _http_vsn = 11
    _http_vsn_str = 'HTTP/1.1'

    response_class = HTTPResponse
    default_port = HTTP_PORT
    auto_open = 1
    debuglevel = 0

    @staticmethod
    def _is_textIO(stream):
        return isinstance(stream, io.TextIOBase)

    @staticmethod
    def _get_content_length(body, method):
        # The length of a body, 0 for one that is missing, None when it is not known before.
        if body is None:
            return 0 if method.upper() in _METHODS_EXPECTING_BODY else None
        if hasattr(body, 'read'):
            return None
        try:
            return memoryview(body).nbytes
        except TypeError:
            return len(body) if isinstance(body, str) else None

    def __init__(self, host, port=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, blocksize=8192, *,
                 max_response_headers=None):
        self.timeout = timeout
        self.source_address = source_address
        self.blocksize = blocksize
        self.max_response_headers = max_response_headers
        self.sock = None
        self._buffer = []
        self.__response = None
        self.__state = _CS_IDLE
        self._method = None
        self._tunnel_host = None
        self._tunnel_port = None
        self._tunnel_headers = {}
        self._raw_proxy_headers = None
        self.host, self.port = self._get_hostport(host, port)
        self._validate_host(self.host)
        # Tests and subclasses put something else here.
        self._create_connection = socket.create_connection

    def set_tunnel(self, host, port=None, headers=None):
        """Have the connection go through a proxy, to which it is made: CONNECT is sent first."""
        if self.sock:
            raise RuntimeError("Can't set up tunnel for established connection")
        self._tunnel_host, self._tunnel_port = self._get_hostport(host, port)
        self._tunnel_headers = dict(headers) if headers else {}
        if not any(name.lower() == 'host' for name in self._tunnel_headers):
            encoded = self._tunnel_host.encode('idna').decode('ascii') if not self._tunnel_host.isascii() else self._tunnel_host
            self._tunnel_headers['Host'] = f'{encoded}:{self._tunnel_port:d}'

    def _get_hostport(self, host, port):
        if port is None:
            colon, bracket = host.rfind(':'), host.rfind(']')
            if colon > bracket:
                try:
                    port = int(host[colon + 1:])
                except ValueError:
                    if host[colon + 1:]:
                        raise InvalidURL(f"nonnumeric port: '{host[colon + 1:]}'")
                    port = self.default_port
                host = host[:colon]
            else:
                port = self.default_port
        if host and host[0] == '[' and host[-1] == ']':
            host = host[1:-1]
        return host, port

    def set_debuglevel(self, level):
        """Print what goes over the connection when level is more than 0."""
        self.debuglevel = level

    @staticmethod
    def _wrap_ipv6(ip):
        return b'[' + ip + b']' if b':' in ip and ip[:1] != b'[' else ip

    def _tunnel(self):
        if _contains_disallowed_url_pchar_re.search(self._tunnel_host):
            raise ValueError(f"Tunnel host can't contain control characters {self._tunnel_host!r}")
        for name, value in self._tunnel_headers.items():
            if not _is_legal_header_name(name.encode('latin-1')):
                raise ValueError(f'Invalid header name {name!r}')
            if _is_illegal_header_value(value.encode('latin-1')):
                raise ValueError(f'Invalid header value {value!r}')
        host = self._wrap_ipv6(self._tunnel_host.encode() if self._tunnel_host.isascii() else self._tunnel_host.encode('idna'))
        connect = b'CONNECT %s:%d %s\r\n' % (host, self._tunnel_port, self._http_vsn_str.encode('ascii'))
        lines = [connect] + [f'{name}: {value}\r\n'.encode('latin-1') for name, value in self._tunnel_headers.items()]
        self.send(b''.join(lines) + b'\r\n')
        response = self.response_class(self.sock, method=self._method)
        try:
            _, code, message = response._read_status()
            self._raw_proxy_headers = _read_headers(response.fp, _MAXHEADERS if self.max_response_headers is None
                                                   else self.max_response_headers)
            if self.debuglevel > 0:
                for line in self._raw_proxy_headers:
                    print('header:', line.decode())
            if code != http.HTTPStatus.OK:
                self.close()
                raise OSError(f'Tunnel connection failed: {code} {message.strip()}')
        finally:
            response.close()

    def get_proxy_response_headers(self):
        """The headers of the proxy's answer to CONNECT, or None."""
        if self._raw_proxy_headers is None:
            return None
        return email.parser.Parser(_class=HTTPMessage).parsestr(b''.join(self._raw_proxy_headers).decode('iso-8859-1'))

    def connect(self):
        """Connect to the server."""
        sys.audit('http.client.connect', self, self.host, self.port)
        self.sock = self._create_connection((self.host, self.port), self.timeout, self.source_address)
        try:
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as e:
            if e.errno != errno.ENOPROTOOPT:
                raise
        if self._tunnel_host:
            self._tunnel()

    def close(self):
        """Close the connection."""
        self.__state = _CS_IDLE
        try:
            sock, self.sock = self.sock, None
            if sock:
                sock.close()
        finally:
            response, self.__response = self.__response, None
            if response:
                response.close()

    def send(self, data):
        """Send bytes, the content of a file, or what an iterable has."""
        if self.sock is None:
            if not self.auto_open:
                raise NotConnected()
            self.connect()
        if self.debuglevel > 0:
            print('send:', repr(data))
        if hasattr(data, 'read'):
            for block in self._read_readable(data):
                sys.audit('http.client.send', self, block)
                self.sock.sendall(block)
            return
        sys.audit('http.client.send', self, data)
        try:
            self.sock.sendall(data)
        except TypeError:
            if not isinstance(data, collections.abc.Iterable):
                raise TypeError(f'data should be a bytes-like object or an iterable, got {type(data)!r}')
            for block in data:
                self.sock.sendall(block)

    def _output(self, s):
        self._buffer.append(s)

    def _read_readable(self, readable):
        text = self._is_textIO(readable)
        while block := readable.read(self.blocksize):
            yield block.encode('iso-8859-1') if text else block

    def _send_output(self, message_body=None, encode_chunked=False):
        self._buffer += b'', b''
        head = b'\r\n'.join(self._buffer)
        self._buffer.clear()
        self.send(head)
        if message_body is None:
            return
        if hasattr(message_body, 'read'):
            blocks = self._read_readable(message_body)
        else:
            try:
                memoryview(message_body)
                blocks = (message_body,)
            except TypeError:
                try:
                    blocks = iter(message_body)
                except TypeError:
                    raise TypeError(f'message_body should be a bytes-like object or an iterable, got {type(message_body)!r}')
        for block in blocks:
            if not block:
                if self.debuglevel > 0:
                    print('Zero length chunk ignored')
                continue
            if encode_chunked and self._http_vsn == 11:
                block = f'{len(block):X}\r\n'.encode('ascii') + block + b'\r\n'
            self.send(block)
        if encode_chunked and self._http_vsn == 11:
            self.send(b'0\r\n\r\n')

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        """Begin a request."""
        if self.__response and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_IDLE:
            raise CannotSendRequest(self.__state)
        self.__state = _CS_REQ_STARTED
        self._validate_method(method)
        self._method = method
        url = url or '/'
        self._validate_path(url)
        self._output(self._encode_request(f'{method} {url} {self._http_vsn_str}'))
        if self._http_vsn != 11:
            return
        if not skip_host:
            self._put_host(url)
        if not skip_accept_encoding:
            # Nothing here could undo an encoding.
            self.putheader('Accept-Encoding', 'identity')

    def _put_host(self, url):
        # The host of the URL, else that of the connection.
        netloc = urlsplit(url)[1] if url.startswith('http') else ''
        if netloc:
            self.putheader('Host', netloc.encode('ascii') if netloc.isascii() else netloc.encode('idna'))
            return
        host, port = (self._tunnel_host, self._tunnel_port) if self._tunnel_host else (self.host, self.port)
        encoded = host.encode('ascii') if host.isascii() else host.encode('idna')
        if ':' in host:
            encoded = b'[' + encoded + b']'
            encoded = _strip_ipv6_iface(encoded)
        if port == self.default_port:
            self.putheader('Host', encoded)
        else:
            self.putheader('Host', f'{encoded.decode("ascii")}:{port}')

    def _encode_request(self, request):
        return request.encode('ascii')

    def _validate_method(self, method):
        if found := _contains_disallowed_method_pchar_re.search(method):
            raise ValueError(f"method can't contain control characters. {method!r} (found at least {found.group()!r})")

    def _validate_path(self, url):
        if found := _contains_disallowed_url_pchar_re.search(url):
            raise InvalidURL(f"URL can't contain control characters. {url!r} (found at least {found.group()!r})")

    def _validate_host(self, host):
        if found := _contains_disallowed_url_pchar_re.search(host):
            raise InvalidURL(f"URL can't contain control characters. {host!r} (found at least {found.group()!r})")

    def putheader(self, header, *values):
        """Add a header to the request that was begun."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        header = header.encode('ascii') if hasattr(header, 'encode') else header
        if not _is_legal_header_name(header):
            raise ValueError(f'Invalid header name {header!r}')
        encoded = []
        for value in values:
            if hasattr(value, 'encode'):
                value = value.encode('latin-1')
            elif isinstance(value, int):
                value = str(value).encode('ascii')
            if _is_illegal_header_value(value):
                raise ValueError(f'Invalid header value {value!r}')
            encoded.append(value)
        self._output(header + b': ' + b'\r\n\t'.join(encoded))

    def endheaders(self, message_body=None, *, encode_chunked=False):
        """Send the request, with a body if there is one."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        self.__state = _CS_REQ_SENT
        self._send_output(message_body, encode_chunked=encode_chunked)

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Send a request."""
        self._send_request(method, url, body, headers, encode_chunked)

    def _send_request(self, method, url, body, headers, encode_chunked):
        names = {name.lower() for name in headers}
        self.putrequest(method, url, skip_host='host' in names, skip_accept_encoding='accept-encoding' in names)
        if 'content-length' not in names:
            if 'transfer-encoding' not in names:
                encode_chunked = False
                length = self._get_content_length(body, method)
                if length is not None:
                    self.putheader('Content-Length', str(length))
                elif body is not None:
                    if self.debuglevel > 0:
                        print(f'Unable to determine size of {body!r}')
                    encode_chunked = True
                    self.putheader('Transfer-Encoding', 'chunked')
        else:
            encode_chunked = False
        for name, value in headers.items():
            self.putheader(name, value)
        if isinstance(body, str):
            body = _encode(body, 'body')
        self.endheaders(body, encode_chunked=encode_chunked)

    def getresponse(self):
        """The response to the request that was sent."""
        if self.__response and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_REQ_SENT or self.__response:
            raise ResponseNotReady(self.__state)
        args = (self.sock, self.debuglevel) if self.debuglevel > 0 else (self.sock,)
        response = self.response_class(*args, method=self._method)
        try:
            try:
                if self.max_response_headers is None:
                    response.begin()
                else:
                    response.begin(_max_headers=self.max_response_headers)
            except ConnectionError:
                self.close()
                raise
            self.__state = _CS_IDLE
            if response.will_close:
                # The response's file keeps the socket for itself.
                self.close()
            else:
                self.__response = response
            return response
        except:
            response.close()
            raise


try:
    import ssl
except ImportError:
    pass
else:
    def _create_https_context(http_version):
        context = ssl._create_default_https_context()
        if http_version == 11:
            context.set_alpn_protocols(['http/1.1'])
        return context

    class HTTPSConnection(HTTPConnection):
        """A connection over TLS."""

        default_port = HTTPS_PORT

        def __init__(self, host, port=None, *, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, context=None,
                     blocksize=8192, max_response_headers=None):
            super().__init__(host, port, timeout, source_address, blocksize, max_response_headers=max_response_headers)
            self._context = _create_https_context(self._http_vsn) if context is None else context

        def connect(self):
            super().connect()
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self._tunnel_host or self.host)

    __all__.append('HTTPSConnection')
