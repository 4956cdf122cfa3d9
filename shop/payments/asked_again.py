"""A payment link that staff asks for again: made where it was given up, and said once more."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.lookup import PRESSED_AGAIN, record_once
from shop.events.models import Actor, ActorKind
from shop.kit.jobs import enqueue
from shop.orders.attention import order_subject
from shop.orders.delivering.asking import ask_for_delivery
from shop.orders.models import Order, OrderStateConflict, OrderStatus
from shop.orders.reading import lock_with_conversation
from shop.payments.financial_status.loading import financial_status_by_id
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.links import active_link, say_link

ASKED = Actor(ActorKind.RULE, "payments.ask_for_link")


async def ask_for_link(session: AsyncSession, order_id: UUID, *, at: datetime) -> Order:
    """Asked for again by staff: made if there is none, and said once more, however often it is pressed.

    Raises NotFound, OrderStateConflict.
    """
    order, conversation = await lock_with_conversation(session, order_id)
    money = await financial_status_by_id(session, order_id)
    if (
        order.closed_as(at=at) or order.status
    ) is not OrderStatus.PENDING or money is not FinancialStatus.NOTHING:
        raise OrderStateConflict(
            f"Order {order.number} waits for no payment: {_why_not(order, money, at=at)}."
        )
    if not await record_once(
        session, "link.asked_again", order_subject(order), actor=ASKED, at=at, within=PRESSED_AGAIN
    ):
        return order
    if order.waits_for_delivery:  # its link follows from that
        await ask_for_delivery(session, order, conversation, at=at)
    elif await active_link(session, order) is None:
        await enqueue(session, "payments.create_link", order_id=order.id)
    else:
        await say_link(session, order, conversation)
    return order


def _why_not(order: Order, money: FinancialStatus, *, at: datetime) -> str:
    closed = order.closed_as(at=at)
    return f"it is {closed.value}" if closed is not None else f"of its money it is known: {money.value}"
