"""The transaction of a request that carries a key: opened where its door wants to write, ended after its answer."""

import asyncio
from contextlib import AsyncExitStack
from uuid import UUID
from weakref import WeakValueDictionary

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import ShopError
from shop.kit.idempotency import FirstRequestInProgress, IdempotencyRecord, claim_key, store_response


class ResponseAlreadyStored(ShopError):
    """Stops the door: what it would say now is never sent."""


class IdempotencyKeyReused(ShopError):
    """The key belongs to another request."""

    status_code = 422


class KeyLocks:
    """Repeats in one process wait here, where waiting costs no connection; those elsewhere wait at the claim."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[UUID, str], asyncio.Lock] = WeakValueDictionary()

    async def acquire(self, merchant_id: UUID, key: str, *, patience: float) -> asyncio.Lock:
        """Wait until no other holds it, `patience` seconds at most. Raises FirstRequestInProgress."""
        lock = self._locks.setdefault((merchant_id, key), asyncio.Lock())
        try:
            await asyncio.wait_for(lock.acquire(), patience)
        except TimeoutError as error:
            raise FirstRequestInProgress from error
        return lock


class KeyedTransaction:
    """One request with a key. `known` is the answer it already has; `is_done` says that its door did not refuse."""

    def __init__(
        self,
        database: Database,
        merchant_id: UUID,
        fingerprint: bytes,
        *,
        queue: KeyLocks,
        ending: AsyncExitStack,
    ) -> None:
        self.stored: IdempotencyRecord | None = None
        self.is_done = False
        self._database, self._merchant_id, self._fingerprint = database, merchant_id, fingerprint
        self._queue, self._ending = queue, ending  # whoever closes `ending` commits
        self._session: AsyncSession | None = None
        self._key = ""

    async def begin(self, key: str, *, patience: float) -> AsyncSession:
        """The transaction, in which the key is ours.

        Raises ResponseAlreadyStored, IdempotencyKeyReused, FirstRequestInProgress.
        """
        self.is_done = False
        if self._session is None:
            lock = await self._queue.acquire(self._merchant_id, key, patience=patience)
            self._ending.callback(lock.release)
            opening = self._database.transaction(self._merchant_id)
            session = await self._ending.enter_async_context(opening)
            self.stored = await self._claim(session, key, patience)
            self._session, self._key = session, key
        if self.stored is not None:
            raise ResponseAlreadyStored("This was answered before.")
        return self._session

    async def end(self, *, status: int, headers: list[list[str]], body: bytes) -> None:
        """Keep the answer beside the change; forget both if the door refused or failed."""
        if self._session is None:
            return
        if self.is_done and status < 500:
            await store_response(self._session, self._key, status=status, headers=headers, body=body)
        else:
            await self._session.rollback()

    async def _claim(self, session: AsyncSession, key: str, patience: float) -> IdempotencyRecord | None:
        known = await claim_key(session, key, self._fingerprint, at=now(), patience=patience)
        if known is not None and known.fingerprint != self._fingerprint:
            raise IdempotencyKeyReused(
                "This Idempotency-Key was used for another request in the last 24 hours. Use a new one for this."
            )
        return known
