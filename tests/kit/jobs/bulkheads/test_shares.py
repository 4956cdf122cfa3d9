"""However many merchants' vendors hang, and in however many parts, whoever comes next finds a place."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID

import pytest

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.jobs import Errand, Priority, enqueue, errand
from shop.kit.jobs.bulkheads import ERRANDS_AT_ONCE, BulkheadLimits, Bulkheads, PutOff
from shop.payments import gateway
from shop.whatsapp.api import graph
from tests.kit.jobs.running_jobs import gates, is_empty, until, working

NOBODY_WAITS = BulkheadLimits(waiting=0)
HURRIED, UNHURRIED = Priority.SHOPPER_WAITS, Priority.NORMAL
answered: set[UUID] = set()
hung: set[UUID] = set()


async def takes_all(
    bulkheads: Bulkheads, stack: AsyncExitStack, part: str, merchant: UUID, priority: int = HURRIED
) -> int:
    """Every place that can be had at once, held until the stack ends: how many."""
    for taken in range(ERRANDS_AT_ONCE + 1):
        try:
            await stack.enter_async_context(bulkheads.place(part, merchant, priority=priority))
        except PutOff:
            return taken
    raise AssertionError("There is no bound.")


@asynccontextmanager
async def all_hanging(
    merchants: list[UUID], *parts: str, priority: int = HURRIED
) -> AsyncGenerator[Bulkheads]:
    """Each of them takes whatever it can get, again and again, until nobody gets any more."""
    bulkheads = Bulkheads(NOBODY_WAITS)
    async with AsyncExitStack() as stack:
        while sum(
            [await takes_all(bulkheads, stack, part, each, priority) for each in merchants for part in parts]
        ):
            pass
        yield bulkheads


@pytest.mark.parametrize("priority", [HURRIED, UNHURRIED])
@pytest.mark.parametrize("number", [1, 2, 5, 20])
async def test_whoever_comes_while_others_hang_finds_a_place_at_once(number: int, priority: int) -> None:
    async with all_hanging([new_id() for _ in range(number)], "inbox", priority=priority) as bulkheads:
        for _ in range(3):
            async with AsyncExitStack() as stack:
                newcomers = [new_id() for _ in range(5)]
                for each in newcomers:
                    await stack.enter_async_context(bulkheads.place("inbox", each, priority=UNHURRIED))


@pytest.mark.parametrize("number", [1, 2, 5, 20])
async def test_whoever_comes_while_others_hang_in_both_their_parts_finds_places_in_both(number: int) -> None:
    merchants = [new_id() for _ in range(number)]
    async with all_hanging(merchants, "inbox", "payments") as bulkheads, AsyncExitStack() as stack:
        newcomer = new_id()
        for part in ("inbox", "payments", "images"):
            await stack.enter_async_context(bulkheads.place(part, newcomer, priority=HURRIED))


async def test_a_merchant_whose_payments_hang_goes_on_answering() -> None:
    merchant = new_id()
    async with all_hanging([merchant], "payments") as bulkheads, AsyncExitStack() as stack:
        assert await takes_all(bulkheads, stack, "inbox", merchant) >= 5


async def test_a_vendor_that_hangs_for_everybody_leaves_places_to_the_other_parts() -> None:
    everybody = [new_id() for _ in range(3 * ERRANDS_AT_ONCE)]
    async with all_hanging(everybody, "payments") as bulkheads, AsyncExitStack() as stack:
        for _ in range(5):
            await stack.enter_async_context(bulkheads.place("inbox", new_id(), priority=HURRIED))


async def test_those_who_hang_do_not_fill_the_waiting_room() -> None:
    """Two merchants with any number of errands: a third one who has to wait may still do so."""
    bulkheads, gate = Bulkheads(BulkheadLimits(running=4)), asyncio.Event()
    entered = list[UUID]()

    async def goes(merchant: UUID) -> None:
        async with bulkheads.place("inbox", merchant, priority=HURRIED):
            entered.append(merchant)
            await gate.wait()

    hogs, newcomers = [new_id(), new_id()], [new_id() for _ in range(4)]
    tasks = [asyncio.create_task(goes(each)) for each in (*newcomers, *hogs * 50)]
    await asyncio.sleep(0)
    late = asyncio.create_task(goes(new_id()))
    await asyncio.sleep(0)
    assert entered == newcomers
    assert not late.done()
    gate.set()
    await asyncio.gather(late, *tasks, return_exceptions=True)
    assert late.exception() is None


async def test_a_free_place_goes_to_whoever_holds_fewest_and_not_to_who_came_first() -> None:
    bulkheads, entered = Bulkheads(BulkheadLimits(running=4)), list[str]()
    gates_of = {name: asyncio.Event() for name in ("a", "b", "c", "d", "hog again", "newcomer")}
    hog, newcomer = new_id(), new_id()

    def starts(merchant: UUID, name: str) -> asyncio.Task[None]:
        async def goes() -> None:
            async with bulkheads.place("inbox", merchant, priority=HURRIED):
                entered.append(name)
                await gates_of[name].wait()

        return asyncio.create_task(goes())

    merchants = {
        "a": hog,
        "b": new_id(),
        "c": new_id(),
        "d": new_id(),
        "hog again": hog,
        "newcomer": newcomer,
    }
    tasks = {}
    for name, merchant in merchants.items():
        tasks[name] = starts(merchant, name)
        await asyncio.sleep(0)
    gates_of["b"].set()
    await tasks["b"]
    await asyncio.sleep(0)
    assert entered == ["a", "b", "c", "d", "newcomer"]
    for gate in gates_of.values():
        gate.set()
    await asyncio.gather(*tasks.values())


async def test_one_who_waits_keeps_to_its_share_when_a_place_is_free() -> None:
    """A hog's waiting errands would otherwise take what was left for whoever comes next."""
    limits, hog, other = BulkheadLimits(running=10), new_id(), new_id()
    bulkheads = Bulkheads(limits)
    async with AsyncExitStack() as of_hog:
        while True:
            try:
                async with asyncio.timeout(0):
                    await of_hog.enter_async_context(bulkheads.place("inbox", hog, priority=HURRIED))
            except (TimeoutError, PutOff):
                break
        waiting = [asyncio.create_task(_enters(bulkheads, hog)) for _ in range(3)]
        await asyncio.sleep(0)
        for _ in range(5):
            async with bulkheads.place("inbox", other, priority=HURRIED):
                pass
            await asyncio.sleep(0)
        assert not any(task.done() for task in waiting)
    await asyncio.gather(*waiting)


