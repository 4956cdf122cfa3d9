"""An import is forgotten by two at the same moment."""

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.merchants.models import Merchant
from shop.spreadsheets.files.detect import FileKind
from shop.spreadsheets.imports.listing import remove_import
from shop.spreadsheets.models import ProductImport
from tests.support.postgres.waiting import while_uncommitted


async def test_of_two_that_forget_it_at_once_one_is_told_that_it_is_gone(
    database: Database, merchant: Merchant
) -> None:
    at = now()
    stored = ProductImport(
        merchant_id=merchant.id,
        dry_run=False,
        kind=FileKind.CSV,
        file_name="goods.csv",
        bytes=0,
        actor="test",
        created_at=at,
        updated_at=at,
    )
    async with database.transaction(merchant.id) as session:
        session.add(stored)

    async def forgets(session: AsyncSession) -> None:
        await remove_import(session, stored.id)

    async with while_uncommitted(database, merchant.id, forgets, forgets) as second:
        with pytest.raises(NotFound):
            second.result()
    async with database.transaction(merchant.id) as session:
        assert (await session.exec(select(ProductImport.id))).all() == []
