"""What a feed of a merchant's products holds: the items that are pushed, page by page, and a mark of their state."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.items.mapping import MerchantInfo, MetaItem, SourceItem, item_for
from catalog_sync.source import read_source_items, source_items
from shop.catalog.models import Variant
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.pages import pages_of_ids

PAGE = 200  # items of one transaction
# Every edit of a variant, its product or its category raises a version, and so does selling out: the push relies on
# that too.
_STATE = sa.select(
    sa.func.count().label("variants"),
    sa.cast(sa.func.coalesce(sa.func.sum(col(Variant.version)), 0), sa.Text).label("versions"),
)


async def state_of_feed(session: AsyncSession) -> dict[str, object]:
    """What changes whenever an item of the transaction's merchant does."""
    mine = _STATE.where(col(Variant.merchant_id) == merchant_of(session))
    return dict((await execute_core(session, mine)).mappings().one())


async def feed_pages(
    open_transaction: Callable[[], AbstractAsyncContextManager[AsyncSession]], merchant: MerchantInfo
) -> AsyncIterator[list[MetaItem]]:
    """The items on sale, in the order of variants' ids, a transaction a page."""
    async for ids in pages_of_ids(open_transaction, _ids, size=PAGE):
        some = sa.cast(list(ids), sa.ARRAY(sa.Uuid()))
        async with open_transaction() as session:
            mine = col(Variant.merchant_id) == merchant_of(session)
            wanted = source_items().where(mine, col(Variant.id) == sa.any_(some)).order_by(col(Variant.id))
            rows = await read_source_items(session, wanted)
        items = [item_for(SourceItem(**row), merchant) for row in rows]
        yield [item for item in items if item is not None]


async def _ids(session: AsyncSession, after: UUID, limit: int) -> Sequence[UUID]:
    statement = select(Variant.id).where(
        Variant.merchant_id == merchant_of(session), col(Variant.id) > after, ~col(Variant.archived)
    )
    return (await session.exec(statement.order_by(col(Variant.id)).limit(limit))).all()
