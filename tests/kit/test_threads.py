"""Work in a thread ends before whoever asked for it goes on, also where they are cut off."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import closing

import pytest

from shop.kit.threads import in_thread
from tests.support.pace import PATIENCE_SECONDS


async def test_a_generator_that_was_cut_off_in_a_thread_can_be_closed() -> None:
    begun, may_end, closed = threading.Event(), threading.Event(), threading.Event()

    def rows() -> Generator[int]:
        try:
            begun.set()
            may_end.wait(PATIENCE_SECONDS)
            yield 1
        finally:
            closed.set()

    async def read() -> None:
        with closing(rows()) as batches:
            await in_thread(next, batches, None)

    reading = asyncio.create_task(read())
    await asyncio.to_thread(begun.wait, PATIENCE_SECONDS)
    reading.cancel()
    await asyncio.sleep(0)
    assert not reading.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert closed.is_set()


async def test_what_it_returns_and_raises_is_passed_on() -> None:
    assert await in_thread(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await in_thread(divmod, 7, 0)
