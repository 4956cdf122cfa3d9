"""Meta's verdict on our goods, as the chat must respect it: what is not approved for WhatsApp may not be sent."""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import MetaState, Variant
from shop.kit.db import merchant_of


async def anything_approved(session: AsyncSession) -> bool:
    """May the catalog be shown at all? Meta answers 131009 for an empty one."""
    statement = select(Variant.id).where(
        Variant.merchant_id == merchant_of(session), Variant.meta_state == MetaState.APPROVED
    )
    return (await session.exec(statement.limit(1))).first() is not None
