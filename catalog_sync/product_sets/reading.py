"""What Meta's catalogs have of the merchant's collections."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.models import MetaSet
from shop.kit.db.session import merchant_of


async def sets_of(session: AsyncSession, collection_ids: Collection[UUID]) -> Mapping[UUID, list[MetaSet]]:
    """Each collection's sets, in the order of their catalogs; a collection that Meta never had is missing."""
    found = await session.exec(
        select(MetaSet)
        .where(MetaSet.merchant_id == merchant_of(session), col(MetaSet.collection_id).in_(collection_ids))
        .order_by(col(MetaSet.catalog_id))
        .execution_options(populate_existing=True)
    )
    sets: dict[UUID, list[MetaSet]] = defaultdict(list)
    for each in found.all():
        sets[each.collection_id].append(each)
    return sets
