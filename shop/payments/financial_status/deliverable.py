"""Goods leave only for money that stays: asked before a parcel is packed, sent or laid ready."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.errors import Conflict
from shop.orders.reading import lock_with_conversation
from shop.payments.financial_status.loading import load_money


class MoneyReturned(Conflict):
    """What was paid for the order is back with the shopper, or on its way."""


async def check_money_stays(session: AsyncSession, order_id: UUID) -> None:
    """The order is locked from here on. Raises NotFound, MoneyReturned."""
    order, _ = await lock_with_conversation(session, order_id)
    if order.is_paid and (await load_money(session, order)).is_all_returned:
        raise MoneyReturned(
            f"The payment of order {order.number} was given back: nothing of it is to be sent."
        )
