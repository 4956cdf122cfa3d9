"""One merchant's errands that wait for a vendor keep nobody else waiting, and lose nothing by being put off."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from uuid import UUID

import pytest

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.jobs import Errand, Priority, enqueue_many, errand
from shop.kit.jobs.bulkheads import BulkheadLimits, Bulkheads, PutOff
from tests.kit.jobs.running_jobs import gates, is_empty, leave, runs_of, statuses, until, working

SHORT = BulkheadLimits(shortest=0.05, longest=0.2)
# The places that one part of one merchant takes where nothing else is under way.
ALONE, ALONE_UNHURRIED = 15, 8
under_way: set[UUID] = set()


@errand("runner_test.call", attempts=2)
async def call(errand: Errand, *, mark: UUID, gate: UUID) -> None:
    under_way.add(mark)
    await gates[gate].wait()
    under_way.discard(mark)


@asynccontextmanager
async def hanging(database: Database, number: int) -> AsyncGenerator[set[UUID]]:
    """A merchant's errands, so many, that nobody answers until the block ends: their marks."""
    merchant, gate, marks = new_id(), new_id(), [new_id() for _ in range(number)]
    gates[gate] = asyncio.Event()
    async with database.transaction(merchant) as session:
        await enqueue_many(
            session, [("runner_test.call", merchant, {"mark": mark, "gate": gate}) for mark in marks]
        )
    try:
        yield set(marks)
    finally:
        gates[gate].set()


async def test_what_hangs_for_one_merchant_keeps_no_other_waiting(base: Database) -> None:
    async with working(base, bulkheads=SHORT):
        async with hanging(base, 150) as marks:
            await until(lambda: len(under_way & marks) == ALONE_UNHURRIED)
            other = await leave(base, "errand", new_id())
            job = await leave(base, "note", new_id())
            await until(lambda: bool(runs_of(other)) and bool(runs_of(job)))
            assert len(under_way & marks) == ALONE_UNHURRIED
        await until(lambda: is_empty(base))


async def test_to_be_put_off_costs_no_attempt(base: Database) -> None:
    async with working(base, bulkheads=SHORT):
        async with hanging(base, 60) as marks:
            await until(lambda: len(under_way & marks) == ALONE_UNHURRIED)
            await asyncio.sleep(0.5)  # some are put off several times
            assert max(attempts for _, _, attempts in await statuses(base)) == 0
        await until(lambda: is_empty(base))


async def filled(
    bulkheads: Bulkheads, stack: AsyncExitStack, part: str, merchant: UUID, *, urgent: bool = False
) -> int:
    """Take every place that can be had at once; how many."""
    priority = Priority.SHOPPER_WAITS if urgent else Priority.NORMAL
    for taken in range(1000):
        try:
            async with asyncio.timeout(0.01):
                await stack.enter_async_context(bulkheads.place(part, merchant, priority=priority))
        except (TimeoutError, PutOff):
            return taken
    raise AssertionError("There is no bound.")


async def test_what_nobody_waits_for_leaves_places_to_what_somebody_waits_for() -> None:
    bulkheads, merchant = Bulkheads(), new_id()
    async with AsyncExitStack() as stack:
        assert await filled(bulkheads, stack, "inbox", merchant) == ALONE_UNHURRIED
        assert await filled(bulkheads, stack, "inbox", merchant, urgent=True) == ALONE - ALONE_UNHURRIED


async def test_who_is_put_off_comes_back_one_after_another() -> None:
    bulkheads, merchant = Bulkheads(BulkheadLimits(waiting=0, shortest=0.0)), new_id()
    async with AsyncExitStack() as stack:
        await filled(bulkheads, stack, "inbox", merchant)
        delays = []
        for _ in range(30):
            with pytest.raises(PutOff) as put_off:
                await stack.enter_async_context(bulkheads.place("inbox", merchant, priority=0))
            delays.append(put_off.value.delay)
    assert delays == sorted(delays)
    assert delays[-1] - delays[0] > timedelta(seconds=1)


async def test_one_who_waits_gets_the_next_place_and_the_hurried_first() -> None:
    bulkheads, merchant, came = (
        Bulkheads(BulkheadLimits(running=1)),
        new_id(),
        [],
    )

    async def comes(name: str, priority: int) -> None:
        async with bulkheads.place("inbox", merchant, priority=priority):
            came.append(name)

    async with bulkheads.place("inbox", merchant, priority=0):
        tasks = [asyncio.create_task(comes(name, priority)) for name, priority in (("slow", 0), ("fast", 30))]
        await asyncio.sleep(0)
        assert came == []
    await asyncio.gather(*tasks)
    assert came == ["fast", "slow"]


