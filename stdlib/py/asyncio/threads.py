"""Functions that block, in other threads."""

__all__ = 'to_thread',

import contextvars
import functools

from . import events


async def to_thread(func, /, *args, **kwargs):
    """Call a function in another thread, in a copy of this context, and return its result."""
    loop = events.get_running_loop()
    call = functools.partial(contextvars.copy_context().run, func, *args, **kwargs)
    return await loop.run_in_executor(None, call)
