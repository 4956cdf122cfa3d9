"""PgQueuer's database driver, made to outlive a restart of the database: it reconnects, repeats and listens again."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import asyncpg
from pgqueuer.db import AsyncpgPoolDriver
from pgqueuer.models import Job
from pgqueuer.ports.repository import EntrypointExecutionParameter
from pgqueuer.queries import Queries
from pgqueuer.types import QueueEntrypoint, QueueManagerId

from shop.kit.jobs.outage import Outage

T = TypeVar("T")
RECONNECT_SECONDS = 0.5
LOST = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shutting down, starting up, terminated by an administrator
    asyncpg.InterfaceError,  # the connection is closed already
    asyncpg.InternalClientError,  # or is just being closed: "cannot switch to state"
)


class _OutagesToldElsewhere(logging.Filter):
    """PgQueuer writes a traceback for what `ReconnectingDriver` has told in a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], LOST))


logging.getLogger("pgqueuer").addFilter(_OutagesToldElsewhere())


class ReconnectingDriver(AsyncpgPoolDriver):
    """Every statement is repeated until it succeeds or the worker stops.

    PgQueuer itself ends its loop at the first lost connection, holds a job as failed whose retry it could not
    write down, and goes on without its listener. Asking twice is safe: a claim that got lost is taken over by
    its age, and jobs run at least once anyway.
    """

    def __init__(self, pool: asyncpg.Pool, stopping: asyncio.Event) -> None:
        super().__init__(pool)
        self._stopping = stopping
        self._outage = Outage("queue")
        self._relistening: set[asyncio.Task[None]] = set()

    async def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        return await self._insist(super().fetch, query, *args)

    async def execute(self, query: str, *args: object) -> str:
        return await self._insist(super().execute, query, *args)

    async def notify(self, channel: str, payload: str) -> None:
        await self._insist(super().notify, channel, payload)

    async def add_listener(self, channel: str, callback: Callable[..., None]) -> None:
        await self._insist(self._listen, channel, callback)

    async def __aexit__(self, *exception: object) -> None:
        await asyncio.gather(*self._relistening, return_exceptions=True)  # cut short, one keeps a connection
        with contextlib.suppress(*LOST):  # the listener's connection may be gone
            await super().__aexit__(*exception)

    async def _listen(self, channel: str, callback: Callable[..., None]) -> None:
        try:
            await super().add_listener(channel, callback)
        except LOST:
            self._listener_connection = None  # the pool gave a dead one; the next is new
            raise
        connection: Any = self._listener_connection
        connection.add_termination_listener(lambda _: self._listen_anew(channel, callback))

    def _listen_anew(self, channel: str, callback: Callable[..., None]) -> None:
        if self._entered == 0 or self._stopping.is_set():
            return
        self._listener_connection = None
        task = asyncio.create_task(self._listen_until_stopped(channel, callback))
        self._relistening.add(task)
        task.add_done_callback(self._relistening.discard)

    async def _listen_until_stopped(self, channel: str, callback: Callable[..., None]) -> None:
        with contextlib.suppress(*LOST):  # the worker stops while the database is away
            await self.add_listener(channel, callback)

    async def _insist(self, ask: Callable[..., Awaitable[T]], *args: object) -> T:
        while True:
            try:
                answer = await ask(*args)
            except LOST as error:
                if self._stopping.is_set():
                    raise
                self._outage.lost(error)
                await asyncio.sleep(RECONNECT_SECONDS)
            else:
                self._outage.over()
                return answer


class WorkersQueries(Queries):
    """PgQueuer's statements, with a number of picked jobs that moves: what hangs is not counted among them."""

    picks_at_most: Callable[[], int]

    async def dequeue(
        self,
        batch_size: int,
        entrypoints: dict[QueueEntrypoint, EntrypointExecutionParameter],
        queue_manager_id: QueueManagerId,
        global_concurrency_limit: int | None,
        heartbeat_timeout: timedelta,
    ) -> list[Job]:
        """As PgQueuer's, with the limit of this moment instead of the one that `run` was given."""
        most = self.picks_at_most()
        return await super().dequeue(batch_size, entrypoints, queue_manager_id, most, heartbeat_timeout)
