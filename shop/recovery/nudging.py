"""Reminding: what is due is read again under lock, judged by the gates, and said by the approved template, or not."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.check import CartCheck, check_variants
from shop.customers.models import Customer
from shop.gates.decisions import sent_lately, store_judgement
from shop.gates.judging import GateFacts, judge
from shop.inbox.conversations.models import Conversation, Holder
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_conversation
from shop.inbox.outbox import queue_message
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import enqueue_many, job, sweep
from shop.kit.log import logger
from shop.merchants.accounts import number_by_id, this_merchant
from shop.merchants.models import Merchant
from shop.merchants.opening_hours import OpeningHours
from shop.recovery.models import Recovery, RecoveryState
from shop.recovery.subjects import RecoverySubject, load_subject
from shop.recovery.watching import threshold_of
from shop.templates.names import REMINDER, template_language
from shop.templates.review import find_template

log = logger()

CAP = 2  # promotions to one person in seven days, unless the merchant says otherwise
AT_ONCE = 500


@sweep("recovery.find_due")
async def find_due(session: AsyncSession) -> None:
    """Every merchant's recoveries that are due, by the index of waiting ones."""
    async with sweeping(session):
        found = await session.exec(
            select(Recovery.merchant_id, Recovery.id)
            .where(Recovery.state == RecoveryState.WAITING, Recovery.due_at <= now())
            .order_by(col(Recovery.due_at))
            .limit(AT_ONCE)
        )
        due = found.all()
    await enqueue_many(
        session, [("recovery.nudge", merchant, {"recovery_id": recovery}) for merchant, recovery in due]
    )


async def give_up(session: AsyncSession, *, recovery_id: UUID, reason: str) -> None:
    """It keeps failing: end it with the reason, else every sweep would try it again."""
    recovery = await lock_row(session, Recovery, recovery_id)
    if recovery.state is RecoveryState.WAITING:
        recovery.end(f"It could not be judged: {reason}", at=now())
        log.error("recovery.gave_up", recovery_id=str(recovery_id))


@job("recovery.nudge", give_up=give_up)
async def nudge(session: AsyncSession, *, recovery_id: UUID) -> None:
    """Ask the gates about one recovery, keep their answers, and do what they say."""
    at = now()
    known = await session.get_one(Recovery, (merchant_of(session), recovery_id))
    conversation = await lock_conversation(session, known.conversation_id)
    customer = await _locked_customer(session, conversation)
    recovery = await lock_row(session, Recovery, recovery_id)
    if recovery.state is not RecoveryState.WAITING or recovery.due_at > at:
        return
    merchant = await this_merchant(session)
    subject = await load_subject(session, merchant, recovery, at=at)
    judgement = judge(await _facts(session, merchant, conversation, customer, subject, at=at))
    decision = await store_judgement(
        session, judgement, purpose="recovery", subject=recovery.subject, customer_id=customer.id, at=at
    )
    log.info("recovery.judged", recovery_id=str(recovery.id), allowed=judgement.allowed)
    if judgement.allowed:
        decision.message_id = await _remind(session, merchant, conversation, recovery, subject, at=at)
    elif judgement.again_at is not None:
        recovery.postpone(judgement.again_at)
    else:
        recovery.end(decision.why, at=at)


async def _remind(
    session: AsyncSession,
    merchant: Merchant,
    conversation: Conversation,
    recovery: Recovery,
    subject: RecoverySubject,
    *,
    at: datetime,
) -> UUID:
    template = await subject.reminder(session, merchant, at=at)
    message = await queue_message(
        session,
        conversation,
        template,
        lane=Lane.REMINDER,
        reason="recovery.reminder",
        about=recovery.subject,
        at=at,
    )
    recovery.nudge(message.id, at=at)
    return message.id


async def _facts(
    session: AsyncSession,
    merchant: Merchant,
    conversation: Conversation,
    customer: Customer,
    subject: RecoverySubject,
    *,
    at: datetime,
) -> GateFacts:
    number = await number_by_id(session, conversation.number_id)
    template = await find_template(session, number.waba_id, REMINDER, template_language(subject.locale))
    check: CartCheck = await check_variants(session, subject.wanted, locale=subject.locale, at=at)
    return GateFacts(
        at=at,
        wanted=threshold_of(merchant) is not None,
        open_still=subject.closed_reason is None,
        closed_reason=subject.closed_reason or "",
        in_stock=subject.holds_stock or check.is_fine,
        marketing=customer.marketing,
        person_holds=conversation.held_by is not Holder.BOT,
        hours=OpeningHours.parse(merchant.hours),
        merchant_zone=merchant.time_zone,
        shopper_zone=customer.time_zone,
        template_status=template.status if template else None,
        sent_lately=await sent_lately(session, customer.id, at=at),
        cap=int(merchant.settings.get("promotions_per_week", CAP)),
    )


async def _locked_customer(session: AsyncSession, conversation: Conversation) -> Customer:
    """Locked, so that a stop that arrives now waits, and then finds the reminder it must take back."""
    if conversation.customer_id is None:
        raise LookupError(f"Nobody is known in conversation {conversation.id}.")
    return await lock_row(session, Customer, conversation.customer_id)