async def _enters(bulkheads: Bulkheads, merchant: UUID) -> None:
    async with bulkheads.place("inbox", merchant, priority=HURRIED):
        pass


def test_the_vendors_clients_have_connections_for_all_errands_of_a_process() -> None:
    assert graph.MOST_CONNECTIONS >= ERRANDS_AT_ONCE
    assert gateway.MOST_CONNECTIONS >= ERRANDS_AT_ONCE


@errand("fair_inbox.reply", priority=Priority.SHOPPER_WAITS)
async def reply(errand: Errand, *, mark: UUID, gate: UUID) -> None:
    await _hangs_or_answers(mark, gate)


@errand("fair_payments.link", priority=Priority.PAYMENT)
async def link(errand: Errand, *, mark: UUID, gate: UUID) -> None:
    await _hangs_or_answers(mark, gate)


async def _hangs_or_answers(mark: UUID, gate: UUID) -> None:
    hung.add(mark)
    await gates[gate].wait()
    hung.discard(mark)
    answered.add(mark)


@asynccontextmanager
async def a_gate() -> AsyncGenerator[UUID]:
    """Closed until the block ends."""
    gate = new_id()
    gates[gate] = asyncio.Event()
    try:
        yield gate
    finally:
        gates[gate].set()


@pytest.mark.parametrize("number", [2, 5, 20])
async def test_replies_and_links_of_a_shop_pass_those_of_merchants_that_hang(
    base: Database, number: int
) -> None:
    """Each of them has both its vendors hang, with more errands than its share of the places."""
    marks = [[new_id() for _ in range(2 * ERRANDS_AT_ONCE // number)] for _ in range(number)]
    async with working(base, bulkheads=BulkheadLimits(longest=1.0)):
        async with a_gate() as gate:
            for each in marks:
                await _leave(base, new_id(), each, gate)
            await until(lambda: len(hung) > ERRANDS_AT_ONCE / 5)
            mine, at_once = [new_id() for _ in range(6)], new_id()
            gates[at_once] = asyncio.Event()
            gates[at_once].set()
            await _leave(base, new_id(), mine, at_once)
            await until(lambda: answered >= set(mine))
            assert answered.isdisjoint(mark for each in marks for mark in each)  # none made way for it
        await until(lambda: is_empty(base))


async def _leave(base: Database, merchant: UUID, marks: list[UUID], gate: UUID) -> None:
    async with base.transaction(merchant) as session:
        for number, mark in enumerate(marks):
            name = "fair_inbox.reply" if number % 2 else "fair_payments.link"
            await enqueue(session, name, mark=mark, gate=gate)
