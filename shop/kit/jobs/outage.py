"""A log that stays readable while the database is away: a line when it is lost, one a minute, one when it is back."""

import time

from shop.kit.log import error_kind, logger

log = logger()

REMINDER_SECONDS = 60.0


class Outage:
    """What one part of a process (`queue`, `notifier`) tells of its connection. May be told of it any number of times."""

    def __init__(self, part: str, *, remind_after: float = REMINDER_SECONDS) -> None:
        self._part, self._remind_after = part, remind_after
        self._began: float | None = None
        self._told = 0.0

    def lost(self, error: BaseException) -> None:
        """Nobody answers."""
        at = time.monotonic()
        if self._began is None:
            self._began = at
        elif at - self._told < self._remind_after:
            return
        self._told = at
        log.warning(f"{self._part}.lost_connection", error=error_kind(error), seconds=round(at - self._began))

    def over(self) -> None:
        """Somebody answered."""
        if self._began is not None:
            log.info(f"{self._part}.connected_again", seconds=round(time.monotonic() - self._began))
            self._began = None
