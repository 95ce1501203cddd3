"""Sockets: life, settings, transfer, files over them, descriptors through them."""
import gc
import os
import socket
import threading
import warnings


def attempt(f, *args, **kwargs):
    try:
        print(f.__name__, '->', f(*args, **kwargs))
    except Exception as e:
        print(f.__name__, type(e).__name__, e, getattr(e, 'errno', None))


# Life and settings
s = socket.socket()
print(s.family, repr(s.family), repr(s.type), s.proto, s.fileno() >= 0, s.gettimeout(), s.getblocking())
s.settimeout(2.5)
print(s.gettimeout(), s.timeout, s.getblocking(), os.get_blocking(s.fileno()))
s.settimeout(0)
print(s.gettimeout(), s.getblocking())
s.setblocking(True)
print(s.gettimeout(), os.get_blocking(s.fileno()), s.get_inheritable())
for bad in (-1, 'a', 1e30, None, float('nan')):
    attempt(s.settimeout, bad)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), len(s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\2\0\0\0')
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
attempt(s.getsockopt, 1, 2, 2000)
attempt(s.setsockopt, 1, 2, 'a')
attempt(s.setsockopt, 1, 2, None)
for address in (1, ('a',), (1, 2), ('127.0.0.1', 70000), ('127.0.0.1', 'a'), ('a\0b', 1)):
    attempt(s.connect, address)
attempt(s.getpeername)
attempt(s.recv, -1)
attempt(s.send, 'a')
attempt(s.recv_into, b'abc')
attempt(s.sendto, b'a')
attempt(s.recvmsg, -1)
attempt(s.sendmsg, 1)
s.close()
print(s.fileno(), '[closed]' in repr(s))
attempt(s.recv, 1)
attempt(s.getsockname)
attempt(socket.socket, 2, 1, 0, -1)
attempt(socket.socket, 2, 1, 0, 1.5)
attempt(socket.socket, 2, 1, 0, 999)
print(socket.getdefaulttimeout())
socket.setdefaulttimeout(3)
with socket.socket() as t:
    print(t.gettimeout())
socket.setdefaulttimeout(None)

# A pair
a, b = socket.socketpair()
print(a.family, a.type, repr(a.getsockname()), a.getpeername())
print(a.send(b'hello'), b.recv(3), b.recv(10, socket.MSG_PEEK), b.recv(10))
buffer = bytearray(b'........')
a.sendall(memoryview(b'abc'))
print(b.recv_into(buffer), buffer)
a.sendall(b'defg')
print(b.recv_into(memoryview(buffer)[2:], 2), buffer, b.recvfrom(5))
attempt(b.recv_into, buffer, 100)
b.settimeout(0.01)
attempt(b.recv, 1)
b.setblocking(False)
attempt(b.recv, 1)
attempt(b.accept)
b.setblocking(True)
# descriptors and several buffers
r, w = os.pipe()
socket.send_fds(a, [b'one', b'two'], [w])
data, fds, flags, address = socket.recv_fds(b, 100, 5)
print(data, len(fds), flags, address)
os.write(fds[0], b'through')
print(os.read(r, 100))
for fd in (r, w, fds[0]):
    os.close(fd)
print(a.sendmsg([b'12', bytearray(b'34')]))
parts = [bytearray(1), bytearray(5)]
print(b.recvmsg_into(parts), parts)
d = b.dup()
print(d.fileno() != b.fileno(), d.family, d.gettimeout())
fd = d.detach()
print(d.fileno(), d._closed)
again = socket.socket(fileno=fd)
print(again.family, again.type, again.proto)
again.close()
# half closed, reset
a.shutdown(socket.SHUT_WR)
print(b.recv(10), b.send(b'still'), a.recv(10))
b.close()
attempt(a.send, b'x')
a.close()

# TCP with files
server = socket.create_server(('127.0.0.1', 0), backlog=5)
host, port = server.getsockname()
print(host, port > 0, server.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
lines = []


def serve():
    connection, peer = server.accept()
    with connection, connection.makefile('rwb') as f:
        for line in f:
            lines.append(line)
            f.write(line.upper())
            f.flush()


thread = threading.Thread(target=serve)
thread.start()
with socket.create_connection((host, port), timeout=30) as client:
    print(client.gettimeout(), client.getpeername() == (host, port))
    f = client.makefile('rwb', buffering=0)
    print(f.name == client.fileno(), f.mode, f.readable(), f.writable(), f.seekable(), type(f).__name__)
    f.write('straße\n'.encode())
    f.write(b'two\n')
    client.shutdown(socket.SHUT_WR)
    got = b''
    while chunk := f.read(100):
        got += chunk
    print(got)
    f.close()
    print(client.fileno() >= 0)
thread.join()
print(lines)
a, b = socket.socketpair()
with a.makefile('w', encoding='utf-8', newline='\r\n') as f, b.makefile(encoding='latin-1') as g:
    f.write('one\nzwölf\n')
    a.close()
    f.close()
    print(g.read(), f.mode, g.mode, f.encoding)
b.close()
server.close()
attempt(socket.create_connection, (host, port))
try:
    socket.create_connection((host, port), all_errors=True)
except ExceptionGroup as e:
    print(e.message, [type(x).__name__ for x in e.exceptions])
s = socket.socket()
print(s.connect_ex((host, port)) != 0)
s.close()

# A socket lives below its files
a, b = socket.socketpair()
f = a.makefile('rb')
a.close()
print(a.fileno() >= 0)
b.sendall(b'kept')
b.close()
print(f.read(), f.closed)
f.close()
print(a.fileno())
attempt(a.makefile, 'x')

# Datagrams, Unix names
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as u, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as v:
    u.bind(('', 0))
    v.bind(('127.0.0.1', 0))
    v.sendto(b'dgram', ('127.0.0.1', u.getsockname()[1]))
    data, peer = u.recvfrom(100)
    print(data, peer == v.getsockname(), u.getsockname()[0])
    v.connect(('localhost', u.getsockname()[1]))
    v.send(b'123456')
    print(u.recv(3), v.getpeername()[0])
with socket.socket(socket.AF_UNIX) as u:
    u.bind(b'\0pyish-conformance-%d' % os.getpid())
    print(type(u.getsockname()).__name__, u.getsockname()[:7])
    attempt(u.connect, 'a' * 200)
    attempt(u.connect, 5)
    attempt(u.connect, '/nowhere/at/all')

# Names
print(socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM))
print(socket.getaddrinfo('::1', '8080', socket.AF_INET6, socket.SOCK_DGRAM, 0, socket.AI_NUMERICHOST)[0][4])
attempt(socket.getaddrinfo, None, None)
attempt(socket.getaddrinfo, 1, 2)
attempt(socket.getaddrinfo, 'x', 1.5)
print(socket.gethostbyname('127.0.0.1'), socket.getnameinfo(('127.0.0.1', 80), 3))
print(socket.inet_aton('127.1'), socket.inet_ntoa(b'\1\2\3\4'), socket.inet_pton(socket.AF_INET6, '::1'),
      socket.inet_ntop(socket.AF_INET6, b'\0' * 10 + b'\xff\xff\1\2\3\4'))
attempt(socket.inet_aton, 'x')
attempt(socket.inet_ntoa, b'x')
attempt(socket.inet_pton, 99, 'x')
attempt(socket.inet_ntop, 2, b'x')
print(socket.htons(1), socket.ntohs(256), socket.htonl(1))
for bad in (-1, 1 << 16, 'a'):
    attempt(socket.htons, bad)
attempt(socket.if_nametoindex, 'no-such')
print('lo' in [name for _, name in socket.if_nameindex()], socket.if_indextoname(socket.if_nametoindex('lo')))
print(socket.CMSG_LEN(4), socket.CMSG_SPACE(4))
print(socket.timeout is TimeoutError, socket.error is OSError, issubclass(socket.gaierror, OSError), socket.herror.__name__)
print(socket.has_ipv6, socket.SocketType if hasattr(socket, 'SocketType') else None)

# Lost sockets
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')

    def lose():
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)

    lose()
    gc.collect()
print([w.category.__name__ for w in caught], str(caught[0].message).startswith('unclosed <socket.socket fd='))
