"""HTTP: a server of pages, and clients that fetch them one by one and at once.

The server runs in a thread of this program. Each page takes a tenth of a
second, as if a database had to be asked.

What to look for in the output:
  * one client after the other waits for every page, threads wait together:
    waiting costs no processor, so threads help with the GIL too;
  * one connection can carry several requests, one after the other;
  * an answer like 404 is no failure of the connection: it is raised by
    urllib.request, and a mere number for http.client;
  * what is sent comes back in capitals.
"""

import http.client
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGES = 8
DELAY = 0.1


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"           # connections stay open

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path != "/page":
            self.send_error(404)
            return
        time.sleep(DELAY)
        number = urllib.parse.parse_qs(url.query)["number"][0]
        self.answer(f"page {number}".encode())

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.answer(self.rfile.read(length).upper())

    def log_message(self, *args):
        pass                                # the log would go to standard error


server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
threading.Thread(target=server.serve_forever, daemon=True).start()
host, port = server.server_address
site = f"http://{host}:{port}"
# A proxy of the environment is of no use on the own machine.
urllib.request.install_opener(urllib.request.build_opener(urllib.request.ProxyHandler({})))


def fetch(number):
    with urllib.request.urlopen(f"{site}/page?number={number}") as response:
        return response.read().decode()


begin = time.perf_counter()
one_by_one = [fetch(n) for n in range(PAGES)]
slow = time.perf_counter() - begin

at_once = {}
begin = time.perf_counter()
threads = [threading.Thread(target=lambda n=n: at_once.update({n: fetch(n)})) for n in range(PAGES)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
fast = time.perf_counter() - begin

print("same pages:", [at_once[n] for n in range(PAGES)] == one_by_one)
print(f"one by one {slow:.2f} s, at once {fast:.2f} s")

connection = http.client.HTTPConnection(host, port)
for number in range(3):
    connection.request("GET", f"/page?number={number}")
    response = connection.getresponse()
    print(response.status, response.reason, response.read().decode())
connection.request("GET", "/nowhere")
response = connection.getresponse()
print(response.status, response.reason)
response.read()
connection.close()

try:
    urllib.request.urlopen(f"{site}/nowhere")
except urllib.error.HTTPError as error:
    print(error)
    error.close()

with urllib.request.urlopen(site, data="schön".encode()) as response:
    print(response.read().decode())

server.shutdown()
server.server_close()
