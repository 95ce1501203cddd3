"""Names of threading and queue, aliases that are kept for old programs."""

import queue
import threading
import warnings

print(sorted(threading.__all__))
print(sorted(queue.__all__))
print([hasattr(threading.Thread, name) for name in ("run", "start", "join", "is_alive", "getName", "setName",
    "isDaemon", "setDaemon", "name", "daemon", "ident", "native_id")])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    t = threading.Thread(name="old")
    print(t.getName(), t.setName("new"), t.name, t.isDaemon(), t.setDaemon(True), t.daemon)
    threading.activeCount()
    threading.currentThread()
    with threading.Condition() as c:
        pass
    threading.Condition().acquire()
    threading.Event().isSet()
print(len(caught), [str(w.message) for w in caught], {w.category.__name__ for w in caught})
print(threading.ThreadError is RuntimeError, threading.TIMEOUT_MAX > 0, threading.stack_size(),
    issubclass(threading.Timer, threading.Thread))
print(type(threading.Lock()).__name__, type(threading.RLock()).__name__, threading.Thread.__doc__ is not None,
    threading.Barrier.__name__)
safe = threading.serialize_iterator if hasattr(threading, "serialize_iterator") else None
print(safe is not None)
