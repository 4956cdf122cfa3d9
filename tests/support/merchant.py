"""One merchant without a worker: the test runs its jobs and reads its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shop.kit.db.database import Database
from shop.merchants.models import Merchant
from tests.support.jobs import attempt_job, give_up_job, queued_jobs


@dataclass
class MerchantUnderTest:
    """The merchant, in a database of which no worker takes anything."""

    database: Database
    merchant: Merchant
    number_id: UUID
    webhook_secret: str

    async def job(self, name: str, vendors: Mapping[type, Any] | None = None, **payload: Any) -> None:
        """One attempt at a job, as a worker makes it; raises what it failed with."""
        await attempt_job(self.database, self.merchant.id, name, vendors, **payload)

    async def give_up(self, name: str, reason: str, **payload: Any) -> None:
        """What a worker does after a job's last attempt."""
        await give_up_job(self.database, self.merchant.id, name, reason, **payload)

    async def jobs(self, name: str) -> list[dict[str, Any]]:
        """Payloads of this merchant's queued jobs, oldest first."""
        return await queued_jobs(self.database, self.merchant.id, name)

    async def all(self, statement: Any) -> list[Any]:
        """Rows of this merchant."""
        async with self.database.transaction(self.merchant.id) as session:
            return list((await session.exec(statement)).all())

    async def one(self, statement: Any) -> Any:
        (row,) = await self.all(statement)
        return row
