"""One job for each of many merchants."""

from collections.abc import Sequence
from uuid import UUID

from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import speaking
from shop.kit.jobs.define import once_key, registry


async def enqueue_for_each(session: AsyncSession, name: str, merchant_ids: Sequence[UUID]) -> None:
    """Leave the job for each of these merchants that has none waiting or running, as `enqueue` with its id as `once`.

    One statement, the keys in order: who leaves the same in another order waits, and nobody for each other. Until the
    transaction ends, others that leave one of them wait: some hundreds at a time. Raises TypeError as `enqueue` does.
    """
    if not merchant_ids:
        return
    definition, owners = registry.get(name), sorted(set(merchant_ids), key=str)
    async with speaking(session) as connection:
        await Queries(AsyncpgDriver(connection)).enqueue(
            [name] * len(owners),
            [definition.body(owner, {}) for owner in owners],
            [int(definition.priority)] * len(owners),
            None,
            [once_key(name, str(owner)) for owner in owners],
            on_conflict="update_priority",
        )
    session.info["left_jobs"] = True
