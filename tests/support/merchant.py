"""One merchant without a worker: the test runs its jobs and reads its rows."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from shop.handlers import HANDLERS
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.jobs import Errand, JobKind, registry
from shop.merchants.models import Merchant

assert HANDLERS  # importing the worker registers every job


@dataclass
class MerchantUnderTest:
    """The merchant, in a database of which no worker takes anything."""

    database: Database
    merchant: Merchant
    number_id: UUID
    webhook_secret: str

    async def job(self, name: str, vendors: dict[type, Any] | None = None, **payload: Any) -> None:
        """Run a handler as a worker does."""
        entry = registry.entries[name]
        if entry.kind is JobKind.ERRAND:
            await entry.handler(Errand(self.database, self.merchant.id, vendors or {}, 0), **payload)
            return
        merchant_id = None if entry.kind is JobKind.SWEEP else self.merchant.id
        async with self.database.transaction(merchant_id) as session:
            await entry.handler(session, **payload)

    async def give_up(self, name: str, reason: str, **payload: Any) -> None:
        """What a worker does after a handler's last try."""
        entry = registry.entries[name]
        assert entry.give_up is not None
        async with self.database.transaction(self.merchant.id) as session:
            await entry.give_up(session, **payload, reason=reason)

    async def jobs(self, name: str) -> list[dict[str, Any]]:
        """Payloads of this merchant's queued jobs, oldest first."""
        query = text("SELECT payload FROM pgqueuer WHERE entrypoint = :name ORDER BY id")
        async with self.database.transaction() as session:
            found = [json.loads(row.payload) for row in await execute_core(session, query, {"name": name})]
        return [payload for payload in found if payload.pop("merchant_id") == str(self.merchant.id)]

    async def all(self, statement: Any) -> list[Any]:
        """Rows of this merchant."""
        async with self.database.transaction(self.merchant.id) as session:
            return list((await session.exec(statement)).all())

    async def one(self, statement: Any) -> Any:
        (row,) = await self.all(statement)
        return row
