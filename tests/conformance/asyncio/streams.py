"""Streams over TCP and Unix sockets, datagrams, plain sockets and protocols, all on this machine."""

import asyncio
import os
import socket
import tempfile


async def echo(reader, writer):
    async for line in reader:
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def tcp():
    server = await asyncio.start_server(echo, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    writer.write(b'one\ntwo\nthree')
    print(await reader.readline(), await reader.readuntil(b'O'), await reader.readexactly(1))
    writer.write_eof()
    print(await reader.read(), reader.at_eof())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    print(server.is_serving(), server.sockets)
    try:
        await asyncio.open_connection('127.0.0.1', port)
    except ConnectionRefusedError as e:
        print(type(e).__name__)


async def errors():
    server = await asyncio.start_server(lambda r, w: w.close(), '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    try:
        await reader.readexactly(5)
    except asyncio.IncompleteReadError as e:
        print(e, e.partial, e.expected)
    writer.close()
    server.close()
    reader = asyncio.StreamReader(limit=4)
    reader.feed_data(b'too long a line\n')
    try:
        await reader.readline()
    except ValueError as e:
        print(e)


async def unix():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'sock')
        server = await asyncio.start_unix_server(echo, path)
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b'by name\n')
        print(await reader.readline())
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()
        print(os.path.exists(path))


class Datagrams(asyncio.DatagramProtocol):
    def __init__(self, answers):
        self.answers = answers

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        if self.answers is None:
            self.transport.sendto(data[::-1], addr)
        else:
            self.answers.set_result(data)


async def datagrams():
    loop = asyncio.get_running_loop()
    server, _ = await loop.create_datagram_endpoint(lambda: Datagrams(None), local_addr=('127.0.0.1', 0))
    answers = loop.create_future()
    address = server.get_extra_info('sockname')
    client, _ = await loop.create_datagram_endpoint(lambda: Datagrams(answers), remote_addr=address)
    client.sendto(b'olleh')
    print(await answers)
    client.close()
    server.close()


async def plain():
    loop = asyncio.get_running_loop()
    with socket.socket() as listener:
        listener.setblocking(False)
        listener.bind(('127.0.0.1', 0))
        listener.listen()
        with socket.socket() as client:
            client.setblocking(False)
            (conn, _), _ = await asyncio.gather(
                loop.sock_accept(listener), loop.sock_connect(client, listener.getsockname()))
            with conn:
                await asyncio.gather(loop.sock_sendall(client, b'x' * 1_000_000), receive(loop, conn, 1_000_000))
                client.close()
                print(await loop.sock_recv(conn, 10))


async def receive(loop, conn, n):
    got = 0
    while got < n:
        got += len(await loop.sock_recv(conn, 65536))
    print('received', got)


class Events(asyncio.Protocol):
    def __init__(self, log, done=None):
        self.log, self.done = log, done

    def connection_made(self, transport):
        self.transport = transport
        self.log.append('made')

    def data_received(self, data):
        self.log.append(data)
        if data == b'ping':
            self.transport.write(b'pong')

    def eof_received(self):
        self.log.append('eof')

    def connection_lost(self, exc):
        self.log.append(exc)
        if self.done is not None:
            self.done.set_result(None)


async def backpressure():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    log, done = [], loop.create_future()

    class Slow(Events):
        def pause_writing(self):
            self.log.append('pause')

        def resume_writing(self):
            self.log.append('resume')

    transport, _ = await loop.create_connection(lambda: Slow(log, done), sock=a)
    transport.write(b'z' * 3_000_000)
    print(log, transport.get_write_buffer_size() > 0, transport.get_write_buffer_limits())
    transport.close()
    b.setblocking(False)
    await receive(loop, b, 3_000_000)
    await done
    print(log)
    b.close()


async def protocol():
    loop = asyncio.get_running_loop()
    log, client_log, done = [], [], loop.create_future()
    server = await loop.create_server(lambda: Events(log), '127.0.0.1', 0)
    async with server:
        address = server.sockets[0].getsockname()
        transport, _ = await loop.create_connection(lambda: Events(client_log, done), *address)
        transport.write(b'ping')
        while b'pong' not in client_log:
            await asyncio.sleep(0.001)
        transport.write_eof()
        await done
    print(log, client_log, transport.is_closing())


async def main():
    for part in tcp, errors, unix, datagrams, plain, protocol, backpressure:
        print(part.__name__)
        await part()


asyncio.run(main())
