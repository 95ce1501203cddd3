"""What threads gain, with the GIL on and off: `pyish -m gilbench`.

The parts: `_options` reads the command line; `_targets` says what to run, `_workloads` are the built-in ones; `_peers` finds the
interpreters, `_process` runs one child, `_child` is what measures inside it; `_measure` goes through the rounds; `_figures`
computes, `_verdict` puts it into words; `_terminal`, `_page` with `_charts`, and `_export` show it.

Invariant: every run is a process of its own, so that one that hangs or crashes harms nothing else. `_workloads` and `_child` are
sent to the other process as source text: they import nothing of this package and run under any Python 3.9 or later.
"""

__all__ = ['main']


def main(arguments=None):
    """Run the command line; return the exit status."""
    from gilbench._options import run
    return run(arguments)
