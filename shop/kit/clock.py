"""Business time. Read it at doors and in handlers, pass it down as `at=`.

Signatures and TLS use real time. In the demo and in tests the clock may be moved forward, in-process only;
what must react (the timetable, the sandbox) observes it.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

Observer = Callable[[datetime], Awaitable[None]]


class Clock:
    """Real time plus an offset that only grows."""

    def __init__(self) -> None:
        self.offset = timedelta()
        self._observers: list[Observer] = []

    def now(self) -> datetime:
        """The present business time, in UTC."""
        return datetime.now(UTC) + self.offset

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer(now)` after every move. Returns a function that ends it."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    async def advance(self, by: timedelta) -> datetime:
        """Move forward and let every observer react. Raises ValueError for a step back."""
        if by < timedelta():
            raise ValueError("The clock only moves forward.")
        self.offset += by
        for observer in list(self._observers):
            await observer(self.now())
        return self.now()

    def reset(self) -> None:
        """Back to real time; for the end of a test."""
        self.offset = timedelta()


clock = Clock()


def now() -> datetime:
    """The present business time, in UTC."""
    return clock.now()
