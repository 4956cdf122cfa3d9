"""Keys are revoked by two at the same moment: the earlier end counts."""

from datetime import timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.merchants.keys import revoke_keys
from shop.merchants.models import ApiKey, Merchant
from tests.support.postgres.waiting import Step, while_uncommitted

AT = now()
LATER = AT + timedelta(days=1)


async def at_once(session: AsyncSession) -> int:
    return len(await revoke_keys(session, at=AT))


async def tomorrow(session: AsyncSession) -> int:
    return len(await revoke_keys(session, at=LATER))


@pytest.mark.parametrize(("first", "second", "changed"), [(at_once, tomorrow, 0), (tomorrow, at_once, 1)])
async def test_a_key_that_is_revoked_at_once_is_not_given_a_day_more(
    database: Database, merchant: Merchant, first: Step, second: Step, changed: int
) -> None:
    async with while_uncommitted(database, merchant.id, first, second) as revocation:
        assert revocation.result() == changed
    async with database.transaction(merchant.id) as session:
        assert (await session.exec(select(ApiKey.revoked_at))).all() == [AT]
