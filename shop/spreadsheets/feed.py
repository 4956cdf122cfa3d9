"""The secret token in the URL of a merchant's products feed; the directory finds the merchant by it."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.errors import NotFound
from shop.kit.secrets import token
from shop.merchants.directory import enter, leave
from shop.merchants.models import Lookup
from shop.spreadsheets.models import ProductFeed

TOKEN_BYTES = 24


async def find_feed(session: AsyncSession) -> ProductFeed:
    """The merchant's. Raises NotFound."""
    feed = await session.get(ProductFeed, merchant_of(session))
    if feed is None:
        raise NotFound("There is no feed yet: open it with PUT.")
    return feed


async def open_feed(session: AsyncSession, *, at: datetime) -> ProductFeed:
    """The merchant's, created if there is none."""
    known = await session.get(ProductFeed, merchant_of(session))
    return known if known is not None else await _create_feed(session, at=at)


async def renew_feed(session: AsyncSession, *, at: datetime) -> ProductFeed:
    """Replace the token: the old URL stops working. Raises NotFound."""
    old = await find_feed(session)
    await leave(session, Lookup.FEED, old.token)
    old.renew(token(TOKEN_BYTES), at=at)
    await enter(session, Lookup.FEED, old.token)
    return old


async def close_feed(session: AsyncSession) -> None:
    """Delete the token: its URL stops working."""
    known = await session.get(ProductFeed, merchant_of(session))
    if known is not None:
        await leave(session, Lookup.FEED, known.token)
        await session.delete(known)
        await session.flush()


async def _create_feed(session: AsyncSession, *, at: datetime) -> ProductFeed:
    made = ProductFeed(merchant_id=merchant_of(session), token=token(TOKEN_BYTES), created_at=at)
    session.add(made)
    await session.flush()
    await enter(session, Lookup.FEED, made.token)
    return made
