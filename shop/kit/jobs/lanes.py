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


@dataclass
class _Lane:
    running: dict[int, float] = field(default_factory=dict)  # when each began
    waiting: list[tuple[int, int, asyncio.Future[None]]] = field(default_factory=list)
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
        self._waiting = 0
        self._numbers = 0

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
        at = asyncio.get_running_loop().time()
        while not self._may_run(key[0], lane, priority):
            if not self._may_wait(lane):
                raise PutOff(self._delay(lane, at))
            await self._wait(lane, priority)
        self._numbers += 1
        lane.running[self._numbers] = asyncio.get_running_loop().time()
        self._running[key[0]] += 1
        return self._numbers

    def _may_run(self, part: str, lane: _Lane, priority: int) -> bool:
        is_hurried = priority >= Priority.ORDER_NEWS
        places = self._limits.of_a_lane if is_hurried else self._limits.of_a_lane_unhurried
        is_full = (
            self._running.total() >= self._limits.running or self._running[part] >= self._limits.of_a_part
        )
        return len(lane.running) < places and not is_full

    def _may_wait(self, lane: _Lane) -> bool:
        """Only behind errands of its own lane: the end of one of them wakes it."""
        is_own = bool(lane.running) and self._waiting < self._limits.waiting
        return is_own and len(lane.waiting) < self._limits.waiting_in_a_lane

    async def _wait(self, lane: _Lane, priority: int) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._numbers += 1
        entry = (-priority, self._numbers, turn)
        heapq.heappush(lane.waiting, entry)
        self._waiting += 1
        try:
            await turn
        finally:
            self._waiting -= 1
            if entry in lane.waiting:  # cancelled while it waited
                lane.waiting.remove(entry)
                heapq.heapify(lane.waiting)

    def _delay(self, lane: _Lane, at: float) -> timedelta:
        """Until a place of its lane should be free: each that is put off has a turn behind the one before."""
        lasts = lane.lasts(at, self._limits.unknown)
        lane.next_slot = max(at, lane.next_slot) + lasts / self._limits.of_a_lane
        delay = min(max(lane.next_slot - at, self._limits.shortest), self._limits.longest)
        return timedelta(seconds=delay)

    def _leave(self, key: LaneKey, number: int) -> None:
        lane = self._lanes[key]
        at = asyncio.get_running_loop().time()
        lane.note(at - lane.running.pop(number))
        self._running[key[0]] -= 1
        if lane.waiting:
            heapq.heappop(lane.waiting)[2].set_result(None)
        elif not lane.running and lane.next_slot < at:
            del self._lanes[key]
