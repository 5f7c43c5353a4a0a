"""Work on several events at once without changing their order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")

_AT_ONCE = 16


async def in_order(
    source: AsyncGenerator[S, None], read: Callable[[S], Awaitable[T]]
) -> AsyncGenerator[T, None]:
    """Read several items at once, and give the results in the order of the source.

    Ends as the source ends: with its exception, if it has one.
    """
    slots = asyncio.Semaphore(_AT_ONCE)
    started: asyncio.Queue[asyncio.Future[T] | None] = asyncio.Queue()

    async def start_all() -> None:
        try:
            async with aclosing(source):
                async for item in source:
                    await slots.acquire()
                    started.put_nowait(asyncio.ensure_future(read(item)))
        finally:
            started.put_nowait(None)

    starting = asyncio.ensure_future(start_all())
    running: list[Any] = [starting]
    try:
        while (task := await started.get()) is not None:
            running.append(task)
            yield await task
            running.pop()
            slots.release()
        await starting
    finally:
        while not started.empty():
            running.append(started.get_nowait())
        for task in filter(None, running):
            task.cancel()
        await asyncio.gather(*filter(None, running), return_exceptions=True)
