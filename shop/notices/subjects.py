"""Which order a notice is about, what kind of notice it is, and whether it still holds."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.models import Message
from shop.invoices.models import CreditNote, Invoice
from shop.kit.db.session import merchant_of
from shop.orders.fulfilments.reading import find_fulfilment
from shop.orders.models import Order, OrderStatus
from shop.orders.returns.reading import find_return
from shop.payments.financial_status.loading import financial_status_by_id
from shop.payments.financial_status.status import FinancialStatus

WHAT = {
    "order": "The payment link",
    "choice": "The question how it shall be delivered",
    "paid": "The confirmation",
    "cancelled": "The word that it is cancelled",
    "invoice": "The invoice",
    "credit_note": "The credit note",
    "money": "The word about their money",
    "returned": "The word that their payment goes back",
    "refund": "The word that money goes back",
    "bank": "The word that their bank takes its time",
    "attempt": "The word that their payment failed",
    "shipped": "The word that a parcel was sent",
    "delivered": "The word that a parcel arrived",
    "ready": "The word that it can be collected",
    "collected": "The word that it was collected",
    "lost": "The word that a parcel does not come",
    "return": "The word about their return",
}
_DOCUMENTS: dict[str, type[Invoice | CreditNote]] = {"invoice": Invoice, "credit_note": CreditNote}
ASKS_TO_PAY = frozenset({"order", "attempt"})


async def still_holds(session: AsyncSession, message: Message, order: Order) -> bool:
    """What asks to pay only while no money has come, that a bank takes its time while it does; where a parcel is, or how a
    return stands, while that is so; all else for ever."""
    if (state := await _state_told(session, message, order)) is not None:
        return state
    if kind_of(message) == "choice":
        return order.waits_for_delivery
    if kind_of(message) == "bank":
        return await financial_status_by_id(session, order.id) is FinancialStatus.UNDER_WAY
    if kind_of(message) not in ASKS_TO_PAY:
        return True
    if order.status is not OrderStatus.PENDING:
        return False
    return await financial_status_by_id(session, order.id) is FinancialStatus.NOTHING


async def _state_told(session: AsyncSession, message: Message, order: Order) -> bool | None:
    """Is the parcel or the return still in the state that the message tells of? None where it tells of none."""
    match (message.about or "").split(":"):
        case ("shipped" | "delivered" | "ready" | "collected" as state, _, fulfilment_id):
            return (await find_fulfilment(session, order.id, UUID(fulfilment_id))).state == state
        case ("return", _, return_id, state):
            return (await find_return(session, order.id, UUID(return_id))).state == state
        case _:
            return None


def kind_of(message: Message) -> str:
    return (message.about or "").partition(":")[0]


async def order_id_of(session: AsyncSession, message: Message) -> UUID:
    kind, named, *_ = (message.about or "").split(":")
    if kind not in _DOCUMENTS:
        return UUID(named)
    document = await session.get_one(_DOCUMENTS[kind], (merchant_of(session), UUID(named)))
    return document.order_id