async def test_who_gives_up_waiting_leaves_no_trace() -> None:
    bulkheads, merchant = Bulkheads(BulkheadLimits(running=1)), new_id()
    async with bulkheads.place("inbox", merchant, priority=0):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01), bulkheads.place("inbox", merchant, priority=0):
                pass
    async with asyncio.timeout(1), bulkheads.place("inbox", merchant, priority=0):
        pass


TWO = BulkheadLimits(running=2)


async def enter(
    bulkheads: Bulkheads, merchant: UUID, came: list[str], name: str, gate: asyncio.Event
) -> None:
    async with bulkheads.place("inbox", merchant, priority=0):
        came.append(name)
        await gate.wait()


async def test_whoever_comes_between_takes_no_place_from_one_who_waits() -> None:
    bulkheads, a, b, came = Bulkheads(TWO), new_id(), new_id(), list[str]()
    gates_of = {name: asyncio.Event() for name in ("a1", "a2", "a3", "b1", "b2")}

    def starts(merchant: UUID, name: str) -> asyncio.Task[None]:
        return asyncio.create_task(enter(bulkheads, merchant, came, name, gates_of[name]))

    tasks = [starts(a, "a1"), starts(b, "b1")]
    await asyncio.sleep(0)
    tasks += [starts(a, "a2"), starts(a, "a3")]
    await asyncio.sleep(0)
    gates_of["a1"].set()
    tasks.append(starts(b, "b2"))
    await until(lambda: came[:3] == ["a1", "b1", "a2"])
    for gate in gates_of.values():
        gate.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert {"a2", "a3"} <= set(came)


async def test_a_place_that_was_handed_over_and_is_not_wanted_goes_on_to_the_next() -> None:
    bulkheads, merchant, came = (
        Bulkheads(BulkheadLimits(running=1)),
        new_id(),
        list[str](),
    )
    first, second, third = (asyncio.Event() for _ in range(3))
    running = asyncio.create_task(enter(bulkheads, merchant, came, "first", first))
    await asyncio.sleep(0)
    waits = asyncio.create_task(enter(bulkheads, merchant, came, "second", second))
    next_one = asyncio.create_task(enter(bulkheads, merchant, came, "third", third))
    await asyncio.sleep(0)
    first.set()
    await running
    waits.cancel()
    third.set()
    async with asyncio.timeout(5):
        await next_one
    assert "third" in came


async def test_one_that_is_cancelled_as_the_place_is_free_harms_nobody() -> None:
    bulkheads, merchant, came = (
        Bulkheads(BulkheadLimits(running=1)),
        new_id(),
        list[str](),
    )
    gate = asyncio.Event()
    running = asyncio.create_task(enter(bulkheads, merchant, came, "first", gate))
    await asyncio.sleep(0)
    waits = asyncio.create_task(enter(bulkheads, merchant, came, "second", gate))
    await asyncio.sleep(0)
    gate.set()
    waits.cancel()
    await running
    async with asyncio.timeout(5), bulkheads.place("inbox", merchant, priority=0):
        pass


async def test_at_the_end_nobody_waits_for_a_place() -> None:
    bulkheads, merchant = Bulkheads(BulkheadLimits(running=1)), new_id()
    gate, came = asyncio.Event(), list[str]()
    running = asyncio.create_task(enter(bulkheads, merchant, came, "first", gate))
    await asyncio.sleep(0)
    waits = asyncio.create_task(enter(bulkheads, merchant, came, "second", gate))
    await asyncio.sleep(0)
    bulkheads.close()
    with pytest.raises(PutOff):
        await waits
    with pytest.raises(PutOff):
        await enter(bulkheads, merchant, came, "third", gate)
    gate.set()
    await running
    assert came == ["first"]


async def test_what_somebody_waits_for_passes_those_that_wait_for_less() -> None:
    bulkheads, merchant = Bulkheads(), new_id()
    async with AsyncExitStack() as stack:
        assert await filled(bulkheads, stack, "inbox", merchant) == ALONE_UNHURRIED
        gate, came = asyncio.Event(), list[str]()
        waits = asyncio.create_task(enter(bulkheads, merchant, came, "unhurried", gate))
        await asyncio.sleep(0)
        assert await filled(bulkheads, stack, "inbox", merchant, urgent=True) == ALONE - ALONE_UNHURRIED
        waits.cancel()
