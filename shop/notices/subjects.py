"""Which order a notice is about, what kind of notice it is, and whether it still holds."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.models import Message
from shop.invoices.models import Invoice
from shop.kit.db.session import merchant_of
from shop.orders.models import Order, OrderStatus
from shop.payments.financial_status.loading import financial_status_by_id
from shop.payments.financial_status.status import FinancialStatus

WHAT = {
    "order": "The payment link",
    "paid": "The confirmation",
    "cancelled": "The word that it is cancelled",
    "invoice": "The invoice",
    "money": "The word about their money",
    "returned": "The word that their payment goes back",
    "bank": "The word that their bank takes its time",
    "attempt": "The word that their payment failed",
}
ASKS_TO_PAY = frozenset({"order", "attempt"})


async def still_holds(session: AsyncSession, message: Message, order: Order) -> bool:
    """What asks to pay only while no money has come, that a bank takes its time while it does; all else for ever."""
    if kind_of(message) == "bank":
        return await financial_status_by_id(session, order.id) is FinancialStatus.UNDER_WAY
    if kind_of(message) not in ASKS_TO_PAY:
        return True
    if order.status is not OrderStatus.PENDING:
        return False
    return await financial_status_by_id(session, order.id) is FinancialStatus.NOTHING


def kind_of(message: Message) -> str:
    return (message.about or "").partition(":")[0]


async def order_id_of(session: AsyncSession, message: Message) -> UUID:
    kind, named, *_ = (message.about or "").split(":")
    if kind != "invoice":
        return UUID(named)
    invoice = await session.get_one(Invoice, (merchant_of(session), UUID(named)))
    return invoice.order_id
