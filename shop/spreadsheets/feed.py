"""The secret token in the URL of a merchant's products feed; the directory finds the merchant by it."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import NotFound
from shop.kit.secrets import token
from shop.merchants.directory import enter, leave
from shop.merchants.models import Lookup
from shop.spreadsheets.models import ProductFeed

TOKEN_BYTES = 24
_NONE_YET = "There is no feed yet: open it with PUT."
# Of the name, not of the row: where there is no feed, there is no row to lock.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('feed of ' || :merchant, 0))")


async def find_feed(session: AsyncSession) -> ProductFeed:
    """The merchant's. Raises NotFound."""
    feed = await session.get(ProductFeed, merchant_of(session))
    if feed is None:
        raise NotFound(_NONE_YET)
    return feed


async def open_feed(session: AsyncSession, *, at: datetime) -> ProductFeed:
    """The merchant's, created if there is none."""
    return await _lock_feed(session) or await _create_feed(session, at=at)


async def renew_feed(session: AsyncSession, *, at: datetime) -> ProductFeed:
    """Replace the token: the old URL stops working. Raises NotFound."""
    feed = await _lock_feed(session)
    if feed is None:
        raise NotFound(_NONE_YET)
    await leave(session, Lookup.FEED, feed.token)
    feed.renew(token(TOKEN_BYTES), at=at)
    await enter(session, Lookup.FEED, feed.token)
    return feed


async def close_feed(session: AsyncSession) -> None:
    """Delete the token: its URL stops working."""
    feed = await _lock_feed(session)
    if feed is not None:
        await leave(session, Lookup.FEED, feed.token)
        await session.delete(feed)
        await session.flush()


async def _lock_feed(session: AsyncSession) -> ProductFeed | None:
    """The merchant's, as it is now. Whoever else opens, renews or closes it waits for the end of the transaction."""
    merchant_id = merchant_of(session)
    await execute_core(session, _LOCK, {"merchant": str(merchant_id)})
    return await session.get(ProductFeed, merchant_id, populate_existing=True)


async def _create_feed(session: AsyncSession, *, at: datetime) -> ProductFeed:
    made = ProductFeed(merchant_id=merchant_of(session), token=token(TOKEN_BYTES), created_at=at)
    session.add(made)
    await session.flush()
    await enter(session, Lookup.FEED, made.token)
    return made
