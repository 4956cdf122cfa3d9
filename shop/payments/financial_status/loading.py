"""Finding what is known of an order's money."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import open_attention_of
from shop.events.models import SubjectKind
from shop.kit.db.session import merchant_of
from shop.kit.vendors.webhook_events import WebhookState
from shop.orders.models import Order
from shop.payments.disputes.models import Dispute
from shop.payments.financial_status.status import FinancialStatus, OrderMoney, financial_status_of
from shop.payments.models import Payment, StripeEvent
from shop.payments.receipts import SETTLING
from shop.payments.refunds.models import Refund

R = TypeVar("R", Payment, Refund, Dispute)


async def financial_status_by_id(session: AsyncSession, order_id: UUID) -> FinancialStatus:
    """The truth about the money of one of our orders."""
    return (await financial_statuses(session, [order_id]))[order_id]


async def financial_statuses(session: AsyncSession, order_ids: Sequence[UUID]) -> dict[UUID, FinancialStatus]:
    """The truth about the money of several orders of ours."""
    wanted = select(Order).where(Order.merchant_id == merchant_of(session), col(Order.id).in_(order_ids))
    orders = (await session.exec(wanted)).all()
    money = await _money_of(session, order_ids)
    return {order.id: financial_status_of(order, money[order.id]) for order in orders}


async def load_money(session: AsyncSession, order: Order) -> OrderMoney:
    """Everything there is to know of an order's money."""
    return (await _money_of(session, [order.id]))[order.id]


async def _money_of(session: AsyncSession, order_ids: Sequence[UUID]) -> dict[UUID, OrderMoney]:
    calls = await open_attention_of(session, SubjectKind.ORDER, order_ids)
    told = select(StripeEvent.order_id, StripeEvent.state).where(
        StripeEvent.merchant_id == merchant_of(session),
        col(StripeEvent.order_id).in_(order_ids),
        col(StripeEvent.state).in_([WebhookState.WAITING, WebhookState.SET_ASIDE]),
        col(StripeEvent.type).in_(SETTLING),
    )
    events = set((await session.exec(told)).all())
    payments = await _by_order(session, Payment, order_ids)
    paid = [order_id for order_id in order_ids if payments[order_id]]
    refunds = await _by_order(session, Refund, paid)
    disputes = await _by_order(session, Dispute, paid)
    return {
        order_id: OrderMoney(
            payments=payments[order_id],
            refunds=refunds.get(order_id, []),
            disputes=disputes.get(order_id, []),
            calls=frozenset(call.kind for call in calls.get(order_id, [])),
            is_told=(order_id, WebhookState.WAITING) in events,
            is_set_aside=(order_id, WebhookState.SET_ASIDE) in events,
        )
        for order_id in order_ids
    }


async def payments_of(session: AsyncSession, order: Order) -> Sequence[Payment]:
    """An order's payments, the oldest first."""
    return (await _by_order(session, Payment, [order.id]))[order.id]


async def refunds_for(session: AsyncSession, order: Order) -> Sequence[Refund]:
    """What went or goes back of an order's payments, the oldest first."""
    return (await _by_order(session, Refund, [order.id]))[order.id]


async def _by_order(session: AsyncSession, kind: type[R], order_ids: Sequence[UUID]) -> dict[UUID, list[R]]:
    """Payments, refunds or disputes of each order, the oldest first."""
    if not order_ids:
        return {}
    wanted = select(kind).where(
        col(kind.merchant_id) == merchant_of(session), col(kind.order_id).in_(order_ids)
    )
    found: dict[UUID, list[R]] = {order_id: [] for order_id in order_ids}
    for row in (await session.exec(wanted.order_by(col(kind.id)))).all():
        found[row.order_id].append(row)
    return found
