"""The words of the deadlock report.

Owns the texts: each thread's stack, what it waits for and who has that, the
cycles, what nobody is left to do.
Invariant: runs while all other threads are parked, so nothing here takes a lock,
and no code of the program is called: objects are looked at, never asked.
Leaves to the interpreter when there is a deadlock and where the text goes.
"""

import _thread
import gc
import linecache
import sys

# Threads and containers of this size are still looked through.
_MOST_THREADS = 20
_MOST_ITEMS = 1000
_MODULE = type(sys)
# What brings a thread to its target.
_BOOTSTRAP = 'Thread._bootstrap', 'Thread._bootstrap_inner', 'Thread.run'


def collect():
    """Run the finalizers of what nobody refers to: they may wake somebody."""
    gc.collect()


def explain(title):
    """The report, and the same in a line."""
    hooks = sys.gettrace(), sys.getprofile()
    sys.settrace(None)
    sys.setprofile(None)
    try:
        return _Deadlock(sys._getframe(1)).texts(title)
    finally:
        sys.settrace(hooks[0])
        sys.setprofile(hooks[1])


def _library():
    """The namespaces whose frames are machinery to a reader."""
    modules = [sys.modules.get(name) for name in ('threading', 'queue')]
    return [module.__dict__ for module in modules if type(module) is _MODULE]


class _Waiter:
    """A thread that waits.

    `stack` are the program's own frames, innermost first; `inner` the frames of
    threading and queue in which they wait.
    """

    def __init__(self, ident, name, frame, kind, target, holder, library):
        self.ident, self.name = ident, name
        self.kind, self.target, self.holder = kind, target, holder
        frames = []
        while frame is not None:
            frames.append(frame)
            frame = frame.f_back

        def is_machinery(frame):
            return any(frame.f_globals is space for space in library)

        while frames and is_machinery(frames[-1]) and frames[-1].f_code.co_qualname in _BOOTSTRAP:
            frames.pop()
        start = 0
        while start < len(frames) and is_machinery(frames[start]):
            start += 1
        self.inner, self.stack = frames[:start], frames[start:]

    @property
    def entry(self):
        """What the program called: the qualified name in threading or queue."""
        return self.inner[-1].f_code.co_qualname if self.inner else ''

    @property
    def receiver(self):
        return self.inner[-1].f_locals.get('self') if self.inner else None

    def is_notified(self):
        """Whether the wait is for a notify(), and not for a lock as such."""
        inner = self.inner
        return bool(inner) and (inner[0].f_code.co_qualname == 'Condition.wait'
                                and inner[0].f_locals.get('waiter') is self.target)


class _Names:
    """What the program calls its objects."""

    def __init__(self, waiters):
        self._globals = [sys.modules['__main__'].__dict__]
        for waiter in waiters:
            for frame in waiter.stack:
                if not any(frame.f_globals is known for known in self._globals):
                    self._globals.append(frame.f_globals)
        self._locals = [(waiter, [dict(frame.f_locals) for frame in waiter.stack
                                  if frame.f_code.co_name != '<module>']) for waiter in waiters]
        self._known = {}

    def of(self, target, waiter):
        """A name for the object as `waiter` or others know it, or its address."""
        known = self._known.get(id(target))
        if known is None:
            known = self._find(target, waiter)
            if known in self._known.values():
                known = f'{known} of {waiter.name}'
            self._known[id(target)] = known
        return known

    def _find(self, target, waiter):
        # Names of the program's and the main thread's mean one object; those of
        # functions that several threads run may mean one in each.
        main = self._locals[0][1][::-1] if self._locals else []
        own = [space for other, spaces in self._locals if other is waiter for space in spaces]
        others = [space for _, spaces in self._locals for space in spaces]
        for spaces in (self._globals + main, own, others):
            for search in (_plain_name, _part_name):
                for space in spaces:
                    name = search(target, space)
                    if name:
                        return name
        return _address(target)


