"""The mailroom: payloads that come while a commit is under way share the next one.

A payload that comes alone is stored at once; under load a commit carries many, so that its cost is shared. Whoever
brought a payload waits until it is durable. If what was gathered cannot be stored together, each is stored alone:
nobody's payload is refused because of another's.
"""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from shop.inbox.incoming.store_webhooks import WebhookPayload, store_webhooks
from shop.kit.db.database import Database, DatabaseUnavailable
from shop.kit.log import error_kind, logger

log = logger()

MOST_LETTERS = 64  # in one transaction
MOST_UPDATES = 2_000
GATHERING_SECONDS = 0.004  # a commit costs as much for one as for ten


class _Waiting(NamedTuple):
    letter: WebhookPayload
    stored: asyncio.Future[None]


class WebhookBatcher:
    """One per process. Its task lives as long as something waits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Waiting] = []
        self._task: asyncio.Task[None] | None = None

    async def store(self, letter: WebhookPayload) -> None:
        """Return when the letter is durable. Raises DatabaseAway, and the database's errors."""
        stored = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(letter, stored))
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name="mailroom")
        await stored

    async def _work(self) -> None:
        try:
            while self._waiting:
                taken = self._next()
                await self._store_all(taken)
                if len(taken) > 1:  # a rush: those who were just answered are about to come again
                    await asyncio.sleep(GATHERING_SECONDS)
        finally:
            self._task = None

    def _next(self) -> list[_Waiting]:
        """As many as one transaction may carry; at least one."""
        count, updates = 0, 0
        for each in self._waiting[:MOST_LETTERS]:
            updates += len(each.letter.updates)
            if count and updates > MOST_UPDATES:
                break
            count += 1
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        return taken

    async def _store_all(self, waiting: Sequence[_Waiting]) -> None:
        try:
            async with self._database.transaction() as session:
                await store_webhooks(session, [each.letter for each in waiting])
        except Exception as error:
            await self._apart(waiting, error)
        else:
            for each in waiting:
                _tell(each.stored)

    async def _apart(self, waiting: Sequence[_Waiting], error: Exception) -> None:
        """A single one is told what is wrong; of several nobody knows yet whose fault it is."""
        if len(waiting) == 1 or isinstance(error, DatabaseUnavailable):
            for each in waiting:
                _tell(each.stored, error)
            return
        log.warning("webhooks.stored_one_by_one", letters=len(waiting), error=error_kind(error))
        for each in waiting:
            await self._store_all([each])


def _tell(stored: asyncio.Future[None], error: Exception | None = None) -> None:
    if stored.done():
        return  # who brought it has hung up
    if error is None:
        stored.set_result(None)
    else:
        stored.set_exception(error)
