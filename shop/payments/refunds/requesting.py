"""A refund that a person of the shop wants: whole, by line or by amount. Decided under the order's lock, sent by a job."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Actor
from shop.events.recording import record
from shop.kit.jobs import enqueue
from shop.kit.money import stripe_amount
from shop.orders.models import Order
from shop.orders.reading import lines_of, lock_with_conversation
from shop.orders.returns.restocking import restock
from shop.payments.financial_status.loading import load_money
from shop.payments.financial_status.status import OrderMoney
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.refunds.allowance import NothingToRefund, check_left, payment_to_refund
from shop.payments.refunds.models import Refund, RefundedLine, RefundReason, new_refund, refund_subject
from shop.payments.refunds.shares import LineRequest, price_requests


class RefundRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted: `lines`, or `amount_minor`, or else all that is left of the payment.

    `restock`: where all is refunded, all goods go back into the stock. `payment_id` names a payment, where not the one
    that settled the order is meant. `note` is for staff.
    """

    reason: RefundReason
    note: str = ""
    lines: Sequence[LineRequest] = ()
    amount_minor: int | None = None
    restock: bool = False
    payment_id: UUID | None = None


async def request_refund(
    session: AsyncSession, order_id: UUID, wanted: RefundRequest, *, actor: Actor, at: datetime
) -> Refund:
    """Take the amount of what is left of the payment, and leave the job that asks Stripe for it.

    Goods come back at once, whatever becomes of the money. Raises NotFound, UnknownLine, InvalidAmount, or a Conflict
    that says how much is left.
    """
    order, _ = await lock_with_conversation(session, order_id)
    money = await load_money(session, order)
    payment = payment_to_refund(order, money, wanted.payment_id)
    lines = await _lines_meant(session, order, money, payment, wanted.lines)
    amount = _amount(money, payment, wanted, lines)
    check_left(money, payment, amount)
    stripe_amount(amount, payment.currency)  # raises where Stripe takes no such amount
    refund = new_refund(payment, amount, wanted.reason, actor=actor, at=at)
    refund.note = wanted.note
    refund.lines = await _restocked(session, order, wanted, lines, actor=actor, at=at)
    session.add(refund)
    await session.flush()
    await leave_to_send(session, refund, actor=actor, at=at)
    return refund


async def leave_to_send(session: AsyncSession, refund: Refund, *, actor: Actor, at: datetime) -> None:
    """It is decided: written into the log of events, and a job asks Stripe."""
    await record(
        session,
        "refund.requested",
        refund_subject(refund),
        actor=actor,
        at=at,
        reason=refund.reason,
        amount_minor=refund.amount_minor,
        order_id=refund.order_id,
        payment_id=refund.payment_id,
    )
    await enqueue(session, "payments.send_refund", refund_id=refund.id)


async def _lines_meant(
    session: AsyncSession,
    order: Order,
    money: OrderMoney,
    payment: Payment,
    requests: Sequence[LineRequest],
) -> list[RefundedLine]:
    if not requests:
        return []
    if payment.verdict is not PaymentVerdict.SETTLED:
        raise NothingToRefund("This payment did not settle the order: none of its lines was paid by it.")
    return price_requests(await lines_of(session, order), money.refunds_of(payment), requests)


async def _restocked(
    session: AsyncSession,
    order: Order,
    wanted: RefundRequest,
    lines: list[RefundedLine],
    *,
    actor: Actor,
    at: datetime,
) -> list[RefundedLine]:
    """The refund's lines with the goods that came back; of a whole one those of which some did."""
    pieces = {each.position: each.quantity for each in wanted.lines if each.restock}
    if wanted.restock:
        pieces = {line.position: line.quantity for line in await lines_of(session, order)}
    if not pieces:
        return lines
    back = await restock(session, order, pieces, actor=actor, at=at)
    known = lines or [RefundedLine(position=each, quantity=count) for each, count in back.items() if count]
    return [msgspec.structs.replace(line, restocked=back.get(line.position, 0)) for line in known]


def _amount(money: OrderMoney, payment: Payment, wanted: RefundRequest, lines: list[RefundedLine]) -> int:
    if not lines:
        return money.left_minor(payment) if wanted.amount_minor is None else wanted.amount_minor
    if (amount := sum(line.amount_minor or 0 for line in lines)) == 0:
        raise NothingToRefund("These lines cost nothing: there is nothing to refund.")
    return amount
