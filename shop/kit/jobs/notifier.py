"""Notifies waiting workers that jobs were left, after the commit and outside of it.

PgQueuer's own trigger notifies inside every transaction, which makes PostgreSQL serialise commits (13,900/s
became 440/s); `shop migrate` disables it. Instead a process notifies once for many commits, on a connection of
its own. A lost notification costs at most the worker's poll of one second.
"""

import asyncio
import contextlib
from datetime import UTC, datetime

import asyncpg
from pgqueuer.models import TableChangedEvent

from shop.kit.db.database import driver_url
from shop.kit.jobs.outage import Outage

CHANNEL = "ch_pgqueuer"
RECONNECT_SECONDS = 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.005, 0.04  # seconds between two notifications: longer the busier it is


class JobNotifier:
    """Notifies for one process. `notify()` never waits and never fails, and no error ends it: nobody would see it."""

    def __init__(self, url: str, *, reconnect_after: float = RECONNECT_SECONDS) -> None:
        self._url, self._reconnect_after = driver_url(url), reconnect_after
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._outage = Outage("notifier")

    def notify(self) -> None:
        """Ask for a notification; requests in quick succession become one."""
        self._wanted.set()

    async def __aenter__(self) -> "JobNotifier":
        self._task = asyncio.create_task(self._run(), name="job notifier")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                await self._serve()
            except Exception as error:
                self._outage.lost(error)
                self._wanted.set()  # the notification that found the connection dead
                await asyncio.sleep(self._reconnect_after)

    async def _serve(self) -> None:
        connection = await asyncpg.connect(
            self._url, server_settings={"application_name": "trastienda notifier"}
        )
        pause = SHORTEST_PAUSE
        try:
            while True:
                await self._wanted.wait()
                self._wanted.clear()
                await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, _notification())
                self._outage.over()
                await asyncio.sleep(pause)  # what is left meanwhile is in the next notification
                pause = min(2 * pause, LONGEST_PAUSE) if self._wanted.is_set() else SHORTEST_PAUSE
        finally:
            connection.terminate()


def _notification() -> str:
    event = TableChangedEvent(
        channel=CHANNEL,  # type: ignore[arg-type]
        operation="insert",
        table="pgqueuer",
        type="table_changed_event",
        sent_at=datetime.now(UTC),
    )
    return event.model_dump_json(exclude={"received_at"})
