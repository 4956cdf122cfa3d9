"""Business time: real time plus an offset that only grows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shop.kit.clock import Clock, clock, now


def test_it_is_real_time_until_it_is_moved() -> None:
    assert abs(Clock().now() - datetime.now(UTC)) < timedelta(seconds=1)
    assert Clock().now().tzinfo is UTC


async def test_moving_it_adds_up() -> None:
    moved = Clock()
    await moved.advance(timedelta(hours=1))
    await moved.advance(timedelta(days=1))
    assert abs(moved.now() - datetime.now(UTC) - timedelta(hours=25)) < timedelta(seconds=1)


async def test_it_never_goes_back() -> None:
    with pytest.raises(ValueError, match="only moves forward"):
        await Clock().advance(timedelta(seconds=-1))


async def test_observers_react_before_the_move_is_done_and_see_the_new_time() -> None:
    moved = Clock()
    seen: list[Any] = []

    async def look(at: datetime) -> None:
        seen.append(at - datetime.now(UTC))

    moved.observe(look)
    await moved.advance(timedelta(hours=2))
    (found,) = seen
    assert abs(found - timedelta(hours=2)) < timedelta(seconds=1)


async def test_an_observer_that_left_is_not_called() -> None:
    moved = Clock()
    seen: list[Any] = []

    async def look(at: datetime) -> None:
        seen.append(at)

    moved.observe(look)()
    await moved.advance(timedelta(hours=2))
    assert seen == []


async def test_an_observer_may_leave_while_it_is_called() -> None:
    moved = Clock()
    first: list[datetime] = []
    second: list[datetime] = []

    async def once(at: datetime) -> None:
        first.append(at)
        leave()

    async def always(at: datetime) -> None:
        second.append(at)

    leave = moved.observe(once)
    moved.observe(always)
    await moved.advance(timedelta(hours=1))
    await moved.advance(timedelta(hours=1))
    assert (len(first), len(second)) == (1, 2)


async def test_the_process_has_one_clock() -> None:
    before = now()
    await clock.advance(timedelta(days=3))
    assert now() - before >= timedelta(days=3)
    clock.reset()
    assert now() - before < timedelta(minutes=1)
