"""Whatever is cancelled or fails at whatever moment, no turn is lost and none is given twice."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from random import Random
from uuid import UUID

import pytest

from shop.kit.db.columns import new_id
from shop.kit.processes.fair_turns import FairTurns
from tests.kit.processes.upheaval import upheaval


@pytest.mark.parametrize("seed", range(40))
async def test_no_turn_is_lost_and_none_is_given_twice(seed: int) -> None:
    at_once = seed % 4 + 1
    turns, now = FairTurns(at_once), 0

    @asynccontextmanager
    async def hold(owner: UUID, _: Random) -> AsyncGenerator[None]:
        nonlocal now
        async with turns.turn(owner):
            now += 1
            assert now <= at_once
            try:
                yield
            finally:
                now -= 1

    assert await upheaval(seed, hold) > 20
    assert not turns._waiting
    assert turns._held.total() == now == 0
    assert turns.is_free_for(new_id())