def _plain_name(target, space):
    for name, value in space.items():
        if value is target and type(name) is str and not name.startswith('__'):
            return name
    return None


def _part_name(target, space):
    for name, value in space.items():
        if type(name) is str and not name.startswith('__') and value is not None:
            part = _part(target, value, name)
            if part:
                return part
    return None


def _part(target, whole, name):
    """How `whole`, called `name`, refers to the object, if it does."""
    if type(whole) in (list, tuple):
        for i, value in enumerate(whole[:_MOST_ITEMS]):
            if value is target:
                return f'{name}[{i}]'
        return None
    if type(whole) is dict:
        if len(whole) <= _MOST_ITEMS:
            for key, value in whole.items():
                if value is target and type(key) in (str, int):
                    return f'{name}[{key!r}]'
        return None
    if isinstance(whole, type):
        attributes = type.__dict__['__dict__'].__get__(whole)
    else:
        try:
            attributes = object.__getattribute__(whole, '__dict__')
        except Exception:
            return None
        if type(attributes) is not dict or any(attributes is space for space in _library()):
            return None
    for key, value in attributes.items():
        if value is target:
            library = sys.modules.get('threading')
            inside = key == '_lock' and type(whole).__module__ == 'threading' and library
            return f'the lock of {name}' if inside else f'{name}.{key}'
    return None


def _address(target):
    cls = type(target)
    if cls is _thread.lock or cls is _thread.RLock:
        return repr(target)
    module = type.__dict__['__module__'].__get__(cls)
    return f'<{module}.{cls.__qualname__} object at {id(target):#x}>'


# By what the program called: what it waits for, and what nobody is left to do.
_NOTIFICATIONS = {
    'Condition.wait': ('waits for a notification of {}', 'notify {}'),
    'Condition.wait_for': ('waits for a notification of {}', 'notify {}'),
    'Event.wait': ('waits for the event {} to be set', 'set {}'),
    'Semaphore.acquire': ('waits for the semaphore {} to be released', 'release {}'),
    'Barrier.wait': ('waits at the barrier {} for the others', 'come to the barrier {}'),
    'Queue.get': ('waits for an item in the queue {}', 'put an item into {}'),
    'Queue.put': ('waits for room in the queue {}', 'take an item out of {}'),
    'Queue.join': ('waits until all items of the queue {} are done', 'call task_done() of {}'),
}


