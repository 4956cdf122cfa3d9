"""Places for errands: what one merchant's vendor keeps waiting keeps nobody else waiting.

Each merchant has a lane for each part of the shop that goes on errands (`inbox`, `payments`, `catalog_sync`). A lane has a
few places and a short queue; whatever finds no place is put off until one should be free, and a worker's other places stay
free for everybody else.
"""

import asyncio
import heapq
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from uuid import UUID

from shop.kit.jobs.define import Priority

LaneKey = tuple[str, UUID]
_NEWEST_COUNTS = 0.2  # share of the last call in the mean of how long calls take


class PutOff(Exception):
    """There is no place now; one should be free after `delay`."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__("Others of this merchant are under way.")
        self.delay = delay


@dataclass(frozen=True)
class LaneLimits:
    """How many errands run and wait at once in one process, and for how long one may be put off (seconds)."""

    running: int = 60
    of_a_part: int = 40
    of_a_lane: int = 15
    of_a_lane_unhurried: int = (
        10  # what nobody waits for leaves the rest of its lane to what somebody waits for
    )
    waiting: int = 40
    waiting_in_a_lane: int = 15
    shortest: float = 0.5
    longest: float = 60.0
    unknown: float = 1.0  # what a call is taken to last before one has ended


@dataclass(order=True)
class _WaitingErrand:
    """One that waits for a place, the hurried first, then who came first."""

    rank: tuple[int, int]
    priority: int = field(compare=False)
    place: asyncio.Future[int] = field(compare=False)


@dataclass
class _Lane:
    running: dict[int, float] = field(default_factory=dict)  # when each began
    waiting: list[_WaitingErrand] = field(default_factory=list)
    mean: float | None = None
    next_slot: float = 0.0

    def lasts(self, at: float, unknown: float) -> float:
        """How long a call takes: as those that ended, or at least as long as one has taken already."""
        oldest = at - min(self.running.values(), default=at)
        return max(self.mean if self.mean is not None else unknown, oldest)

    def note(self, seconds: float) -> None:
        self.mean = seconds if self.mean is None else self.mean + _NEWEST_COUNTS * (seconds - self.mean)


class Lanes:
    """The lanes of one process."""

    def __init__(self, limits: LaneLimits | None = None) -> None:
        self._limits = limits or LaneLimits()
        self._lanes: dict[LaneKey, _Lane] = {}
        self._running: Counter[str] = Counter()
        self._numbers = count()

    @asynccontextmanager
    async def place(self, part: str, merchant_id: UUID, *, priority: int) -> AsyncGenerator[None]:
        """A place in the merchant's lane, after a moment where one is about to be free. Raises PutOff."""
        key = (part, merchant_id)
        number = await self._enter(key, priority)
        try:
            yield
        finally:
            self._leave(key, number)

    async def _enter(self, key: LaneKey, priority: int) -> int:
        lane = self._lanes.setdefault(key, _Lane())
        if not lane.waiting and self._may_run(key, priority):
            return self._take(key)
        if not self._may_wait(lane):
            raise PutOff(self._delay(lane, _time()))
        return await self._wait(key, lane, priority)

    async def _wait(self, key: LaneKey, lane: _Lane, priority: int) -> int:
        """Until somebody who leaves hands over a place: nobody comes between."""
        place: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        waiting = _WaitingErrand((-priority, next(self._numbers)), priority, place)
        heapq.heappush(lane.waiting, waiting)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._leave(key, place.result())  # handed over, and not wanted any more
            elif waiting in lane.waiting:
                lane.waiting.remove(waiting)
                heapq.heapify(lane.waiting)
            raise

    def _take(self, key: LaneKey) -> int:
        number = next(self._numbers)
        self._lanes[key].running[number] = _time()
        self._running[key[0]] += 1
        return number

    def _leave(self, key: LaneKey, number: int) -> None:
        lane, at = self._lanes[key], _time()
        lane.note(at - lane.running.pop(number))
        self._running[key[0]] -= 1
        for each in [key, *(other for other in self._lanes if other != key)]:
            self._hand_over(each)
        if not lane.running and not lane.waiting and lane.next_slot < at:
            del self._lanes[key]

    def _hand_over(self, key: LaneKey) -> None:
        """Places that are free now to those who wait for them."""
        waiting = self._lanes[key].waiting
        while waiting and (waiting[0].place.done() or self._may_run(key, waiting[0].priority)):
            place = heapq.heappop(waiting).place
            if not place.done():  # it is, where whoever waited was cancelled
                place.set_result(self._take(key))

    def _may_run(self, key: LaneKey, priority: int) -> bool:
        is_hurried = priority >= Priority.ORDER_NEWS
        places = self._limits.of_a_lane if is_hurried else self._limits.of_a_lane_unhurried
        is_full = (
            self._running.total() >= self._limits.running or self._running[key[0]] >= self._limits.of_a_part
        )
        return len(self._lanes[key].running) < places and not is_full

    def _may_wait(self, lane: _Lane) -> bool:
        """Only behind errands of its own lane, and not behind many."""
        waiting = sum(len(each.waiting) for each in self._lanes.values())
        is_short = len(lane.waiting) < self._limits.waiting_in_a_lane and waiting < self._limits.waiting
        return bool(lane.running) and is_short

    def _delay(self, lane: _Lane, at: float) -> timedelta:
        """Until a place of its lane should be free: each that is put off has a turn behind the one before."""
        lasts = lane.lasts(at, self._limits.unknown)
        lane.next_slot = max(at, lane.next_slot) + lasts / self._limits.of_a_lane
        delay = min(max(lane.next_slot - at, self._limits.shortest), self._limits.longest)
        return timedelta(seconds=delay)


def _time() -> float:
    return asyncio.get_running_loop().time()
