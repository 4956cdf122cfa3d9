"""Long work on the event loop, with pauses: whatever else the process does goes on meanwhile."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

AT_A_STRETCH = 0.01  # seconds of work before others have their turn


async def with_pauses(items: Iterable[T]) -> AsyncGenerator[T]:
    """The items, one by one; whenever the work on them has taken 10 ms, others of the loop have their turn."""
    began = time.monotonic()
    for item in items:
        yield item
        if time.monotonic() - began > AT_A_STRETCH:
            await asyncio.sleep(0)
            began = time.monotonic()


async def in_slices(items: Sequence[T], size: int) -> AsyncGenerator[Sequence[T]]:
    """The items, so many at a time; after each slice others have their turn."""
    for begin in range(0, len(items), size):
        yield items[begin : begin + size]
        await asyncio.sleep(0)
