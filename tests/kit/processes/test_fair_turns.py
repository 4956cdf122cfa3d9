"""However much one owner wants, others come to their turn."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from uuid import UUID

import pytest

from shop.kit.db.columns import new_id
from shop.kit.processes.fair_turns import FairTurns


class Crowd:
    """Tasks that want a turn each, and hold it until they are let go."""

    def __init__(self, at_once: int) -> None:
        self.turns = FairTurns(at_once)
        self.began: list[str] = []
        self._gates: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def comes(self, owner: UUID, *names: str) -> None:
        for name in names:
            self._gates[name] = asyncio.Event()
            self._tasks[name] = asyncio.create_task(self._takes_its_turn(owner, name))
        await _settle()

    def frees(self, name: str) -> None:
        self._gates[name].set()

    async def ends(self, name: str) -> None:
        self.frees(name)
        await self._tasks[name]
        await _settle()

    async def leaves(self, name: str) -> None:
        self._tasks[name].cancel()
        await _settle()

    async def end(self) -> None:
        for gate in self._gates.values():
            gate.set()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _takes_its_turn(self, owner: UUID, name: str) -> None:
        async with self.turns.turn(owner):
            self.began.append(name)
            await self._gates[name].wait()


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.mark.parametrize(("at_once", "of_one"), [(1, 1), (2, 1), (3, 2), (12, 6)])
async def test_one_owner_never_has_all_of_several_turns(at_once: int, of_one: int) -> None:
    turns, hog = FairTurns(at_once), new_id()
    async with AsyncExitStack() as stack:
        for _ in range(of_one):
            assert turns.is_free_for(hog)
            await stack.enter_async_context(turns.turn(hog))
        assert not turns.is_free_for(hog)
        assert turns.is_free_for(new_id()) == (at_once > 1)
    assert turns.is_free_for(hog)


async def test_four_files_of_one_merchant_do_not_keep_another_waiting() -> None:
    crowd = Crowd(at_once=2)
    await crowd.comes(new_id(), "a1", "a2", "a3", "a4")
    await crowd.comes(new_id(), "b1")
    assert crowd.began == ["a1", "b1"]
    await crowd.end()


async def test_the_turn_goes_round_by_owner_and_not_by_who_came_first() -> None:
    crowd, a, b, c = Crowd(at_once=1), new_id(), new_id(), new_id()
    await crowd.comes(a, "a1", "a2", "a3")
    await crowd.comes(b, "b1", "b2")
    await crowd.comes(c, "c1")
    for name in ("a1", "b1", "c1", "a2", "b2", "a3"):
        await crowd.ends(name)
    assert crowd.began == ["a1", "b1", "c1", "a2", "b2", "a3"]


async def test_who_waits_no_more_takes_no_turn() -> None:
    crowd, a, b = Crowd(at_once=1), new_id(), new_id()
    await crowd.comes(a, "a1")
    await crowd.comes(b, "b1", "b2")
    await crowd.leaves("b1")
    await crowd.ends("a1")
    assert crowd.began == ["a1", "b2"]
    await crowd.end()


async def test_a_turn_that_is_handed_over_and_not_wanted_goes_on() -> None:
    turns, a, b, began = FairTurns(1), new_id(), new_id(), list[str]()

    async def takes(owner: UUID, name: str, until: Callable[[], bool]) -> None:
        async with turns.turn(owner):
            began.append(name)
            while not until():
                await asyncio.sleep(0)

    is_over = asyncio.Event()
    first = asyncio.create_task(takes(a, "first", is_over.is_set))
    await asyncio.sleep(0)
    unwanted = asyncio.create_task(takes(b, "unwanted", lambda: True))
    last = asyncio.create_task(takes(a, "last", lambda: True))
    await asyncio.sleep(0)
    is_over.set()
    first.add_done_callback(lambda _: unwanted.cancel())
    await asyncio.gather(first, last)
    assert (began[0], began[-1]) == ("first", "last")
    assert turns.is_free_for(new_id())


async def test_who_is_cancelled_in_the_tick_in_which_the_turn_ends_loses_it_for_nobody() -> None:
    crowd, a, b = Crowd(at_once=1), new_id(), new_id()
    await crowd.comes(a, "a1")
    await crowd.comes(b, "b1")
    crowd.frees("a1")
    await crowd.leaves("b1")
    await crowd.ends("a1")
    assert crowd.turns.is_free_for(new_id())


async def test_nobody_is_remembered_of_whom_nothing_is_left() -> None:
    turns = FairTurns(2)
    for _ in range(100):
        async with turns.turn(new_id()):
            pass
    assert len(turns._last_turn) + len(turns._held) + len(turns._waiting) <= 1
