"""Attempts that start one after the other until one succeeds."""

__all__ = ('staggered_race',)

import contextlib

from . import events, exceptions, locks, tasks


async def staggered_race(coro_fns, delay, *, loop=None):
    """Start coroutines in turn, the next when the last failed or after a delay; the first result counts.

    Return the result, the number of the winner (None for none) and the list of exceptions.
    """
    loop = loop or events.get_running_loop()
    attempts = enumerate(coro_fns)
    winner_result, winner_index = None, None
    errors = []
    running = set()
    unhandled = []
    finished = None

    def on_done(task):
        running.discard(task)
        if finished is not None and not finished.done() and not running:
            finished.set_result(None)
        if not task.cancelled() and task.exception() is not None:
            unhandled.append(task.exception())

    async def run_one(ok_to_start, previous_failed):
        nonlocal winner_index, winner_result
        await ok_to_start.wait()
        if previous_failed is not None:
            with contextlib.suppress(exceptions.TimeoutError):
                await tasks.wait_for(previous_failed.wait(), delay)
        try:
            index, start = next(attempts)
        except StopIteration:
            return
        failed, next_ok = locks.Event(), locks.Event()
        launch(next_ok, failed)
        next_ok.set()
        assert len(errors) == index
        errors.append(None)
        try:
            result = await start()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            errors[index] = e
            failed.set()
            if isinstance(e, exceptions.CancelledError) and winner_index is None and not running:
                raise
        else:
            assert winner_index is None
            winner_index, winner_result = index, result
            me = tasks.current_task(loop)
            for task in running:
                if task is not me:
                    task.cancel()

    def launch(ok_to_start, previous_failed):
        task = loop.create_task(run_one(ok_to_start, previous_failed))
        running.add(task)
        task.add_done_callback(on_done)

    propagate = None
    try:
        ok_to_start = locks.Event()
        launch(ok_to_start, None)
        ok_to_start.set()
        while running:
            finished = loop.create_future()
            try:
                await finished
            except exceptions.CancelledError as ex:
                propagate = ex
                for task in running:
                    task.cancel(*ex.args)
            finished = None
        if unhandled:
            raise ExceptionGroup('staggered race failed', unhandled)
        if propagate is not None:
            raise propagate
        return winner_result, winner_index, errors
    finally:
        del errors, propagate, unhandled
