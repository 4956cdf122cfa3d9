"""The feed's addresses when it is opened, renewed and closed at the same moment: at most one is alive, and it is known."""

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import NotFound
from shop.merchants.models import Merchant
from shop.spreadsheets.feed import close_feed, open_feed, renew_feed
from tests.support.postgres.waiting import Step, while_uncommitted

_ALIVE = text("SELECT key FROM directory WHERE kind = 'feed' AND merchant_id = :merchant")
_KNOWN = text("SELECT token FROM product_feed")


async def opens(session: AsyncSession) -> str:
    return (await open_feed(session, at=now())).token


async def renews(session: AsyncSession) -> str:
    return (await renew_feed(session, at=now())).token


async def closes(session: AsyncSession) -> None:
    await close_feed(session)


async def addresses(database: Database, merchant: Merchant) -> tuple[list[str], list[str]]:
    """Those that lead to the shop, and those that the merchant is shown."""
    async with database.transaction(merchant.id) as session:
        alive = await execute_core(session, _ALIVE, {"merchant": merchant_of(session)})
        return list(alive.scalars()), list((await execute_core(session, _KNOWN)).scalars())


@pytest.mark.parametrize(
    ("first", "second"),
    [(renews, renews), (renews, closes), (closes, closes), (opens, renews), (closes, opens)],
)
async def test_no_address_outlives_what_is_done_at_once(
    database: Database, merchant: Merchant, first: Step, second: Step
) -> None:
    async with database.transaction(merchant.id) as session:
        await open_feed(session, at=now())
    async with while_uncommitted(database, merchant.id, first, second) as ended:
        ended.result()
        alive, known = await addresses(database, merchant)
    assert alive == known


async def test_of_two_that_open_it_at_once_both_get_the_same_address(
    database: Database, merchant: Merchant
) -> None:
    async with while_uncommitted(database, merchant.id, opens, opens) as second:
        alive, known = await addresses(database, merchant)
        assert alive == known == [second.result()]


async def test_who_renews_what_is_just_closed_is_told_so(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        await open_feed(session, at=now())
    async with while_uncommitted(database, merchant.id, closes, renews) as second:
        with pytest.raises(NotFound):
            second.result()
    assert await addresses(database, merchant) == ([], [])
