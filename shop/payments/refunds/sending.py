"""Asking Stripe for a refund, once: a job sends what was decided, and finds again what was made and never heard of.

A whole payment that goes back by a rule is decided here, too, in the transaction that finds out.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import STRIPE, Actor, ActorKind
from shop.events.recording import record
from shop.inbox.handover import hand_over
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.jobs import Errand, errand
from shop.kit.log import logger
from shop.kit.money import stripe_amount
from shop.merchants.accounts import stripe_account
from shop.orders.attention import ask_attention
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation
from shop.payments.gateway import Gateway, PaymentRefused
from shop.payments.models import Payment
from shop.payments.receipts import any_money
from shop.payments.refunds.following import follow_answer, lock_refund, note_failure, refunds_of
from shop.payments.refunds.models import (
    ABOVE_WHAT_IS_LEFT,
    ALREADY_REFUNDED,
    NEEDLESS,
    WHOLE_PAYMENT,
    Refund,
    RefundReason,
    RefundState,
    new_refund,
    refund_subject,
)
from shop.payments.refunds.requesting import leave_to_send

log = logger()

ATTEMPTS = 100  # about eight hours of an outage
SENDING = Actor(ActorKind.RULE, "payments.send_refund")
_STRIPES_REASONS = {RefundReason.DUPLICATE: "duplicate"}


class _Wish(msgspec.Struct, frozen=True):
    """What Stripe is asked for. `amount` is in Stripe's units, None for a whole payment; `was_asked`: it may be made."""

    secret_key: str
    payment_intent: str
    amount: int | None
    reason: str
    metadata: dict[str, str]
    was_asked: bool


async def refund_payment(
    session: AsyncSession, payment: Payment, reason: RefundReason, *, actor: Actor, at: datetime
) -> Refund | None:
    """Decide that what is left of the payment goes back; asked again, it is the same refund. Its order must be locked.

    None where nothing is left.
    """
    known = await refunds_of(session, payment)
    decided = next((each for each in known if each.decided_for == WHOLE_PAYMENT), None)
    left = payment.amount_minor - sum(each.amount_minor for each in known if each.counts)
    if decided is not None or left <= 0:
        return decided
    refund = new_refund(payment, left, reason, actor=actor, at=at)
    refund.decided_for = WHOLE_PAYMENT
    session.add(refund)
    await session.flush()
    await leave_to_send(session, refund, actor=actor, at=at)
    return refund


async def leave_unsent(session: AsyncSession, *, refund_id: UUID, reason: str) -> None:
    """Stripe cannot be asked: a person must see to it. What was asked may still be answered by an event."""
    known = await session.get_one(Refund, (merchant_of(session), refund_id))
    order, conversation = await lock_with_conversation(session, known.order_id)
    refund = await lock_refund(session, refund_id)
    if refund.state is not RefundState.REQUESTED:
        return
    sentence, at = f"Order {order.number}: Stripe could not be asked for the refund: {reason}", now()
    await ask_attention(session, order, AttentionKind.REFUND_FAILED, sentence, actor=SENDING, at=at)
    await hand_over(session, conversation, sentence, at=at, actor=SENDING)
    log.error("refund.not_sent", refund_id=str(refund_id))


@errand("payments.send_refund", attempts=ATTEMPTS, give_up=leave_unsent)
async def send_refund(errand: Errand, *, refund_id: UUID) -> None:
    """Ask Stripe, unless it has answered. The refund's id is the key of the call: it is made once."""
    async with errand.transaction() as session:
        wish = await _what_to_send(session, refund_id, at=now())
    if wish is None:
        return
    gateway = errand.vendor(Gateway)
    try:
        made = await _made(gateway, wish)
    except PaymentRefused as refused:
        async with errand.transaction() as session:
            await _note_refused(session, refund_id, refused)
        return
    async with errand.transaction() as session:
        await follow_answer(session, refund_id, made, at=now())


async def _what_to_send(session: AsyncSession, refund_id: UUID, *, at: datetime) -> _Wish | None:
    """None where nothing is to be asked. That it is asked is written down before."""
    refund = await lock_row(session, Refund, refund_id)
    if refund.state is not RefundState.REQUESTED:
        return None
    payment = await session.get_one(Payment, (refund.merchant_id, refund.payment_id))
    is_whole = refund.amount_minor == payment.amount_minor
    return _Wish(
        secret_key=(await stripe_account(session)).secret_key,
        payment_intent=payment.payment_intent or "",
        amount=None if is_whole else stripe_amount(refund.amount_minor, refund.currency),
        reason=_STRIPES_REASONS.get(refund.reason, "requested_by_customer"),
        metadata={
            "refund_id": str(refund.id),
            "order_id": str(refund.order_id),
            "merchant_id": str(refund.merchant_id),
        },
        was_asked=refund.note_asked(at=at),
    )


async def _made(gateway: Gateway, wish: _Wish) -> dict[str, Any]:
    """Stripe's refund. Stripe forgets keys after a day: what may be made is looked for among the payment's refunds."""
    if not wish.payment_intent:
        raise PaymentRefused("The payment names no payment intent.")
    if wish.was_asked and (made := await _found(gateway, wish)) is not None:
        return made
    try:
        return await gateway.make_refund(
            wish.secret_key,
            wish.payment_intent,
            reason=wish.reason,
            metadata=wish.metadata,
            amount=wish.amount,
        )
    except PaymentRefused as refused:
        if _why(refused) in NEEDLESS and (made := await _found(gateway, wish)) is not None:
            return made
        raise


async def _found(gateway: Gateway, wish: _Wish) -> dict[str, Any] | None:
    """The refund of ours, where Stripe has it."""
    for made in await gateway.refunds_of(wish.secret_key, wish.payment_intent):
        if (made.get("metadata") or {}).get("refund_id") == wish.metadata["refund_id"]:
            return made
    return None


def _why(refused: PaymentRefused) -> str:
    """Stripe's code, else its sentence; ours where more was asked for than it has left, which has no code."""
    if refused.code is None and refused.parameter == "amount":
        return ABOVE_WHAT_IS_LEFT
    return refused.code or str(refused)


async def _note_refused(session: AsyncSession, refund_id: UUID, refused: PaymentRefused) -> None:
    """Money went back before us, at Stripe: this refund is not made, and staff hear of theirs. Else it failed."""
    known = await session.get_one(Refund, (merchant_of(session), refund_id))
    order, conversation = await lock_with_conversation(session, known.order_id)
    refund, at, why = await lock_refund(session, refund_id), now(), _why(refused)
    if why not in NEEDLESS:
        if refund.fail(why, at=at):
            await note_failure(session, order, conversation, refund, at=at)
        return
    if not refund.cancel(why, at=at):
        return
    await record(
        session, "refund.cancelled", refund_subject(refund), actor=STRIPE, at=at, order_id=refund.order_id
    )
    if refund.decided_for is None or why != ALREADY_REFUNDED:
        await _tell_staff(session, order, refund, refused, at=at)


async def _tell_staff(
    session: AsyncSession, order: Order, refund: Refund, refused: PaymentRefused, *, at: datetime
) -> None:
    amount = any_money(refund.amount_minor, refund.currency, "en")
    sentence = (
        f"Order {order.number}: the refund of {amount} was not made, for money went back before: {refused}"
    )
    await ask_attention(session, order, AttentionKind.REFUND_NOT_MADE, sentence, actor=STRIPE, at=at)
    log.warning("refund.not_made", refund_id=str(refund.id))
