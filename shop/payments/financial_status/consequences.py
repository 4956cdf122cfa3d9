"""What follows for an order from all that is known of its money: calls that are seen to, words, goods and links."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import STRIPE
from shop.kit.clock import now
from shop.kit.jobs import enqueue
from shop.orders.attention import order_subject
from shop.orders.life.progress import note_refunded
from shop.orders.links import replace_link
from shop.orders.models import Order, OrderStatus
from shop.payments.financial_status.loading import load_money
from shop.payments.financial_status.status import FinancialStatus, OrderMoney, financial_status_of
from shop.payments.models import LinkState, Payment, PaymentLink, PaymentVerdict
from shop.payments.refunds.models import Refund

_KEPT = (PaymentVerdict.SETTLED, PaymentVerdict.MISMATCH)  # of others it was said at once that they go back


async def follow_up(session: AsyncSession, order: Order) -> None:
    """After news of a payment, a refund or a dispute. The order must be locked."""
    await session.flush()
    money, at = await load_money(session, order), now()
    await note_whether_refunded(session, order, money, at=at)
    await _resolve_calls(session, order, money, at=at)
    for payment in money.arrived:
        if payment.verdict in _KEPT:
            await _leave_to_tell(session, payment, money.refunds_of(payment))
    if order.status is OrderStatus.PENDING and not money.is_under_way:
        order.wait_no_longer(at=at)
        await renew_spent_link(session, order, at=at)


async def note_whether_refunded(
    session: AsyncSession, order: Order, money: OrderMoney | None = None, *, at: datetime
) -> None:
    """Whether goods may still leave for it: an order of which all went back waits for nobody who packs it."""
    if order.is_paid:
        await session.flush()
        money = money or await load_money(session, order)
        await note_refunded(session, order, is_refunded=money.is_all_returned, actor=STRIPE, at=at)


async def _leave_to_tell(session: AsyncSession, payment: Payment, refunds: Sequence[Refund]) -> None:
    """What Stripe took on and the shopper was not told: that their payment goes back, or each part of it."""
    untold = [each for each in refunds if each.is_at_stripe and each.told_at is None]
    if any(each.amount_minor >= payment.amount_minor for each in untold):
        await enqueue(session, "payments.tell_returned", payment_id=payment.id)
        return
    for refund in untold:
        await enqueue(session, "payments.tell_refund", refund_id=refund.id)


async def _resolve_calls(session: AsyncSession, order: Order, money: OrderMoney, *, at: datetime) -> None:
    """Money that did not fit, and refunds that failed: nobody has to look once all of it is back, or on its way."""
    kinds = []
    others = [each for each in money.arrived if each.verdict is not PaymentVerdict.SETTLED]
    if all(map(money.goes_back, others)):
        kinds.append(AttentionKind.PAYMENT_UNCLEAR)
    if order.is_paid and money.is_all_returned:
        kinds.append(AttentionKind.ORDER_UNFULFILLED)
    if not any(map(money.is_owed, money.arrived)):
        kinds.append(AttentionKind.REFUND_FAILED)
    await resolve_attention(session, kinds, order_subject(order), actor=STRIPE, at=at)


async def renew_spent_link(session: AsyncSession, order: Order, *, at: datetime) -> None:
    """A link through which somebody went takes no other payment: an order that can be paid again gets another one.

    The order must be locked. Asked again, nothing more is done until the other link is spent as well.
    """
    money = await load_money(session, order)  # with the calls that were resolved a moment ago
    if financial_status_of(order, money) is not FinancialStatus.NOTHING or order.closed_as(at=at) is not None:
        return
    present = select(PaymentLink).where(
        PaymentLink.merchant_id == order.merchant_id,
        PaymentLink.order_id == order.id,
        PaymentLink.revision == order.revision,
        PaymentLink.state == LinkState.SUPERSEDED,
    )
    if (await session.exec(present)).first() is not None:
        await replace_link(session, order)
