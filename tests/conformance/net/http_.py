"""A server of HTTP, clients of it, and malformed requests."""
import http
import http.client
import io
import os
import socket
import socketserver
import tempfile
import threading
from email.utils import formatdate, parsedate, parsedate_to_datetime, parsedate_tz
from http.server import BaseHTTPRequestHandler, HTTPServer, SimpleHTTPRequestHandler, ThreadingHTTPServer

print(http.HTTPStatus(404), repr(http.HTTPStatus.NOT_FOUND), http.HTTPStatus.NOT_FOUND.phrase, http.HTTPStatus.OK.is_success)
print(http.HTTPMethod.GET, repr(http.HTTPMethod.POST), http.HTTPStatus(413).name, len(http.HTTPStatus), http.client.responses[418])
print(formatdate(0), formatdate(1e9, usegmt=True), parsedate('Mon, 20 Nov 1995 19:12:08 -0500'), parsedate_tz('20 Nov 95 19:12 +0130'))
print(parsedate('nothing'), parsedate_tz('Sunday, 06-Nov-94 08:49:37 GMT'), parsedate_to_datetime('Tue, 1 Jul 2003 10:52:37 +0200'))
try:
    parsedate_to_datetime('x')
except ValueError as e:
    print(e)


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def date_time_string(self, timestamp=None):
        return 'today'

    def version_string(self):
        return 'test'

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        self.send_header('Content-Length', str(len(body)))
        for k, v in headers.items():
            self.send_header(k, v)
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)

    def do_GET(self):
        if self.path == '/chunks':
            self.send_response(200)
            self.send_header('Transfer-Encoding', 'chunked')
            self.end_headers()
            for part in (b'one\n', b'two' * 100, b'\nthree'):
                self.wfile.write(b'%x;ext=1\r\n%s\r\n' % (len(part), part))
            self.wfile.write(b'0\r\nTrailer: x\r\n\r\n')
        elif self.path == '/short':
            self.send_response(200)
            self.send_header('Content-Length', '100')
            self.send_header('Connection', 'close')
            self.end_headers()
            self.wfile.write(b'too short')
        elif self.path == '/error':
            self.send_error(404, 'No <such> thing', 'because & so')
        else:
            self.answer(f'{self.command} {self.path} {self.headers.get("X-Test")}'.encode(), X_A='1')

    do_HEAD = do_GET

    def do_POST(self):
        if self.headers.get('Transfer-Encoding') == 'chunked':
            body = b''
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers['Content-Length']))
        self.answer(body.upper(), 201)


