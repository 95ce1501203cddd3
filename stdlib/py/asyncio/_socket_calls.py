"""The event loop's methods for plain sockets."""

import socket



def _check_nonblocking(loop, sock):
    if loop.get_debug() and sock.gettimeout() != 0:
        raise ValueError('the socket must be non-blocking')


class _SocketCalls:
    """Each method tries at once; if that would block, it tries again whenever the socket is ready."""

    async def _retry(self, sock, attempt, add, remove):
        _check_nonblocking(self, sock)
        try:
            return attempt()
        except (BlockingIOError, InterruptedError):
            pass
        fut = self.create_future()
        fd = self._ensure_fd_no_transport(sock)

        def on_ready():
            if fut.done():
                return
            try:
                result = attempt()
            except (BlockingIOError, InterruptedError):
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                fut.set_exception(exc)
            else:
                fut.set_result(result)

        handle = add(fd, on_ready)

        def stop_watching(fut):
            if handle is None or not handle.cancelled():
                remove(fd)

        fut.add_done_callback(stop_watching)
        return await fut

    async def _when_readable(self, sock, attempt):
        return await self._retry(sock, attempt, self._add_reader, self.remove_reader)

    async def _when_writable(self, sock, attempt):
        return await self._retry(sock, attempt, self._add_writer, self.remove_writer)

    async def sock_recv(self, sock, n):
        """Receive up to n bytes."""
        return await self._when_readable(sock, lambda: sock.recv(n))

    async def sock_recv_into(self, sock, buf):
        """Receive into a buffer; return how many bytes."""
        return await self._when_readable(sock, lambda: sock.recv_into(buf))

    async def sock_recvfrom(self, sock, bufsize):
        """Receive a datagram of at most so many bytes; return it and its sender."""
        return await self._when_readable(sock, lambda: sock.recvfrom(bufsize))

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        """Receive a datagram into a buffer; return its length and its sender."""
        if not nbytes:
            nbytes = len(buf)
        return await self._when_readable(sock, lambda: sock.recvfrom_into(buf, nbytes))

    async def sock_sendall(self, sock, data):
        """Send all bytes."""
        left = memoryview(data if isinstance(data, bytes) else bytes(data))

        def send():
            nonlocal left
            while left:
                left = left[sock.send(left):]

        if left:
            await self._when_writable(sock, send)
        else:
            _check_nonblocking(self, sock)

    async def sock_sendto(self, sock, data, address):
        """Send a datagram."""
        return await self._when_writable(sock, lambda: sock.sendto(data, address))

    async def sock_connect(self, sock, address):
        """Connect a socket."""
        _check_nonblocking(self, sock)
        if sock.family == socket.AF_INET or sock.family == socket.AF_INET6:
            infos = await self._ensure_resolved(address, family=sock.family, type=sock.type,
                                                proto=sock.proto, loop=self)
            address = infos[0][4]
        started = False

        def connect():
            nonlocal started
            if not started:
                started = True
                sock.connect(address)
                return
            error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if error in (115, 114):
                raise BlockingIOError(error, 'still connecting')
            if error:
                raise OSError(error, f'Connect call failed {address}')

        await self._when_writable(sock, connect)

    async def sock_accept(self, sock):
        """Accept a connection; return its socket and its address."""

        def accept():
            conn, address = sock.accept()
            conn.setblocking(False)
            return conn, address

        return await self._when_readable(sock, accept)

    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=True):
        """Send a file; return how many bytes."""
        _check_nonblocking(self, sock)
        if 'b' not in getattr(file, 'mode', 'b'):
            raise ValueError('file should be opened in binary mode')
        if sock.type != socket.SOCK_STREAM:
            raise ValueError('only SOCK_STREAM type sockets are supported')
        if count is not None:
            if not isinstance(count, int):
                raise TypeError(f'count must be a positive integer (got {count!r})')
            if count <= 0:
                raise ValueError(f'count must be a positive integer (got {count!r})')
        if not isinstance(offset, int):
            raise TypeError(f'offset must be a non-negative integer (got {offset!r})')
        if offset < 0:
            raise ValueError(f'offset must be a non-negative integer (got {offset!r})')
        if offset:
            file.seek(offset)
        total = 0
        try:
            while count is None or total < count:
                size = 16384 if count is None else min(count - total, 16384)
                data = await self.run_in_executor(None, file.read, size)
                if not data:
                    break
                await self.sock_sendall(sock, data)
                total += len(data)
            return total
        finally:
            if total > 0 and hasattr(file, 'seek'):
                file.seek(offset + total)
