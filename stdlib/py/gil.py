"""The global interpreter lock as something to look at and to switch.

    gil.disable(), gil.enable()     switch the lock while the program runs
    with gil.disabled(): ...        off within the block, then as before
    gil.set_policy('cpython')       how the lock changes hands (gil.policies() lists the names)
    print(gil.stats())              who held it, who waited for it, and for how long

The switch and the policy are the process's: they hold for all threads. Counting costs next to nothing and is always on; it says
nothing about times when the lock is off. `pyish -X gil-stats` prints the figures when the program ends.
"""

from _gil import (enable, disable, is_enabled, policy, policies, set_policy, rows as _rows, reset as reset_stats,
                  forced_switches as _forced_switches)

__all__ = ['enable', 'disable', 'is_enabled', 'enabled', 'disabled', 'policy', 'policies', 'set_policy', 'stats',
           'reset_stats', 'Stats', 'ThreadStats']


class _Switched:
    """Context manager: the lock is on or off within the block, and afterwards as it was before."""

    __slots__ = ('_on', '_before')

    def __init__(self, on):
        self._on, self._before = on, []

    def __enter__(self):
        self._before.append(is_enabled())
        (enable if self._on else disable)()
        return self

    def __exit__(self, *exception):
        (enable if self._before.pop() else disable)()


def enabled():
    """A context manager that switches the GIL on."""
    return _Switched(True)


def disabled():
    """A context manager that switches the GIL off."""
    return _Switched(False)


class ThreadStats:
    """The figures of one thread, or a sum of such.

    holds, held       how often the thread took the lock, and the seconds it held it
    waits, waited     how often it had to wait for the lock, and the seconds that took
    asked             how often it was asked to let go
    forced            how often it did so because it was asked
    voluntary         how often it let go by itself, to wait for something else
    """

    __slots__ = ('name', 'ident', 'native_id', 'alive', 'holds', 'held', 'waits', 'waited', 'asked', 'forced', 'voluntary')

    def __init__(self, name, ident, native_id, alive, holds, held, waits, waited, asked, forced, voluntary):
        self.name, self.ident, self.native_id, self.alive = name, ident, native_id, alive
        self.holds, self.held, self.waits, self.waited = holds, held, waits, waited
        self.asked, self.forced, self.voluntary = asked, forced, voluntary

    def __repr__(self):
        fields = ', '.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)
        return f'gil.ThreadStats({fields})'


class Stats:
    """What gil.stats() saw: `enabled`, `policy`, `switch_interval`, `switches`, `threads`, `total`. As text: a table."""

    __slots__ = ('enabled', 'policy', 'switch_interval', 'switches', 'threads', 'total')

    def __init__(self, enabled, policy, switch_interval, switches, threads):
        self.enabled, self.policy, self.switch_interval, self.switches = enabled, policy, switch_interval, switches
        self.threads = threads
        sums = [sum(getattr(t, name) for t in threads) for name in ThreadStats.__slots__[4:]]
        self.total = ThreadStats('total', None, None, True, *sums)

    def __repr__(self):
        return f'<gil.Stats of {len(self.threads)} threads, {"on" if self.enabled else "off"}, policy {self.policy!r}>'

    def __str__(self):
        head = ('thread', 'holds', 'held s', 'waits', 'waited s', 'asked', 'forced', 'by itself')
        table = [head]
        for t in *self.threads, self.total:
            name = t.name if t.alive else f'{t.name} (ended)'
            table.append((name, f'{t.holds}', f'{t.held:.4f}', f'{t.waits}', f'{t.waited:.4f}', f'{t.asked}', f'{t.forced}',
                          f'{t.voluntary}'))
        widths = [max(len(row[i]) for row in table) for i in range(len(head))]
        lines = [f'GIL {"on" if self.enabled else "off"}, policy {self.policy}, switch interval {self.switch_interval * 1000:g} ms, '
                 f'{self.switches} forced switches']
        for row in table:
            cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
            lines.append('  '.join(cells))
        return '\n'.join(lines)


def stats():
    """The figures of all threads up to now, those of threads that have ended among them."""
    import sys
    threading = sys.modules.get('threading')
    names = {t.ident: t.name for t in threading.enumerate()} if threading else {}
    threads = []
    for ident, native_id, name, alive, holds, held, waits, waited, asked, forced, voluntary in _rows():
        if alive:
            name = names.get(ident) or ('MainThread' if not threads or not threading else f'thread {ident}')
        threads.append(ThreadStats(name, ident, native_id, alive, holds, held / 1e9, waits, waited / 1e9, asked, forced,
                                   voluntary))
    return Stats(is_enabled(), policy(), sys.getswitchinterval(), _forced_switches(), threads)
