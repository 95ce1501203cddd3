"""The event loop's methods that make connections, servers and datagram endpoints."""

import functools
import itertools
import os
import socket
import stat
import sys

from . import events, exceptions, staggered, tasks, trsock
from ._socket_transports import _SelectorDatagramTransport, _SelectorSocketTransport
from .constants import ACCEPT_RETRY_DELAY
from .log import logger


class Server(events.AbstractServer):
    """What create_server() returns: sockets that accept connections."""

    def __init__(self, loop, sockets, protocol_factory, backlog):
        self._loop = loop
        self._sockets = sockets
        self._clients = set()
        self._waiters = []
        self._protocol_factory = protocol_factory
        self._backlog = backlog
        self._serving = False
        self._serving_forever_fut = None

    def __repr__(self):
        return f'<{self.__class__.__name__} sockets={self.sockets!r}>'

    def _attach(self, transport):
        assert self._sockets is not None
        self._clients.add(transport)

    def _detach(self, transport):
        self._clients.discard(transport)
        if not self._clients and self._sockets is None:
            self._wakeup()

    def _wakeup(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(None)

    def _start_serving(self):
        if self._serving:
            return
        self._serving = True
        for sock in self._sockets:
            sock.listen(self._backlog)
            self._loop._start_accepting(self._protocol_factory, sock, self, self._backlog)

    def get_loop(self):
        return self._loop

    def is_serving(self):
        return self._serving

    @property
    def sockets(self):
        """The sockets that accept connections."""
        if self._sockets is None:
            return ()
        return tuple(trsock.TransportSocket(s) for s in self._sockets)

    def close(self):
        sockets = self._sockets
        if sockets is None:
            return
        self._sockets = None
        for sock in sockets:
            self._loop._stop_accepting(sock)
        self._serving = False
        if self._serving_forever_fut is not None and not self._serving_forever_fut.done():
            self._serving_forever_fut.cancel()
            self._serving_forever_fut = None
        if not self._clients:
            self._wakeup()

    def close_clients(self):
        for transport in self._clients.copy():
            transport.close()

    def abort_clients(self):
        for transport in self._clients.copy():
            transport.abort()

    async def start_serving(self):
        self._start_serving()
        # The sockets are watched from the next turn on.
        await tasks.sleep(0)

    async def serve_forever(self):
        if self._serving_forever_fut is not None:
            raise RuntimeError(f'server {self!r} is already being awaited on serve_forever()')
        if self._sockets is None:
            raise RuntimeError(f'server {self!r} is closed')
        self._start_serving()
        self._serving_forever_fut = self._loop.create_future()
        try:
            await self._serving_forever_fut
        except exceptions.CancelledError:
            try:
                self.close()
                await self.wait_closed()
            finally:
                raise
        finally:
            self._serving_forever_fut = None

    async def wait_closed(self):
        if self._waiters is None:
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter


def _interleave(infos, first):
    """Addresses of different families in turn."""
    families = {}
    for info in infos:
        families.setdefault(info[0], []).append(info)
    groups = list(families.values())
    result = []
    if first > 1:
        result = groups[0][:first - 1]
        del groups[0][:first - 1]
    result += [info for info in itertools.chain.from_iterable(itertools.zip_longest(*groups)) if info is not None]
    return result


def _numeric(host, port, family, type_, proto):
    """The address of a host that is a number already, without asking anybody."""
    if proto not in {0, socket.IPPROTO_TCP, socket.IPPROTO_UDP} or host is None:
        return None
    if not proto:
        proto = {socket.SOCK_STREAM: socket.IPPROTO_TCP, socket.SOCK_DGRAM: socket.IPPROTO_UDP}.get(type_)
        if proto is None:
            return None
    if not port:
        port = 0
    else:
        try:
            port = int(port)
        except (TypeError, ValueError):
            return None
    if isinstance(host, (bytes, bytearray)) or '%' in host:
        return None
    families = [socket.AF_INET, socket.AF_INET6] if family == socket.AF_UNSPEC else [family]
    for af in families:
        try:
            socket.inet_pton(af, host)
        except (OSError, ValueError):
            continue
        address = (host, port, 0, 0) if af == socket.AF_INET6 else (host, port)
        return [(af, type_, proto, '', address)]
    return None


class _Connections:
    """Part of the event loop."""

    # ---- names

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        """socket.getaddrinfo(), in the executor."""
        return await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type, proto, flags)

    async def getnameinfo(self, sockaddr, flags=0):
        """socket.getnameinfo(), in the executor."""
        return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)

    async def _ensure_resolved(self, address, *, family=0, type=socket.SOCK_STREAM, proto=0, flags=0, loop):
        host, port = address[:2]
        known = _numeric(host, port, family, type, proto)
        if known is not None:
            return known
        return await loop.getaddrinfo(host, port, family=family, type=type, proto=proto, flags=flags)

    # ---- clients

    async def _connect_sock(self, errors, addr_info, local_addr_infos=None):
        mine = []
        errors.append(mine)
        family, type_, proto, _, address = addr_info
        sock = None
        try:
            try:
                sock = socket.socket(family=family, type=type_, proto=proto)
                sock.setblocking(False)
                if local_addr_infos is not None:
                    self._bind_local(sock, family, local_addr_infos, mine)
                await self.sock_connect(sock, address)
                return sock
            except OSError as exc:
                mine.append(exc)
                raise
            except:
                raise
        except:
            if sock is not None:
                sock.close()
            raise
        finally:
            errors = mine = None

    def _bind_local(self, sock, family, local_addr_infos, errors):
        for lfamily, _, _, _, laddr in local_addr_infos:
            if lfamily != family:
                continue
            try:
                sock.bind(laddr)
                return
            except OSError as exc:
                text = f'error while attempting to bind on address {laddr!r}: {str(exc).lower()}'
                errors.append(OSError(exc.errno, text))
        if errors:
            raise errors.pop()
        raise OSError(f'no matching local address with {family=} found')

    async def create_connection(
            self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0,
            sock=None, local_addr=None, server_hostname=None, ssl_handshake_timeout=None,
            ssl_shutdown_timeout=None, happy_eyeballs_delay=None, interleave=None, all_errors=False):
        """Connect to a server; return a transport and its protocol."""
        if server_hostname is not None and not ssl:
            raise ValueError('server_hostname is only meaningful with ssl')
        if ssl_handshake_timeout is not None and not ssl:
            raise ValueError('ssl_handshake_timeout is only meaningful with ssl')
        if ssl_shutdown_timeout is not None and not ssl:
            raise ValueError('ssl_shutdown_timeout is only meaningful with ssl')
        if happy_eyeballs_delay is not None and interleave is None:
            interleave = 1
        if host is not None or port is not None:
            if sock is not None:
                raise ValueError('host/port and sock can not be specified at the same time')
            sock = await self._connect_any(host, port, family, proto, flags, local_addr,
                                           happy_eyeballs_delay, interleave, all_errors)
        else:
            if sock is None:
                raise ValueError('host and port was not specified and no sock specified')
            if sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A Stream Socket was expected, got {sock!r}')
        return await self._create_connection_transport(sock, protocol_factory, ssl)

    async def _connect_any(self, host, port, family, proto, flags, local_addr, delay, interleave, all_errors):
        infos = await self._ensure_resolved((host, port), family=family, type=socket.SOCK_STREAM,
                                            proto=proto, flags=flags, loop=self)
        if not infos:
            raise OSError('getaddrinfo() returned empty list')
        local_infos = None
        if local_addr is not None:
            local_infos = await self._ensure_resolved(local_addr, family=family, type=socket.SOCK_STREAM,
                                                      proto=proto, flags=flags, loop=self)
            if not local_infos:
                raise OSError('getaddrinfo() returned empty list')
        if interleave:
            infos = _interleave(infos, interleave)
        errors = []
        if delay is None:
            for info in infos:
                try:
                    return await self._connect_sock(errors, info, local_infos)
                except OSError:
                    continue
        else:
            attempts = [functools.partial(self._connect_sock, errors, info, local_infos) for info in infos]
            sock = (await staggered.staggered_race(attempts, delay, loop=self))[0]
            if sock is not None:
                return sock
        flat = [exc for group in errors for exc in group]
        try:
            if all_errors:
                raise ExceptionGroup('create_connection failed', flat)
            if len(flat) == 1:
                raise flat[0]
            if not flat:
                raise OSError('create_connection failed')
            if all(str(exc) == str(flat[0]) for exc in flat):
                raise flat[0]
            raise OSError('Multiple exceptions: {}'.format(', '.join(str(exc) for exc in flat)))
        finally:
            flat = errors = None

    async def _create_connection_transport(self, sock, protocol_factory, ssl, server=None):
        sock.setblocking(False)
        protocol = protocol_factory()
        waiter = self.create_future()
        if ssl:
            sock.close()
            raise RuntimeError('TLS is not supported by this event loop')
        transport = self._make_socket_transport(sock, protocol, waiter, server=server)
        try:
            await waiter
        except:
            transport.close()
            raise
        return transport, protocol

    def _make_socket_transport(self, sock, protocol, waiter=None, *, extra=None, server=None):
        self._ensure_fd_no_transport(sock)
        return _SelectorSocketTransport(self, sock, protocol, waiter, extra, server)

    def _make_datagram_transport(self, sock, protocol, address=None, waiter=None, extra=None):
        self._ensure_fd_no_transport(sock)
        return _SelectorDatagramTransport(self, sock, protocol, address, waiter, extra)

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None,
                                      ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Make a transport of a socket that was accepted elsewhere."""
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f'A Stream Socket was expected, got {sock!r}')
        if ssl_handshake_timeout is not None and not ssl:
            raise ValueError('ssl_handshake_timeout is only meaningful with ssl')
        if ssl_shutdown_timeout is not None and not ssl:
            raise ValueError('ssl_shutdown_timeout is only meaningful with ssl')
        return await self._create_connection_transport(sock, protocol_factory, ssl)

    # ---- servers

    async def create_server(
            self, protocol_factory, host=None, port=None, *, family=socket.AF_UNSPEC,
            flags=socket.AI_PASSIVE, sock=None, backlog=100, ssl=None, reuse_address=None,
            reuse_port=None, keep_alive=None, ssl_handshake_timeout=None,
            ssl_shutdown_timeout=None, start_serving=True):
        """Listen at an address; each connection gets a protocol of its own."""
        if isinstance(ssl, bool):
            raise TypeError('ssl argument must be an SSLContext or None')
        if ssl_handshake_timeout is not None and ssl is None:
            raise ValueError('ssl_handshake_timeout is only meaningful with ssl')
        if ssl_shutdown_timeout is not None and ssl is None:
            raise ValueError('ssl_shutdown_timeout is only meaningful with ssl')
        if ssl is not None:
            raise RuntimeError('TLS is not supported by this event loop')
        if host is not None or port is not None:
            if sock is not None:
                raise ValueError('host/port and sock can not be specified at the same time')
            if reuse_address is None:
                reuse_address = os.name == 'posix' and sys.platform != 'cygwin'
            sockets = await self._listening_sockets(host, port, family, flags, reuse_address, reuse_port, keep_alive)
        else:
            if sock is None:
                raise ValueError('Neither host/port nor sock were specified')
            if sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A Stream Socket was expected, got {sock!r}')
            sockets = [sock]
        return await self._serve(protocol_factory, sockets, backlog, start_serving)

    async def _serve(self, protocol_factory, sockets, backlog, start_serving):
        for sock in sockets:
            sock.setblocking(False)
        server = Server(self, sockets, protocol_factory, backlog)
        if start_serving:
            server._start_serving()
            await tasks.sleep(0)
        if self._debug:
            logger.info('%r is serving', server)
        return server

    async def _listening_sockets(self, host, port, family, flags, reuse_address, reuse_port, keep_alive):
        if host == '':
            hosts = [None]
        elif isinstance(host, str) or not hasattr(host, '__iter__'):
            hosts = [host]
        else:
            hosts = host
        found = await tasks.gather(*[
            self._ensure_resolved((h, port), family=family, type=socket.SOCK_STREAM, flags=flags, loop=self)
            for h in hosts])
        infos = dict.fromkeys(itertools.chain.from_iterable(found))
        sockets = []
        complete = False
        try:
            for af, type_, proto, _, address in infos:
                try:
                    sock = socket.socket(af, type_, proto)
                except socket.error:
                    # The kernel may lack a family that the resolver knows.
                    continue
                sockets.append(sock)
                if reuse_address:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
                if reuse_port and af in (socket.AF_INET, socket.AF_INET6):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                if keep_alive:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, True)
                if af == socket.AF_INET6 and hasattr(socket, 'IPPROTO_IPV6'):
                    # IPv4 has a socket of its own.
                    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
                try:
                    sock.bind(address)
                except OSError as err:
                    text = f'error while attempting to bind on address {address!r}: {str(err).lower()}'
                    raise OSError(err.errno, text) from None
            if not sockets:
                raise OSError(f'could not bind on any address out of {[info[4] for info in infos]!r}')
            complete = True
            return sockets
        finally:
            if not complete:
                for sock in sockets:
                    sock.close()

    def _start_accepting(self, protocol_factory, sock, server, backlog):
        self._add_reader(sock.fileno(), self._accept, protocol_factory, sock, server, backlog)

    def _stop_accepting(self, sock):
        inode = self._unix_server_sockets.pop(sock, None)
        if inode is not None and sock.fileno() >= 0:
            # The name goes with the server, unless it is another's by now.
            name = sock.getsockname()
            try:
                if os.stat(name).st_ino == inode:
                    os.unlink(name)
            except FileNotFoundError:
                pass
            except OSError as err:
                logger.error('Unable to clean up listening UNIX socket %r: %r', name, err)
        if sock.fileno() >= 0:
            self._remove_reader(sock.fileno())
        sock.close()

    def _accept(self, protocol_factory, sock, server, backlog):
        for _ in range(backlog + 1):
            try:
                conn, addr = sock.accept()
            except ConnectionAbortedError:
                # That one has gone again; there may be others.
                continue
            except (BlockingIOError, InterruptedError):
                return
            except OSError as exc:
                if exc.errno not in (24, 23, 105, 12):
                    raise
                # Out of descriptors or memory: try again in a while.
                self.call_exception_handler({
                    'message': 'socket.accept() out of system resource',
                    'exception': exc,
                    'socket': trsock.TransportSocket(sock),
                })
                self._remove_reader(sock.fileno())
                self.call_later(ACCEPT_RETRY_DELAY, self._accept_again, protocol_factory, sock, server, backlog)
                return
            conn.setblocking(False)
            self.create_task(self._accepted(protocol_factory, conn, {'peername': addr}, server))

    def _accept_again(self, protocol_factory, sock, server, backlog):
        if sock.fileno() >= 0 and server.is_serving():
            self._start_accepting(protocol_factory, sock, server, backlog)

    async def _accepted(self, protocol_factory, conn, extra, server):
        protocol = transport = None
        try:
            protocol = protocol_factory()
            waiter = self.create_future()
            transport = self._make_socket_transport(conn, protocol, waiter, extra=extra, server=server)
            try:
                await waiter
            except BaseException:
                transport.close()
                raise
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if self._debug:
                context = {
                    'message': 'Error on transport creation for incoming connection',
                    'exception': exc,
                }
                if protocol is not None:
                    context['protocol'] = protocol
                if transport is not None:
                    context['transport'] = transport
                self.call_exception_handler(context)
            if transport is None:
                conn.close()

    # ---- datagrams

    async def create_datagram_endpoint(
            self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0,
            flags=0, reuse_port=None, allow_broadcast=None, sock=None):
        """Make a socket for datagrams; return a transport and its protocol."""
        if sock is not None:
            if sock.type == socket.SOCK_STREAM:
                raise ValueError(f'A datagram socket was expected, got {sock!r}')
            if local_addr or remote_addr or family or proto or flags or reuse_port or allow_broadcast:
                opts = dict(local_addr=local_addr, remote_addr=remote_addr, family=family, proto=proto,
                            flags=flags, reuse_port=reuse_port, allow_broadcast=allow_broadcast)
                problems = ', '.join(f'{k}={v}' for k, v in opts.items() if v)
                raise ValueError(
                    f'socket modifier keyword arguments can not be used when sock is specified. ({problems})')
            sock.setblocking(False)
            peer = None
        else:
            pairs = await self._datagram_addresses(local_addr, remote_addr, family, proto, flags)
            sock, peer = await self._datagram_socket(pairs, local_addr, remote_addr, reuse_port, allow_broadcast)
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = self._make_datagram_transport(sock, protocol, peer, waiter)
        try:
            await waiter
        except:
            transport.close()
            raise
        return transport, protocol

    async def _datagram_addresses(self, local_addr, remote_addr, family, proto, flags):
        """Pairs of family with protocol, and of a local with a remote address."""
        if not (local_addr or remote_addr):
            if family == 0:
                raise ValueError('unexpected address family')
            return [((family, proto), (None, None))]
        if family == socket.AF_UNIX:
            for addr in local_addr, remote_addr:
                if addr is not None and not isinstance(addr, str):
                    raise TypeError('string is expected')
            if local_addr and local_addr[0] not in (0, '\x00'):
                try:
                    if stat.S_ISSOCK(os.stat(local_addr).st_mode):
                        os.remove(local_addr)
                except FileNotFoundError:
                    pass
                except OSError as err:
                    logger.error('Unable to check or remove stale UNIX socket %r: %r', local_addr, err)
            return [((family, proto), (local_addr, remote_addr))]
        found = {}
        for idx, addr in (0, local_addr), (1, remote_addr):
            if addr is None:
                continue
            if not (isinstance(addr, tuple) and len(addr) == 2):
                raise TypeError('2-tuple is expected')
            infos = await self._ensure_resolved(addr, family=family, type=socket.SOCK_DGRAM,
                                                proto=proto, flags=flags, loop=self)
            if not infos:
                raise OSError('getaddrinfo() returned empty list')
            for fam, _, pro, _, address in infos:
                found.setdefault((fam, pro), [None, None])[idx] = address
        pairs = [(key, pair) for key, pair in found.items()
                 if not (local_addr and pair[0] is None or remote_addr and pair[1] is None)]
        if not pairs:
            raise ValueError('can not get address information')
        return pairs

    async def _datagram_socket(self, pairs, local_addr, remote_addr, reuse_port, allow_broadcast):
        errors = []
        for (family, proto), (local, remote) in pairs:
            sock = None
            try:
                sock = socket.socket(family=family, type=socket.SOCK_DGRAM, proto=proto)
                if reuse_port:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                if allow_broadcast:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                sock.setblocking(False)
                if local_addr:
                    sock.bind(local)
                if remote_addr and not allow_broadcast:
                    await self.sock_connect(sock, remote)
                return sock, remote if remote_addr else None
            except OSError as exc:
                if sock is not None:
                    sock.close()
                errors.append(exc)
            except:
                if sock is not None:
                    sock.close()
                raise
        raise errors[0]

    # ---- Unix sockets

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None,
                                     server_hostname=None, ssl_handshake_timeout=None,
                                     ssl_shutdown_timeout=None):
        """Connect to a Unix socket; return a transport and its protocol."""
        if server_hostname is not None and not ssl:
            raise ValueError('server_hostname is only meaningful with ssl')
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)
            try:
                sock.setblocking(False)
                await self.sock_connect(sock, os.fspath(path))
            except:
                sock.close()
                raise
        else:
            if sock is None:
                raise ValueError('no path and sock were specified')
            if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A UNIX Domain Stream Socket was expected, got {sock!r}')
        return await self._create_connection_transport(sock, protocol_factory, ssl)

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None,
                                 ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                                 start_serving=True, cleanup_socket=True):
        """Listen at a Unix socket."""
        if isinstance(ssl, bool):
            raise TypeError('ssl argument must be an SSLContext or None')
        if ssl is not None:
            raise RuntimeError('TLS is not supported by this event loop')
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            path = os.fspath(path)
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            # What an earlier server left there.
            if path[0] not in (0, '\x00'):
                try:
                    if stat.S_ISSOCK(os.stat(path).st_mode):
                        os.remove(path)
                except FileNotFoundError:
                    pass
            try:
                sock.bind(path)
            except OSError as exc:
                sock.close()
                if exc.errno == 98:
                    raise OSError(98, f'Address {path!r} is already in use') from None
                raise
            except:
                sock.close()
                raise
        else:
            if sock is None:
                raise ValueError('path was not specified, and no sock specified')
            if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A UNIX Domain Stream Socket was expected, got {sock!r}')
        if cleanup_socket:
            name = sock.getsockname()
            if name and name[0] not in (0, '\x00'):
                self._unix_server_sockets[sock] = os.stat(name).st_ino
        return await self._serve(protocol_factory, [sock], backlog, start_serving)
