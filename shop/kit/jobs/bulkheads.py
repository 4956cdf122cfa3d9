"""Places for errands: what one merchant's vendor keeps waiting keeps nobody else waiting.

Each merchant has a bulkhead for each part of the shop that goes on errands (`inbox`, `payments`, `images`, …). A
bulkhead has a few places and a short queue; whatever finds no place is put off until one should be free, and a worker's
other places stay free for everybody else.
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

BulkheadKey = tuple[str, UUID]
_NEWEST_COUNTS = 0.2  # share of the last call in the mean of how long calls take


class PutOff(Exception):
    """There is no place now; one should be free after `delay`."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__("Others of this merchant are under way.")
        self.delay = delay


@dataclass(frozen=True)
class BulkheadLimits:
    """How many errands run and wait at once in one process, and for how long one may be put off (seconds)."""

    running: int = 40  # the rest of what a worker picks is left to jobs that need only the database
    of_a_part: int = 25
    of_a_bulkhead: int = 15
    of_a_bulkhead_unhurried: int = 10  # what nobody waits for leaves the rest to what somebody waits for
    waiting: int = 10
    waiting_in_a_bulkhead: int = 5
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
class _Bulkhead:
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


class Bulkheads:
    """The bulkheads of one process."""

    def __init__(self, limits: BulkheadLimits | None = None) -> None:
        self._limits = limits or BulkheadLimits()
        self._bulkheads: dict[BulkheadKey, _Bulkhead] = {}
        self._running: Counter[str] = Counter()
        self._numbers = count()
        self._is_closed = False

    @asynccontextmanager
    async def place(self, part: str, merchant_id: UUID, *, priority: int) -> AsyncGenerator[None]:
        """A place in the merchant's bulkhead, after a moment where one is about to be free. Raises PutOff."""
        key = (part, merchant_id)
        number = await self._enter(key, priority)
        try:
            yield
        finally:
            self._leave(key, number)

    def close(self) -> None:
        """Nobody waits any more: the process ends as soon as what runs has ended, and others take the rest."""
        self._is_closed = True
        for bulkhead in self._bulkheads.values():
            for each in bulkhead.waiting:
                if not each.place.done():
                    each.place.set_exception(PutOff(timedelta(seconds=self._limits.shortest)))

    async def _enter(self, key: BulkheadKey, priority: int) -> int:
        bulkhead = self._bulkheads.setdefault(key, _Bulkhead())
        is_first = not bulkhead.waiting or priority > bulkhead.waiting[0].priority
        if is_first and self._may_run(key, priority):
            return self._take(key)
        if not self._may_wait(bulkhead):
            raise PutOff(self._delay(bulkhead, _time()))
        return await self._wait(key, bulkhead, priority)

    async def _wait(self, key: BulkheadKey, bulkhead: _Bulkhead, priority: int) -> int:
        """Until somebody who leaves hands over a place: nobody comes between."""
        place: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        waiting = _WaitingErrand((-priority, next(self._numbers)), priority, place)
        heapq.heappush(bulkhead.waiting, waiting)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._leave(key, place.result())  # handed over, and not wanted any more
            elif waiting in bulkhead.waiting:
                bulkhead.waiting.remove(waiting)
                heapq.heapify(bulkhead.waiting)
            raise

    def _take(self, key: BulkheadKey) -> int:
        number = next(self._numbers)
        self._bulkheads[key].running[number] = _time()
        self._running[key[0]] += 1
        return number

    def _leave(self, key: BulkheadKey, number: int) -> None:
        bulkhead, at = self._bulkheads[key], _time()
        bulkhead.note(at - bulkhead.running.pop(number))
        self._running[key[0]] -= 1
        for each in [key, *(other for other in self._bulkheads if other != key)]:
            self._hand_over(each)
        if not bulkhead.running and not bulkhead.waiting and bulkhead.next_slot < at:
            del self._bulkheads[key]

    def _hand_over(self, key: BulkheadKey) -> None:
        """Places that are free now to those who wait for them."""
        waiting = self._bulkheads[key].waiting
        while waiting and (waiting[0].place.done() or self._may_run(key, waiting[0].priority)):
            place = heapq.heappop(waiting).place
            if not place.done():  # it is, where whoever waited was cancelled
                place.set_result(self._take(key))

    def _may_run(self, key: BulkheadKey, priority: int) -> bool:
        is_hurried = priority >= Priority.ORDER_NEWS
        places = self._limits.of_a_bulkhead if is_hurried else self._limits.of_a_bulkhead_unhurried
        is_full = (
            self._running.total() >= self._limits.running or self._running[key[0]] >= self._limits.of_a_part
        )
        return len(self._bulkheads[key].running) < places and not is_full

    def _may_wait(self, bulkhead: _Bulkhead) -> bool:
        """Only behind errands of its own bulkhead, and not behind many."""
        waiting = sum(len(each.waiting) for each in self._bulkheads.values())
        is_short = (
            len(bulkhead.waiting) < self._limits.waiting_in_a_bulkhead and waiting < self._limits.waiting
        )
        return bool(bulkhead.running) and is_short and not self._is_closed

    def _delay(self, bulkhead: _Bulkhead, at: float) -> timedelta:
        """Until a place of its bulkhead should be free: each that is put off has a turn behind the one before."""
        lasts = bulkhead.lasts(at, self._limits.unknown)
        bulkhead.next_slot = max(at, bulkhead.next_slot) + lasts / self._limits.of_a_bulkhead
        delay = min(max(bulkhead.next_slot - at, self._limits.shortest), self._limits.longest)
        return timedelta(seconds=delay)


def _time() -> float:
    return asyncio.get_running_loop().time()
