"""One row is locked and read anew; rows that refer to it need not wait."""

import asyncio
from uuid import uuid4

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.collections.models import Collection
from shop.kit.db.database import Database
from shop.kit.db.locking import lock_row, lock_row_if_there
from shop.kit.errors import NotFound
from shop.merchants.models import Merchant
from tests.support.cast import SUNDAY


async def stored(session: AsyncSession, merchant: Merchant) -> Collection:
    collection = Collection(merchant_id=merchant.id, title="Before", created_at=SUNDAY, updated_at=SUNDAY)
    session.add(collection)
    await session.flush()
    return collection


async def test_what_another_transaction_changed_meanwhile_is_seen(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        collection = await stored(session, merchant)
    async with database.transaction(merchant.id) as session:
        known = await session.get_one(Collection, (merchant.id, collection.id))
        async with database.transaction(merchant.id) as other:
            (await lock_row(other, Collection, collection.id)).title = "After"
        assert (await lock_row(session, Collection, collection.id)) is known
        assert known.title == "After"


async def test_what_was_changed_here_is_kept(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        collection = await stored(session, merchant)
        collection.title = "After"
        assert (await lock_row(session, Collection, collection.id)).title == "After"


async def test_the_next_one_waits_until_the_transaction_ends(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        collection = await stored(session, merchant)

    async def next_one() -> str:
        async with database.transaction(merchant.id) as session:
            return (await lock_row(session, Collection, collection.id)).title

    async with database.transaction(merchant.id) as session:
        locked = await lock_row(session, Collection, collection.id)
        waiting = asyncio.create_task(next_one())
        await asyncio.sleep(0.1)
        assert not waiting.done()
        locked.title = "After"
    assert await waiting == "After"


async def test_what_is_not_there_is_refused_or_none(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        assert await lock_row_if_there(session, Collection, uuid4()) is None
        with pytest.raises(NotFound, match=r"^There is no such collection\.$"):
            await lock_row(session, Collection, uuid4(), missing="There is no such collection.")
        with pytest.raises(NotFound, match="is not stored here"):
            await lock_row(session, Collection, uuid4())
