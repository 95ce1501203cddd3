"""Sockets: an echo server with a thread for each client, and one with a loop.

Both listen on a port of this machine that the system chooses. Ten clients
talk to each of them at the same time, send lines and read them back.

What to look for in the output:
  * a blocking call such as accept() or recv() makes one thread wait, not all;
  * with a selector a single thread serves everybody: it asks the system which
    sockets are ready, and never waits for one of them alone;
  * settimeout() ends a wait that would last for ever;
  * whoever connects to a port where nobody listens is refused.
"""

import selectors
import socket
import threading

CLIENTS = 10
LINES = 5


def answer(connection):
    with connection, connection.makefile("rwb") as stream:
        for line in stream:                 # until the client hangs up
            stream.write(line.upper())
            stream.flush()


def serve_with_threads(listener, stop):
    threads = []
    while not stop.is_set():
        connection, _ = listener.accept()   # waits for the next client
        threads.append(threading.Thread(target=answer, args=(connection,)))
        threads[-1].start()
    for thread in threads:
        thread.join()


def serve_with_selector(listener, stop):
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        while not stop.is_set() or len(selector.get_map()) > 1:
            for key, _ in selector.select():
                if key.fileobj is listener:
                    connection, _ = listener.accept()
                    selector.register(connection, selectors.EVENT_READ)
                    continue
                data = key.fileobj.recv(4096)
                if data:
                    key.fileobj.sendall(data.upper())
                else:                       # the client has hung up
                    selector.unregister(key.fileobj)
                    key.fileobj.close()


def client(address, number, right):
    with socket.create_connection(address) as connection, connection.makefile("rw") as stream:
        for i in range(LINES):
            stream.write(f"client {number} line {i}\n")
            stream.flush()
            right.append(stream.readline() == f"CLIENT {number} LINE {i}\n")


for serve in serve_with_threads, serve_with_selector:
    stop = threading.Event()
    right = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        server = threading.Thread(target=serve, args=(listener, stop))
        server.start()
        clients = [threading.Thread(target=client, args=(address, n, right)) for n in range(CLIENTS)]
        for thread in clients:
            thread.start()
        for thread in clients:
            thread.join()
        stop.set()
        socket.create_connection(address).close()   # wakes the server up
        server.join()
    print(f"{serve.__name__}: {len(right)} lines came back, all right: {all(right)}")

here, there = socket.socketpair()
with here, there:
    here.settimeout(0.05)
    try:
        here.recv(1)
    except TimeoutError as error:
        print("nobody spoke:", error)

try:
    socket.create_connection(address)
except ConnectionRefusedError as error:
    print("nobody listens:", type(error).__name__)
