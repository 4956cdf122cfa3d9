"""Changes that are no messages: a shopper's preference, Meta's review of a template."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.consent import Proof, give, resume, withdraw
from shop.customers.identities import Identity
from shop.customers.lookup import find_or_create_customer
from shop.customers.models import Customer
from shop.inbox.conversations.models import Conversation
from shop.inbox.models import InboundEvent
from shop.inbox.outbox import withdraw_promotions
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.jobs import job
from shop.kit.log import logger
from shop.templates.review import note_template_review
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
        update = read_template_change(event.body)
    except Malformed as error:
        event.set_aside(str(error))
        return
    said_at = min(event.provider_at or event.arrived_at, event.arrived_at)
    if await note_template_review(session, update, said_at=said_at, at=now()):
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
    if not await _note_preference(session, customer, preference, at=at):
        return
    theirs = select(Conversation.id).where(
        Conversation.merchant_id == merchant_of(session), col(Conversation.customer_id) == customer.id
    )
    await withdraw_promotions(
        session,
        list((await session.exec(theirs)).all()),
        reason="The shopper stopped promotions in WhatsApp.",
    )


async def _note_preference(
    session: AsyncSession, customer: Customer, preference: MarketingPreference, *, at: datetime
) -> bool:
    """Into the ledger; whether it was a stop that counts."""
    proof = Proof(
        text_shown="WhatsApp's own setting",
        channel=f"whatsapp:{preference.value.value}",
        said_at=preference.at,
    )
    match preference.value:
        case PreferenceValue.STOP:
            return await withdraw(session, customer, proof, at=at)
        case PreferenceValue.RESUME:
            await resume(session, customer, proof, at=at)
        case PreferenceValue.SIGNUP:
            await give(session, customer, proof, at=at)
    return False


async def _waiting(session: AsyncSession, event_id: UUID) -> InboundEvent | None:
    event = await lock_row(session, InboundEvent, event_id)
    return event if event.is_waiting else None
