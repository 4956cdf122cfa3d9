"""Group commit: webhook payloads that come while a commit is under way share the next one.

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

MOST_PAYLOADS = 64  # in one transaction
MOST_UPDATES = 2_000
GATHERING_SECONDS = 0.004  # a commit costs as much for one as for ten


class _Waiting(NamedTuple):
    payload: WebhookPayload
    stored: asyncio.Future[None]


class WebhookBatcher:
    """One per process. Its task lives as long as something waits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Waiting] = []
        self._task: asyncio.Task[None] | None = None

    async def store(self, payload: WebhookPayload) -> None:
        """Return when the payload is durable. Raises DatabaseUnavailable, and the database's errors."""
        stored = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(payload, stored))
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name="webhook batcher")
        await stored

    async def _work(self) -> None:
        try:
            while self._waiting:
                batch = self._take_batch()
                await self._store_all(batch)
                if len(batch) > 1:  # under load the next payloads are about to come
                    await asyncio.sleep(GATHERING_SECONDS)
        finally:
            self._task = None

    def _take_batch(self) -> list[_Waiting]:
        """As many as one transaction may carry; at least one."""
        count, updates = 0, 0
        for each in self._waiting[:MOST_PAYLOADS]:
            updates += len(each.payload.updates)
            if count and updates > MOST_UPDATES:
                break
            count += 1
        batch, self._waiting = self._waiting[:count], self._waiting[count:]
        return batch

    async def _store_all(self, waiting: Sequence[_Waiting]) -> None:
        try:
            async with self._database.transaction() as session:
                await store_webhooks(session, [each.payload for each in waiting])
        except Exception as error:
            await self._store_one_by_one(waiting, error)
        else:
            for each in waiting:
                _resolve(each.stored)

    async def _store_one_by_one(self, waiting: Sequence[_Waiting], error: Exception) -> None:
        """One payload alone gets the error; of several it is not known which is at fault, so each is stored alone."""
        if len(waiting) == 1 or isinstance(error, DatabaseUnavailable):
            for each in waiting:
                _resolve(each.stored, error)
            return
        log.warning("webhooks.stored_one_by_one", payloads=len(waiting), error=error_kind(error))
        for each in waiting:
            await self._store_all([each])


def _resolve(stored: asyncio.Future[None], error: Exception | None = None) -> None:
    if stored.done():
        return  # its request was cancelled
    if error is None:
        stored.set_result(None)
    else:
        stored.set_exception(error)
