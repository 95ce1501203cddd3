"""Who awaits whom."""

__all__ = ('capture_call_graph', 'format_call_graph', 'print_call_graph', 'FrameCallGraphEntry',
           'FutureCallGraph')

import dataclasses
import sys
import types

from . import events, futures, tasks


@dataclasses.dataclass(frozen=True, slots=True)
class FrameCallGraphEntry:
    """One frame."""

    frame: types.FrameType


@dataclasses.dataclass(frozen=True, slots=True)
class FutureCallGraph:
    """A future or task, its frames, and the graphs of what awaits it."""

    future: futures.Future
    call_stack: tuple['FrameCallGraphEntry', ...]
    awaited_by: tuple['FutureCallGraph', ...]


def _graph_of(future, limit=None):
    if not isinstance(future, futures.Future):
        raise TypeError(f'{future!r} object does not appear to be compatible with asyncio.Future')
    coro = get_coro() if (get_coro := getattr(future, 'get_coro', None)) else None
    stack, awaited_by = [], []
    while coro is not None:
        if hasattr(coro, 'cr_await'):
            stack.append(FrameCallGraphEntry(coro.cr_frame))
            coro = coro.cr_await
        elif hasattr(coro, 'ag_await'):
            stack.append(FrameCallGraphEntry(coro.cr_frame))
            coro = coro.ag_await
        else:
            break
    for parent in future._asyncio_awaited_by or ():
        awaited_by.append(_graph_of(parent, limit))
    if limit is not None:
        stack = stack[:limit] if limit > 0 else stack[limit:] if limit < 0 else []
    stack.reverse()
    return FutureCallGraph(future, tuple(stack), tuple(awaited_by))


def capture_call_graph(future=None, /, *, depth=1, limit=None):
    """The graph of a future, without one that of the current task; None when there is no such task."""
    loop = events._get_running_loop()
    if future is not None:
        # Another's graph can be taken while it does not run.
        if loop is None or future is not tasks.current_task(loop=loop):
            return _graph_of(future, limit)
    else:
        if loop is None:
            raise RuntimeError('capture_call_graph() is called outside of a running event loop and '
                               'no *future* to introspect was provided')
        future = tasks.current_task(loop=loop)
    if future is None:
        return None
    if not isinstance(future, futures.Future):
        raise TypeError(f'{future!r} object does not appear to be compatible with asyncio.Future')

    stack = []
    frame = sys._getframe(depth)
    try:
        while frame is not None:
            is_async = frame.f_generator is not None
            stack.append(FrameCallGraphEntry(frame))
            if is_async and frame.f_back is not None and frame.f_back.f_generator is None:
                # What drives the task is no part of it.
                break
            frame = frame.f_back
    finally:
        del frame
    awaited_by = [_graph_of(parent, limit) for parent in future._asyncio_awaited_by or ()]
    if limit is not None:
        limit = -limit if limit else 0
        stack = stack[limit:] if limit < 0 else stack[:-limit] if limit > 0 else []
    return FutureCallGraph(future, tuple(stack), tuple(awaited_by))


def _name_of(frame):
    generator = frame.f_generator
    if generator is None:
        return f'{frame.f_code.co_qualname}()'
    name = generator.__qualname__
    if isinstance(generator, types.AsyncGeneratorType):
        return f'async generator {name}()'
    return f'async {name}()'


def _write(graph, lines, level):
    pad = ' ' * 4 * level
    kind = 'Task' if isinstance(graph.future, tasks.Task) else 'Future'
    if kind == 'Task':
        lines.append(f'{pad}* Task(name={graph.future.get_name()!r}, id={id(graph.future):#x})')
    else:
        lines.append(f'{pad}* Future(id={id(graph.future):#x})')
    if graph.call_stack:
        lines.append(f'{pad}  + Call stack:')
        for entry in graph.call_stack:
            frame = entry.frame
            lines.append(f'{pad}  |   File {frame.f_code.co_filename!r}, line {frame.f_lineno}, '
                         f'in {_name_of(frame)}')
    if graph.awaited_by:
        lines.append(f'{pad}  + Awaited by:')
        for parent in graph.awaited_by:
            _write(parent, lines, level + 1)


def format_call_graph(future=None, /, *, depth=1, limit=None):
    """The graph as text."""
    graph = capture_call_graph(future, depth=depth + 1, limit=limit)
    if graph is None:
        return ''
    lines = []
    try:
        _write(graph, lines, 0)
    finally:
        # The frames are not to be kept.
        del graph
    return '\n'.join(lines)


def print_call_graph(future=None, /, *, file=None, depth=1, limit=None):
    """Print the graph."""
    print(format_call_graph(future, depth=depth, limit=limit), file=file)
