"""The order of a conversation that waits for its payment."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.orders.reading import UnpaidOrder, unpaid_orders
from shop.payments.financial_status.loading import financial_statuses
from shop.payments.financial_status.status import FinancialStatus


async def waiting_order(
    session: AsyncSession, conversation_id: UUID
) -> tuple[UnpaidOrder, FinancialStatus] | None:
    """The newest for which no money came, with NOTHING; else the newest of all, with the truth about its money."""
    orders = await unpaid_orders(session, conversation_id)
    if not orders:
        return None
    money = await financial_statuses(session, [order.id for order in orders])
    plain = (order for order in orders if money[order.id] is FinancialStatus.NOTHING)
    order = next(plain, orders[0])
    return order, money[order.id]
