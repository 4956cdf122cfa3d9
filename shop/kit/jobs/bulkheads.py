"""Places for errands: what one merchant's vendor keeps waiting keeps nobody else waiting.

Each merchant has a bulkhead for each part of the shop that goes on errands (`inbox`, `payments`, `images`, …). How many
places it may take is no fixed number but a share of those that are free at that moment (dynamic thresholds, as in
switches with a shared buffer: Choudhury and Hahne, 1998). So however many merchants hang, each of them holds less the
more they are, and some places are free for whoever comes next. Whatever finds no place waits or is put off.
"""

import asyncio
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
    patience: float = 10.0  # whoever has waited longer is hurried, whatever it is: it goes first

    def share(self, priority: int) -> float:
        return self.hurried if priority >= Priority.ORDER_NEWS else self.unhurried


@dataclass(eq=False)
class _WaitingErrand:
    """One that waits for a place."""

    priority: int
    since: float
    place: asyncio.Future[int]


@dataclass
class _Bulkhead:
    running: dict[int, float] = field(default_factory=dict)  # when each began
    waiting: list[_WaitingErrand] = field(default_factory=list)  # as they came
    mean: float | None = None
    next_slot: float = 0.0
    slots: dict[int, float] = field(default_factory=dict)  # of the jobs that were put off, the next one first

    def first(self, at: float, patience: float) -> _WaitingErrand | None:
        """Who waits and comes first: the hurried, of those who came first. Whoever was cancelled waits no more."""
        self.waiting = [each for each in self.waiting if not each.place.done()]
        if self.waiting and at - self.waiting[0].since > patience:
            self.waiting[0].priority = Priority.SHOPPER_WAITS
            return self.waiting[0]
        return max(self.waiting, key=lambda each: each.priority, default=None)

    def forget_slots(self, at: float) -> None:
        """A place is free and nobody waits for it: no turn is behind another."""
        self.next_slot = at
        self.slots.clear()

    def is_idle(self, at: float) -> bool:
        return not self.running and not self.waiting and self.next_slot <= at

    def slot(self, at: float, unknown: float, job_id: int | None) -> float:
        """When a place should be free: each has a turn behind the one before, and a job that comes early keeps its own."""
        while self.slots and next(iter(self.slots.values())) <= at:
            del self.slots[next(iter(self.slots))]
        if job_id is not None and job_id in self.slots:
            return self.slots[job_id]
        self.next_slot = max(at, self.next_slot) + self.lasts(at, unknown) / max(1, len(self.running))
        if job_id is not None:
            self.slots[job_id] = self.next_slot
        return self.next_slot

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
    async def place(
        self, part: str, merchant_id: UUID, *, priority: int, job_id: int | None = None
    ) -> AsyncGenerator[None]:
        """A place in the merchant's bulkhead, after a moment where one is about to be free. Raises PutOff."""
        key = (part, merchant_id)
        number = await self._enter(key, priority, job_id)
        try:
            yield
        finally:
            self._leave(key, number, priority)

    def close(self) -> None:
        """Nobody waits any more: the process ends as soon as what runs has ended, and others take the rest."""
        self._is_closed = True
        for bulkhead in self._bulkheads.values():
            for each in bulkhead.waiting:
                if not each.place.done():
                    each.place.set_exception(PutOff(timedelta(seconds=self._limits.shortest)))

    async def _enter(self, key: BulkheadKey, priority: int, job_id: int | None) -> int:
        bulkhead, limits, at = self._bulkheads.setdefault(key, _Bulkhead()), self._limits, _time()
        first = bulkhead.first(at, limits.patience)
        if (first is None or priority > first.priority) and self._may_run(key, priority):
            return self._take(key)
        if not self._may_wait(key[1], priority):
            delay = bulkhead.slot(at, limits.unknown, job_id) - at
            raise PutOff(timedelta(seconds=min(max(delay, limits.shortest), limits.longest)))
        self._waiting_of[key[1]] += 1
        try:
            return await self._wait(key, bulkhead, priority)
        finally:
            self._waiting_of[key[1]] -= 1

    async def _wait(self, key: BulkheadKey, bulkhead: _Bulkhead, priority: int) -> int:
        """Until somebody who leaves hands over a place: nobody comes between."""
        place: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        bulkhead.waiting.append(_WaitingErrand(priority, _time(), place))
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._leave(key, place.result(), priority)  # handed over, and not wanted any more
            raise

    def _take(self, key: BulkheadKey) -> int:
        number = next(self._numbers)
        self._bulkheads[key].running[number] = _time()
        self._of_part[key[0]] += 1
        self._of_merchant[key[1]] += 1
        return number

    def _leave(self, key: BulkheadKey, number: int, priority: int) -> None:
        bulkhead, at = self._bulkheads[key], _time()
        bulkhead.note(at - bulkhead.running.pop(number))
        self._of_part[key[0]] -= 1
        self._of_merchant[key[1]] -= 1
        while (following := self._next_in_turn(at)) is not None:
            next_one, waiting = following
            self._bulkheads[next_one].waiting.remove(waiting)
            waiting.place.set_result(self._take(next_one))
        if not bulkhead.waiting and self._may_run(key, priority):
            bulkhead.forget_slots(at)
        self._forget_idle(at)

    def _next_in_turn(self, at: float) -> tuple[BulkheadKey, _WaitingErrand] | None:
        """Whose errand gets the place that is free now: of those within their share the merchant that holds fewest."""
        turns = [
            (key, first)
            for key, bulkhead in self._bulkheads.items()
            if (first := bulkhead.first(at, self._limits.patience)) and self._may_run(key, first.priority)
        ]
        return min(
            turns,
            key=lambda turn: (self._of_merchant[turn[0][1]], -turn[1].priority, turn[1].since),
            default=None,
        )

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


def _time() -> float:
    return asyncio.get_running_loop().time()
