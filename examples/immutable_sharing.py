"""Immutable objects can be shared without locks.

A reader that looks at a mutable object while somebody changes it may see it
half changed. An immutable object has no half: a writer builds a new one and
then lets one name point to it. A reader takes the name once and keeps a
consistent picture, however often the name moves on.

What to look for in the output:
  * the mutable settings are seen torn (a host from one version with the port
    of another), the immutable ones never;
  * tuples, frozensets and frozen dataclasses refuse to be changed, and an
    immutable object can be a dictionary key.
"""

import threading
import time
from collections import namedtuple

Settings = namedtuple("Settings", "host port")
VERSIONS = 200


def watch(write, read):
    """Counts the readings in which host and port do not belong together."""
    done = threading.Event()
    torn = 0

    def writer():
        for version in range(VERSIONS):
            write(version)
        done.set()

    thread = threading.Thread(target=writer)
    thread.start()
    while not done.is_set():
        host, port = read()
        if host != f"server{port}":
            torn += 1
    thread.join()
    return torn


mutable = {"host": "server0", "port": 0}


def write_mutable(version):
    mutable["host"] = f"server{version}"
    time.sleep(0.001)                       # half changed
    mutable["port"] = version


def read_mutable():
    time.sleep(0)
    return mutable["host"], mutable["port"]


current = Settings("server0", 0)


def write_immutable(version):
    global current
    host = f"server{version}"
    time.sleep(0.001)                       # nothing to be seen yet
    current = Settings(host, version)       # one step: the name moves


def read_immutable():
    time.sleep(0)
    return current


print("mutable dict, torn readings:",
      "some" if watch(write_mutable, read_mutable) else "none")
print("immutable tuple, torn readings:",
      watch(write_immutable, read_immutable) or "none")


def refused(change):
    try:
        change()
    except (AttributeError, TypeError) as error:
        return error
    return "allowed"


def set_field():
    current.port = 80


def set_item():
    (1, 2, 3)[0] = 9


print("namedtuple:", refused(set_field))
print("tuple     :", refused(set_item))
print("frozenset :", refused(lambda: frozenset("abc").add("d")))
print("string    :", refused(lambda: "abc".__setitem__(0, "x")))

visits = {Settings("a", 1): 10, Settings("b", 2): 20}
print("as a key  :", visits[Settings("b", 2)])