def serving(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    return thread


def stop(server, thread):
    server.shutdown()
    thread.join()
    server.server_close()


server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
thread = serving(server)
host, port = server.server_address
c = http.client.HTTPConnection(host, port, timeout=60)
c.request('GET', '/hello?x=1', headers={'X-Test': 'value'})
r = c.getresponse()
print(r.status, r.reason, r.version, r.getheader('x-a'), r.getheader('none', 'default'), r.read(3), r.read(), r.isclosed(), r.will_close)
print(r.getheaders(), r.headers.get_content_type(), len(r.headers), 'CONTENT-LENGTH' in r.headers)
sock = c.sock
c.request('POST', '/', body='text', headers={})
r = c.getresponse()
print(r.status, r.reason, r.read(), c.sock is sock)
for body in (b'bytes', io.BytesIO(b'file'), [b'it', b'er', b'able'], iter([b'a', b'', b'b']), ''):
    c.request('POST', '/', body)
    print(c.getresponse().read())
c.request('HEAD', '/h')
r = c.getresponse()
print(r.status, r.getheader('Content-Length'), r.read())
c.request('GET', '/chunks')
r = c.getresponse()
print(r.chunked, r.length, r.readline(), r.read(5), len(r.read()), r.read())
c.request('GET', '/chunks')
r = c.getresponse()
print([len(line) for line in r], c.sock is sock)
c.request('GET', '/error')
r = c.getresponse()
print(r.status, r.reason, r.getheader('Content-Type'), r.getheader('Connection'))
print(r.read().decode())
c.request('GET', '/short')
r = c.getresponse()
try:
    r.read()
except http.client.IncompleteRead as e:
    print(e, e.partial, e.expected)
c.close()
c.request('PUT', '/')
r = c.getresponse()
print(r.status, r.reason)
r.read()

# States and values that are refused
for f in (lambda: c.getresponse(), lambda: c.putheader('a', 'b'), lambda: c.endheaders(), lambda: c.request('GET', '/a b'),
          lambda: http.client.HTTPConnection('h:x'), lambda: http.client.HTTPConnection('a\nb')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
    c.close()
for name, value in (('a b', 'x\ny'), ('bad:name', 'x'), ('ok', 'x\r\nInjected: 1'), ('', 'x')):
    c.putrequest('GET', '/')
    try:
        c.putheader(name, value)
        print('accepted')
    except ValueError as e:
        print(e)
    c.close()
try:
    c.putrequest('G\nT', '/')
except ValueError as e:
    print(e)
c.close()


def raw(data):
    with socket.create_connection((host, port), timeout=60) as s:
        s.sendall(data)
        s.shutdown(socket.SHUT_WR)
        with s.makefile('rb') as f:
            return f.read().split(b'\r\n\r\n')[0]


for request in (b'GET / HTTP/1.1\r\n\r\n', b'GET /old\r\n', b'POST /\r\n\r\n', b'GET / HTTP/2.0\r\n\r\n', b'GET / HTTX/1\r\n\r\n',
                b'nonsense\r\n\r\n', b'A B C D\r\n\r\n', b'BREW / HTTP/1.1\r\n\r\n', b'\r\n', b'GET /' + b'x' * 70000 + b' HTTP/1.1\r\n\r\n',
                b'GET / HTTP/1.1\r\nX: ' + b'y' * 70000 + b'\r\n\r\n', b'GET / HTTP/1.1\r\n' + b'A: b\r\n' * 200 + b'\r\n',
                b'GET / HTTP/1.0\r\nX-Test: a\r\n b\r\n\r\n', b'POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi'):
    print(raw(request))
stop(server, thread)


# Responses that are no HTTP
def reply(data):
    a, b = socket.socketpair()
    b.sendall(data)
    b.close()
    r = http.client.HTTPResponse(a, method='GET')
    try:
        r.begin()
        print(r.status, r.reason, r.version, r.length, r.will_close, r.headers.items(), r.read())
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
    r.close()
    a.close()


for data in (b'', b'junk\r\n\r\n', b'HTTP/1.1 abc OK\r\n\r\n', b'HTTP/1.1 99 low\r\n\r\n', b'HTTP/3 200 OK\r\n\r\n', b'HTTP/1.0 200\r\n\r\nrest',
             b'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 None\r\nA: b\r\n\r\nignored', b'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx',
             b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', b'HTTP/1.1 200 OK\r\n' + b'A: b\r\n' * 101 + b'\r\n',
             b'HTTP/1.1 200 OK\r\n' + b'A' * 70000, b'HTTP/1.1 200 OK\r\nA: 1\r\n folded\r\nA: 2\r\nContent-Length: 2\r\n\r\nok'):
    reply(data)

# Files
with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, 'sub dir'))
    for name, text in ('a.txt', 'A'), ('b.html', '<p>'), ('c.tar.gz', 'z'), ('sub dir/index.html', 'index'), ('ü&.py', 'print()'):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as f:
            f.write(text)
    os.utime(os.path.join(folder, 'a.txt'), (1e9, 1e9))

    class Files(SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=folder)

        def log_message(self, *args):
            pass

    server = HTTPServer(('127.0.0.1', 0), Files)
    thread = serving(server)
    for method, path, headers in (('GET', '/', {}), ('GET', '/a.txt', {}), ('HEAD', '/a.txt', {}), ('GET', '/b.html?q#f', {}),
                                  ('GET', '/c.tar.gz', {}), ('GET', '/sub%20dir', {}), ('GET', '/sub%20dir/', {}), ('GET', '/none', {}),
                                  ('GET', '/a.txt/', {}), ('GET', '/../../etc/passwd', {}), ('GET', '/%2e%2e/a.txt', {}), ('POST', '/', {}),
                                  ('GET', '/a.txt', {'If-Modified-Since': formatdate(1e9, usegmt=True)}),
                                  ('GET', '/a.txt', {'If-Modified-Since': formatdate(9e8, usegmt=True)}), ('GET', '/%C3%BC%26.py', {})):
        c = http.client.HTTPConnection(*server.server_address, timeout=60)
        c.request(method, path, headers=headers)
        r = c.getresponse()
        shown = [(k, v) for k, v in r.getheaders() if k not in ('Date', 'Server') and (k != 'Last-Modified' or path == '/a.txt')]
        body = r.read()
        print(method, path, r.status, r.reason, shown, body if r.status == 200 else len(body))
        c.close()
    stop(server, thread)


# socketserver
class Upper(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.strip().upper() + b'\n')


class UpperDatagram(socketserver.DatagramRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.read().upper())


for class_ in socketserver.TCPServer, socketserver.ThreadingTCPServer, socketserver.ForkingTCPServer:
    with class_(('127.0.0.1', 0), Upper) as server:
        thread = serving(server)
        for word in (b'one', b'two'):
            with socket.create_connection(server.server_address, timeout=60) as s:
                s.sendall(word + b'\n')
                s.shutdown(socket.SHUT_WR)
                with s.makefile('rb') as f:
                    print(class_.__name__, f.read())
        server.shutdown()
        thread.join()
with socketserver.UDPServer(('127.0.0.1', 0), UpperDatagram) as server:
    thread = serving(server)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.settimeout(60)
        s.sendto(b'datagram', server.server_address)
        print(s.recvfrom(100)[0])
    server.shutdown()
    thread.join()
with socketserver.TCPServer(('127.0.0.1', 0), Upper) as server:
    server.timeout = 0.01
    print(server.handle_request())
