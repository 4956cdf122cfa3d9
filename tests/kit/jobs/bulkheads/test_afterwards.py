"""After a vendor that was slow all is as before, and whatever is cancelled or fails, no place is lost."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from random import Random
from uuid import UUID

import pytest

from shop.kit.db.columns import new_id
from shop.kit.jobs import Priority
from shop.kit.jobs.bulkheads import BulkheadLimits, Bulkheads, PutOff
from tests.kit.processes.upheaval import upheaval

PACE = 50  # a second of the story in a fiftieth of one
LIMITS = BulkheadLimits(shortest=0.5 / PACE, longest=60 / PACE, unknown=1 / PACE, patience=10 / PACE)


async def goes(bulkheads: Bulkheads, merchant: UUID, seconds: float, job_id: int) -> float:
    """A job that comes back whenever it is put off; how many seconds of the story it took."""
    clock = asyncio.get_running_loop().time
    began = clock()
    while True:
        try:
            async with bulkheads.place("inbox", merchant, priority=Priority.SHOPPER_WAITS, job_id=job_id):
                await asyncio.sleep(seconds / PACE)
            return (clock() - began) * PACE
        except PutOff as put_off:
            await asyncio.sleep(put_off.delay.total_seconds())


async def burst(bulkheads: Bulkheads, merchant: UUID, number: int, seconds: float) -> float:
    """How long the last of so many took."""
    return max(
        await asyncio.gather(*[goes(bulkheads, merchant, seconds, job_id) for job_id in range(number)])
    )


@pytest.mark.parametrize("is_quiet_between", [True, False])
async def test_after_a_hang_a_burst_fares_as_in_a_fresh_process(is_quiet_between: bool) -> None:
    bulkheads, merchant = Bulkheads(LIMITS), new_id()
    steady = asyncio.create_task(goes(bulkheads, merchant, 0.0 if is_quiet_between else 90.0, -1))
    await burst(bulkheads, merchant, 100, 15.0)
    for job_id in range(20):
        await goes(bulkheads, merchant, 0.1, job_id)
    afterwards = await burst(bulkheads, merchant, 60, 0.1)
    fresh = await burst(Bulkheads(LIMITS), merchant, 60, 0.1)
    await steady
    assert afterwards < fresh + 10


async def test_a_job_that_comes_before_its_turn_is_told_the_same_turn() -> None:
    bulkheads, merchant = Bulkheads(BulkheadLimits(running=1, waiting=0, shortest=0.0)), new_id()
    async with bulkheads.place("inbox", merchant, priority=0):
        delays = [await _put_off(bulkheads, merchant, job_id) for job_id in (1, 2, 1, 1, 2, 3)]
    assert delays == pytest.approx([1, 2, 1, 1, 2, 3], abs=0.2)


async def _put_off(bulkheads: Bulkheads, merchant: UUID, job_id: int) -> float:
    with pytest.raises(PutOff) as put_off:
        async with bulkheads.place("inbox", merchant, priority=0, job_id=job_id):
            pass
    return put_off.value.delay.total_seconds()


async def test_what_nobody_waits_for_has_its_turn_while_hurried_ones_go_on() -> None:
    bulkheads, merchant, is_over = Bulkheads(LIMITS), new_id(), asyncio.Event()

    async def goes_on() -> None:
        while not is_over.is_set():
            await goes(bulkheads, merchant, 0.5, id(asyncio.current_task()))

    async def waits() -> None:
        async with bulkheads.place("inbox", merchant, priority=Priority.NORMAL):
            pass

    hurried = [
        asyncio.create_task(goes_on()) for _ in range(14)
    ]  # all run, beyond the share of the unhurried
    await asyncio.sleep(0)
    async with asyncio.timeout(3):
        await waits()
    is_over.set()
    await asyncio.gather(*hurried)


@pytest.mark.parametrize("seed", range(30))
async def test_no_place_is_lost_and_none_is_given_twice(seed: int) -> None:
    running = seed % 5 + 1
    bulkheads, now = Bulkheads(BulkheadLimits(running=running)), 0

    @asynccontextmanager
    async def hold(merchant: UUID, random: Random) -> AsyncGenerator[None]:
        nonlocal now
        part, priority = random.choice(("inbox", "payments")), random.choice((0, 20, 35))
        async with bulkheads.place(part, merchant, priority=priority):
            now += 1
            assert now <= running
            try:
                yield
            finally:
                now -= 1

    assert await upheaval(seed, hold, allowed=PutOff) > 10
    assert bulkheads.occupied == now == 0
    async with bulkheads.place("inbox", new_id(), priority=0):
        pass


async def test_who_is_cancelled_as_the_process_ends_is_cancelled() -> None:
    bulkheads, merchant = Bulkheads(BulkheadLimits(running=1)), new_id()

    async def waits() -> None:
        async with bulkheads.place("inbox", merchant, priority=0):
            pass

    async with bulkheads.place("inbox", merchant, priority=0):
        waiting = asyncio.create_task(waits())
        await asyncio.sleep(0)
        bulkheads.close()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
