"""What happens later, in business time: statuses, reviews, expiries. Moving the clock runs what is due."""

import asyncio
import heapq
from collections.abc import Callable
from datetime import datetime

from shop.kit.clock import now
from shop.sandbox.records import ScheduledEvent

Handler = Callable[..., None]

SOON_SECONDS = 5.0


class Agenda:
    """A heap of named events and one timer. Handlers are synchronous and take the event's words."""

    def __init__(self) -> None:
        self.heap: list[ScheduledEvent] = []
        self.handlers: dict[str, Handler] = {}
        self._seq = 0
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = 0.0

    def add(self, seconds: float, kind: str, *args: str) -> None:
        """Let `handlers[kind](*args)` run in so many seconds of business time."""
        self._seq += 1
        at = now().timestamp() + seconds
        heapq.heappush(self.heap, ScheduledEvent(at, self._seq, kind, list(args)))
        if self._timer is None or at < self._timer_at:
            self._arm()

    def restore(self, dues: list[ScheduledEvent]) -> None:
        """Take back a saved agenda."""
        self.heap = sorted(dues)
        self._seq = max((due.seq for due in dues), default=0)

    async def on_clock(self, _at: datetime) -> None:
        """The clock was moved."""
        self.run_due()

    def run_due(self) -> None:
        """Run everything whose time has come, in order, and set the timer for the rest."""
        present = now().timestamp()
        while self.heap and self.heap[0].at <= present:
            due = heapq.heappop(self.heap)
            self.handlers[due.kind](*due.args)
        self._arm()

    @property
    def busy(self) -> bool:
        """True while something is due within five seconds."""
        return bool(self.heap) and self.heap[0].at <= now().timestamp() + SOON_SECONDS

    def clear(self) -> None:
        """Forget everything."""
        self.heap.clear()
        self.stop()

    def stop(self) -> None:
        """End the timer; the heap stays."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        self.stop()
        if not self.heap:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._timer_at = self.heap[0].at
        wait = max(0.0, self._timer_at - now().timestamp())
        self._timer = loop.call_later(min(wait, 3600.0), self._ring)

    def _ring(self) -> None:
        self._timer = None
        self.run_due()
