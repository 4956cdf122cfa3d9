"""Giving a whole payment back: decided in the transaction that finds out, asked of Stripe by a job, once."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import STRIPE, Actor, ActorKind
from shop.events.recording import record
from shop.inbox.handover import hand_over
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import Errand, enqueue, errand
from shop.kit.log import logger
from shop.merchants.accounts import stripe_account
from shop.orders.attention import ask_attention
from shop.orders.reading import lock_with_conversation
from shop.payments.gateway import Gateway, PaymentRefused
from shop.payments.models import Payment
from shop.payments.refunds.following import follow_answer, lock_refund, note_failure, refund_subject
from shop.payments.refunds.models import ALREADY_REFUNDED, Refund, RefundReason, RefundState

log = logger()

ATTEMPTS = 100  # about eight hours of an outage
SENDING = Actor(ActorKind.RULE, "payments.send_refund")
_STRIPES_REASONS = {RefundReason.DUPLICATE: "duplicate"}


class _Wish(msgspec.Struct, frozen=True):
    """What Stripe is asked for."""

    secret_key: str
    payment_intent: str
    reason: str
    metadata: dict[str, str]


async def refund_payment(
    session: AsyncSession, payment: Payment, reason: RefundReason, *, actor: Actor, at: datetime
) -> Refund:
    """Decide that the whole payment goes back; asked again, it is the same refund. Its order must be locked."""
    known = await _refund_of(session, payment)
    if known is not None:
        return known
    refund = _whole_refund(payment, reason, actor=actor, at=at)
    session.add(refund)
    await session.flush()
    await record(
        session,
        "refund.requested",
        refund_subject(refund),
        actor=actor,
        at=at,
        reason=reason,
        order_id=payment.order_id,
        payment_id=payment.id,
        amount_minor=payment.amount_minor,
    )
    await enqueue(session, "payments.send_refund", refund_id=refund.id)
    return refund


async def _refund_of(session: AsyncSession, payment: Payment) -> Refund | None:
    """What we decided before; a refund made at Stripe is none of ours."""
    ours = select(Refund).where(
        Refund.merchant_id == payment.merchant_id,
        Refund.payment_id == payment.id,
        Refund.reason != RefundReason.AT_STRIPE,
    )
    return (await session.exec(ours)).first()


def _whole_refund(payment: Payment, reason: RefundReason, *, actor: Actor, at: datetime) -> Refund:
    return Refund(
        merchant_id=payment.merchant_id,
        order_id=payment.order_id,
        payment_id=payment.id,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        reason=reason,
        actor=str(actor),
        requested_at=at,
    )


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
        wish = await _what_to_send(session, refund_id)
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


async def _what_to_send(session: AsyncSession, refund_id: UUID) -> _Wish | None:
    """None where nothing is to be asked. Raises PaymentRefused for a payment that cannot be given back."""
    refund = await session.get_one(Refund, (merchant_of(session), refund_id))
    if refund.state is not RefundState.REQUESTED:
        return None
    payment = await session.get_one(Payment, (refund.merchant_id, refund.payment_id))
    return _Wish(
        (await stripe_account(session)).secret_key,
        payment.payment_intent or "",
        _STRIPES_REASONS.get(refund.reason, "requested_by_customer"),
        {
            "refund_id": str(refund.id),
            "order_id": str(refund.order_id),
            "merchant_id": str(refund.merchant_id),
        },
    )


async def _made(gateway: Gateway, wish: _Wish) -> dict[str, Any]:
    """Stripe's refund. A key that Stripe has forgotten (after a day) is found again among the payment's refunds."""
    if not wish.payment_intent:
        raise PaymentRefused("The payment names no payment intent.")
    try:
        return await gateway.make_refund(
            wish.secret_key, wish.payment_intent, reason=wish.reason, metadata=wish.metadata
        )
    except PaymentRefused as refused:
        if refused.code != ALREADY_REFUNDED:
            raise
        for made in await gateway.refunds_of(wish.secret_key, wish.payment_intent):
            if (made.get("metadata") or {}).get("refund_id") == wish.metadata["refund_id"]:
                return made
        raise


async def _note_refused(session: AsyncSession, refund_id: UUID, refused: PaymentRefused) -> None:
    """Somebody gave it back before us: nothing is left to do. Anything else is a failure."""
    known = await session.get_one(Refund, (merchant_of(session), refund_id))
    order, conversation = await lock_with_conversation(session, known.order_id)
    refund, at = await lock_refund(session, refund_id), now()
    if refused.code == ALREADY_REFUNDED:
        if refund.cancel(ALREADY_REFUNDED, at=at):
            await record(session, "refund.cancelled", refund_subject(refund), actor=STRIPE, at=at)
    elif refund.fail(refused.code or str(refused), at=at):
        await note_failure(session, order, conversation, refund, at=at)
