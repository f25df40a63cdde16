"""An event loop for a Python without sockets and threads, in which `asyncio.run` would not start.

Timers, tasks, queues and locks work; a loop in which nothing is left to wait for is said to be stuck.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any


class _Clock:
    """Stands where the loop expects a selector: waits, and never has a file to report."""

    def select(self, timeout: float | None) -> list[tuple[object, int]]:
        if timeout is None:
            raise RuntimeError("every task waits for another one: nothing can happen any more")
        if timeout > 0:
            time.sleep(timeout)
        return []


class QuietLoop(asyncio.BaseEventLoop):
    """Tasks and timers, nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Clock()

    def _process_events(self, event_list: list[object]) -> None:
        """Nothing comes from outside."""

    def _write_to_self(self) -> None:
        """Nobody waits in another thread."""


def run(main: Coroutine[Any, Any, Any], *, debug: bool | None = None, **_options: object) -> Any:
    """What `asyncio.run` does, on a loop of our own."""
    del debug
    outer = asyncio._get_running_loop()  # noqa: SLF001 (asyncio has no public name for it)
    asyncio._set_running_loop(None)  # noqa: SLF001 (asyncio has no public name for it)
    loop = QuietLoop()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(main)
    finally:
        _finish(loop)
        asyncio.set_event_loop(None)
        asyncio._set_running_loop(outer)  # noqa: SLF001 (asyncio has no public name for it)


def _finish(loop: QuietLoop) -> None:
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