class _Deadlock:
    def __init__(self, frame):
        library = _library()
        frames = sys._current_frames()
        active = library[0].get('_active') if library else None
        me = _thread.get_ident()
        self.names_of_threads = {}
        self.waiters = []
        for ident, kind, target, holder in _thread._waits():
            at = frame if ident == me else frames.get(ident)
            waiter = _Waiter(ident, _thread_name(ident, active), at, kind, target, holder, library)
            self.waiters.append(waiter)
        self.by_ident = {waiter.ident: waiter for waiter in self.waiters}
        self.names = _Names(self.waiters)
        # By waiter: what it waits for, and who has that when somebody has it.
        self.wants = {waiter.ident: self._want(waiter) for waiter in self.waiters}

    def _want(self, waiter):
        """The text of a wait, what nobody is left to do, the holder, the label."""
        if waiter.kind == 'join':
            holder = self.by_ident.get(waiter.holder)
            name = holder.name if holder else 'a thread'
            return f'waits for {name} to end', f'end {name}', holder, 'join'
        if waiter.kind == 'queue':
            name = self.names.of(waiter.target, waiter)
            return f'waits for an item in the queue {name}', f'put an item into {name}', None, name
        if waiter.kind == 'loop':
            return 'waits in its event loop, where nothing is to be done', 'wake the event loop', None, ''
        if waiter.is_notified():
            name = self.names.of(waiter.receiver, waiter)
            known = _NOTIFICATIONS.get(waiter.entry)
            if known:
                return known[0].format(name), known[1].format(name), None, name
            return f'waits in {waiter.entry}()', f'end {waiter.entry}()', None, name
        name = self._lock_name(waiter)
        text = f'waits for {name}' if name.startswith(('<', 'the ')) else f'waits for the lock {name}'
        undone, holder = f'release {name}', self.by_ident.get(waiter.holder)
        if waiter.holder == -1:
            text += ', held by a thread that has ended'
        elif holder is waiter:
            text += ', which it holds itself'
        elif holder is not None:
            text += f', held by {holder.name}'
        return text, undone, holder, name

    def _lock_name(self, waiter):
        receiver = waiter.receiver
        if receiver is not None:
            # A lock inside of something that the program has a name for.
            name = self.names.of(receiver, waiter)
            if not name.startswith('<'):
                return f'the lock of {name}'
        return self.names.of(waiter.target, waiter)

    def texts(self, title):
        cycles = self._cycles()
        lines = [title]
        for waiter in self._shown(cycles):
            lines += self._stack(waiter)
        hidden = len(self.waiters) - _MOST_THREADS
        if hidden > 0:
            lines.append(f'... and {hidden} more')
        verdict = self._verdict(cycles)
        lines += verdict
        if any(len(cycle) == 1 and cycle[0].kind == 'lock' for cycle in cycles):
            lines.append('A thread cannot take a Lock that it holds already; an RLock it can.')
        lines.append('The program waits on; Ctrl-C interrupts its main thread.')
        return '\n'.join(lines) + '\n', ' '.join([title] + verdict)

    def _shown(self, cycles):
        first = [waiter for cycle in cycles for waiter in cycle]
        shown = first + [waiter for waiter in self.waiters if waiter not in first]
        shown = shown[:_MOST_THREADS]
        return [waiter for waiter in self.waiters if waiter in shown]

    def _stack(self, waiter):
        if waiter.stack:
            yield f'{waiter.name} (most recent call last):'
        else:
            yield f'{waiter.name}, at its end:' if waiter.entry == '_shutdown' else f'{waiter.name}:'
        for frame in reversed(waiter.stack):
            code, line = frame.f_code, frame.f_lineno
            yield f'  File "{code.co_filename}", line {line}, in {code.co_name}'
            text = (linecache._getline_from_code(code, line)
                    or linecache.getline(code.co_filename, line, frame.f_globals)).strip()
            if text:
                yield f'    {text}'
        yield f'  {self.wants[waiter.ident][0]}'

    def _cycles(self):
        """Rings of threads each of which waits for what the next one has."""
        cycles, seen = [], set()
        for waiter in self.waiters:
            path = []
            while waiter is not None and waiter.ident not in seen:
                seen.add(waiter.ident)
                path.append(waiter)
                waiter = self.wants[waiter.ident][2]
            if waiter in path:
                cycles.append(path[path.index(waiter):])
        for cycle in cycles:
            first = min(range(len(cycle)), key=lambda i: self.waiters.index(cycle[i]))
            cycle[:] = cycle[first:] + cycle[:first]
        return cycles

    def _verdict(self, cycles):
        lines = []
        for cycle in cycles:
            steps = [f'{waiter.name} -> {self.wants[waiter.ident][3]} -> ' for waiter in cycle]
            lines.append(f'The cycle: {"".join(steps)}{cycle[0].name}')
        for waiter in self.waiters:
            _, undone, holder, _ = self.wants[waiter.ident]
            line = f'Nobody is left to {undone}.'
            if holder is None and line not in lines:
                lines.append(line)
        return lines[:_MOST_THREADS]


def _thread_name(ident, active):
    thread = active.get(ident) if type(active) is dict else None
    if thread is not None:
        attributes = object.__getattribute__(thread, '__dict__')
        name = attributes.get('_name') if type(attributes) is dict else None
        if type(name) is str:
            return name
    return 'MainThread' if ident == _thread._get_main_thread_ident() else f'Thread {ident}'
