"""Child processes: pipes, exit codes, signals, a child that reads nothing."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT


async def main():
    p = await asyncio.create_subprocess_exec('cat', stdin=PIPE, stdout=PIPE)
    print(await p.communicate(b'through the pipes'), p.returncode)

    p = await asyncio.create_subprocess_shell('echo out; echo err >&2; exit 3', stdout=PIPE, stderr=PIPE)
    print(await p.communicate(), p.returncode)

    p = await asyncio.create_subprocess_shell('echo err >&2', stdout=PIPE, stderr=STDOUT)
    print(await p.stdout.readline(), await p.stdout.read(), await p.wait())

    p = await asyncio.create_subprocess_exec('sleep', '60', stdout=DEVNULL)
    print(p.returncode)
    p.terminate()
    print(await p.wait() == -signal.SIGTERM)
    try:
        p.kill()
    except ProcessLookupError as e:
        print(repr(e))

    p = await asyncio.create_subprocess_exec('cat', stdin=PIPE, stdout=PIPE)
    data = b'line\n' * 100_000
    out, _ = await p.communicate(data)
    print(out == data, p.returncode)

    p = await asyncio.create_subprocess_exec('true', stdin=PIPE)
    await p.wait()
    print(await p.communicate(b'x' * 1_000_000))

    try:
        await asyncio.create_subprocess_exec('/no/such/program')
    except FileNotFoundError as e:
        print(type(e).__name__, e.filename)
    try:
        await asyncio.create_subprocess_exec('true', text=True)
    except ValueError as e:
        print(e)

    read, write = os.pipe()
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), open(read, 'rb', 0))
    writer, _ = await loop.connect_write_pipe(asyncio.Protocol, open(write, 'wb', 0))
    writer.write(b'one pipe')
    writer.close()
    print(await reader.read())
    transport.close()


asyncio.run(main())
