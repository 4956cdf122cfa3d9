"""Changes that are no messages: a shopper's preference, Meta's verdict on a template."""

from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.consent import Proof, give, withdraw
from shop.customers.identities import Identity
from shop.customers.lookup import find_or_create_customer
from shop.customers.models import Customer
from shop.inbox.conversations.models import Conversation
from shop.inbox.models import InboundEvent
from shop.inbox.outbox import withdraw_promotions
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import job
from shop.kit.log import logger
from shop.templates.review import note_verdict
from shop.whatsapp.incoming import (
    Malformed,
    MarketingPreference,
    PreferenceValue,
    read_preferences,
    read_template_change,
)

log = logger()

MARKETING = "marketing_messages"  # Meta's name for the category


@job("inbox.note_preferences")
async def note_preferences(session: AsyncSession, *, event_id: UUID) -> None:
    """Meta's own switch counts like a word in the chat: at once, also for what is queued."""
    event = await _waiting(session, event_id)
    if event is None:
        return
    try:
        preferences = read_preferences(event.body)
    except Malformed as error:
        event.set_aside(str(error))
        return
    for preference in preferences:
        await _apply(session, preference)
    event.finish()


@job("inbox.note_template")
async def note_template(session: AsyncSession, *, event_id: UUID) -> None:
    """Meta reviewed, paused or recategorised a template."""
    event = await _waiting(session, event_id)
    if event is None:
        return
    try:
        verdict = read_template_change(event.body)
    except Malformed as error:
        event.set_aside(str(error))
        return
    known = await note_verdict(
        session,
        name=verdict.name,
        language=verdict.language,
        event=verdict.event,
        reason=verdict.reason,
        category=verdict.new_category or verdict.category,
        at=now(),
    )
    if known:
        event.finish()
    else:
        event.ignore("No template of ours has this name and language.")


async def _apply(session: AsyncSession, preference: MarketingPreference) -> None:
    if preference.category != MARKETING:
        return
    at = now()
    sender = Identity(preference.bsuid, preference.phone)
    customer_id = await find_or_create_customer(session, sender, name=None, at=at)
    customer = await session.get_one(Customer, (merchant_of(session), customer_id))
    proof = Proof(text_shown="WhatsApp's own setting", channel=f"whatsapp:{preference.value.value}")
    if preference.value is not PreferenceValue.STOP:
        await give(session, customer, proof, at=at)
        return
    await withdraw(session, customer, proof, at=at)
    theirs = select(Conversation.id).where(
        Conversation.merchant_id == merchant_of(session), col(Conversation.customer_id) == customer.id
    )
    await withdraw_promotions(
        session,
        list((await session.exec(theirs)).all()),
        reason="The shopper stopped promotions in WhatsApp.",
    )


async def _waiting(session: AsyncSession, event_id: UUID) -> InboundEvent | None:
    event = await session.get_one(InboundEvent, (merchant_of(session), event_id), with_for_update=True)
    return event if event.is_waiting else None
