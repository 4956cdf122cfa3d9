"""Places for errands: what one merchant's vendor keeps waiting keeps nobody else waiting.

Each merchant has a bulkhead for each part of the shop that goes on errands (`inbox`, `payments`, `images`, …). How many
places it may take is no fixed number but a share of those that are free at that moment (dynamic thresholds, as in
switches with a shared buffer: Choudhury and Hahne, 1998). So however many merchants hang, each of them holds less the
more they are, and some places are free for whoever comes next. Whatever finds no place waits or is put off.
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
# Places of one process. A hanging call costs no more than its heartbeat; vendors' clients have as many connections.
ERRANDS_AT_ONCE = 160
_NEWEST_COUNTS = 0.2  # share of the last call in the mean of how long calls take


class PutOff(Exception):
    """There is no place now; one should be free after `delay`."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__("Others of this merchant are under way.")
        self.delay = delay


@dataclass(frozen=True)
class BulkheadLimits:
    """How many errands run and wait at once in one process, and for how long one may be put off (seconds).

    Shares are of the places that are free. A merchant may take one more place in a part of the shop while what it holds
    there and what it holds altogether are less than its share; so may a part while all that it holds is less. From those
    who hold places in a part already some are kept: calls that hang give none back.
    """

    running: int = ERRANDS_AT_ONCE
    hurried: float = 1 / 4
    unhurried: float = 1 / 8  # what nobody waits for leaves places to what somebody waits for
    kept: float = 1 / 5  # of all places, for merchants that hold none in the part they ask for
    of_a_part: float = (
        15.0  # a vendor that hangs for everybody leaves a sixteenth of the places to the others
    )
    waiting: int = 20
    shortest: float = 0.5
    longest: float = 60.0
    unknown: float = 1.0  # what a call is taken to last before one has ended

    def share(self, priority: int) -> float:
        return self.hurried if priority >= Priority.ORDER_NEWS else self.unhurried


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

    def drop_done(self) -> bool:
        """Does anybody wait? Those that were cancelled do not any more."""
        while self.waiting and self.waiting[0].place.done():
            heapq.heappop(self.waiting)
        return bool(self.waiting)

    def is_idle(self, at: float) -> bool:
        return not self.running and not self.waiting and self.next_slot < at

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
        self._of_part: Counter[str] = Counter()
        self._of_merchant: Counter[UUID] = Counter()
        self._waiting_of: Counter[UUID] = Counter()
        self._numbers = count()
        self._is_closed = False

    @property
    def occupied(self) -> int:
        """How many errands run here or wait for a place."""
        return self._of_part.total() + self._waiting_of.total()

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
        if not self._may_wait(key[1], priority):
            raise PutOff(self._delay(bulkhead, _time()))
        self._waiting_of[key[1]] += 1
        try:
            return await self._wait(key, bulkhead, priority)
        finally:
            self._waiting_of[key[1]] -= 1

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
        self._of_part[key[0]] += 1
        self._of_merchant[key[1]] += 1
        return number

    def _leave(self, key: BulkheadKey, number: int) -> None:
        bulkhead, at = self._bulkheads[key], _time()
        bulkhead.note(at - bulkhead.running.pop(number))
        self._of_part[key[0]] -= 1
        self._of_merchant[key[1]] -= 1
        while (next_one := self._next_in_turn()) is not None:
            place = heapq.heappop(self._bulkheads[next_one].waiting).place
            place.set_result(self._take(next_one))
        self._forget_idle(at)

    def _next_in_turn(self) -> BulkheadKey | None:
        """Whose errand gets the place that is free now: of those within their share the merchant that holds fewest."""
        turns = [
            (self._of_merchant[key[1]], bulkhead.waiting[0].rank, key)
            for key, bulkhead in self._bulkheads.items()
            if bulkhead.drop_done() and self._may_run(key, bulkhead.waiting[0].priority)
        ]
        return min(turns)[-1] if turns else None

    def _forget_idle(self, at: float) -> None:
        """Those where nothing happens, and where nobody who was put off is expected."""
        self._bulkheads = {key: each for key, each in self._bulkheads.items() if not each.is_idle(at)}
        self._of_merchant += Counter()  # keeps what is above nought
        self._waiting_of += Counter()

    def _may_run(self, key: BulkheadKey, priority: int) -> bool:
        part, merchant_id = key
        limits, here = self._limits, len(self._bulkheads[key].running)
        free = limits.running - self._of_part.total()
        open_to_it = free - limits.kept * limits.running if here else free
        is_within = here + self._of_merchant[merchant_id] < limits.share(priority) * open_to_it
        return is_within and self._of_part[part] < limits.of_a_part * free

    def _may_wait(self, merchant_id: UUID, priority: int) -> bool:
        """Who waits holds one of the jobs that a worker picks: those who hang leave room there as well."""
        free = self._limits.waiting - self._waiting_of.total()
        return self._waiting_of[merchant_id] < self._limits.share(priority) * free and not self._is_closed

    def _delay(self, bulkhead: _Bulkhead, at: float) -> timedelta:
        """Until a place of its bulkhead should be free: each that is put off has a turn behind the one before."""
        lasts = bulkhead.lasts(at, self._limits.unknown)
        bulkhead.next_slot = max(at, bulkhead.next_slot) + lasts / max(1, len(bulkhead.running))
        delay = min(max(bulkhead.next_slot - at, self._limits.shortest), self._limits.longest)
        return timedelta(seconds=delay)


def _time() -> float:
    return asyncio.get_running_loop().time()
