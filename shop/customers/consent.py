"""The ledger of consent: every yes and no with its proof, and the present state that follows from the last one said."""

from datetime import datetime

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import ConsentEntry, Customer, Marketing
from shop.events.models import SHOPPER, Subject, SubjectKind
from shop.events.recording import record
from shop.kit.db.locking import lock_row

MARKETING = "marketing"
RESUMED = "whatsapp:resume"  # the channel of Meta's "resume", which asks for no consent


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What the person saw and how they answered; `said_at` is the provider's time, where it is known."""

    text_shown: str
    channel: str
    wamid: str | None = None
    said_at: datetime | None = None


async def give(session: AsyncSession, customer: Customer, proof: Proof, *, at: datetime) -> bool:
    """The person agrees to promotions. False where they said something else later: nothing changes."""
    return await _note(session, customer, proof, given=True, at=at)


async def withdraw(session: AsyncSession, customer: Customer, proof: Proof, *, at: datetime) -> bool:
    """The person wants no promotions any more, until they say otherwise. False where they did so later."""
    return await _note(session, customer, proof, given=False, at=at)


async def resume(session: AsyncSession, customer: Customer, proof: Proof, *, at: datetime) -> bool:
    """The person ends their stop in WhatsApp's settings: no consent unless they agreed once. False: nothing changes."""
    await _lock(session, customer)
    agreed = customer.marketing is Marketing.GIVEN or await _has_agreed(session, customer)
    return await _note(session, customer, proof, given=True, may_count=agreed, at=at)


async def _note(
    session: AsyncSession,
    customer: Customer,
    proof: Proof,
    *,
    given: bool,
    at: datetime,
    may_count: bool = True,
) -> bool:
    """Write it into the ledger; it counts unless a later word is known."""
    await _lock(session, customer)
    said_at = min(proof.said_at or at, at)  # a clock that is ahead must not outweigh what is said later
    counted = may_count and customer.note_consent(given=given, said_at=said_at)
    session.add(_entry(customer, proof, given=given, counted=counted, said_at=said_at, at=at))
    kind = ("consent.given" if given else "consent.withdrawn") if counted else "consent.not_counted"
    about = Subject(SubjectKind.CUSTOMER, customer.id)
    channel = proof.channel
    await record(
        session, kind, about, actor=SHOPPER, at=at, provider_at=said_at, given=given, channel=channel
    )
    return counted


async def _lock(session: AsyncSession, customer: Customer) -> None:
    """Two words may arrive at the same time; each must see what the other left."""
    await lock_row(session, Customer, customer.id)


async def _has_agreed(session: AsyncSession, customer: Customer) -> bool:
    """Was there ever a yes that was an answer to a question?"""
    said_yes = select(ConsentEntry.id).where(
        ConsentEntry.merchant_id == customer.merchant_id,
        ConsentEntry.customer_id == customer.id,
        col(ConsentEntry.given),
        ConsentEntry.channel != RESUMED,
    )
    return (await session.exec(said_yes.limit(1))).first() is not None


def _entry(
    customer: Customer, proof: Proof, *, given: bool, counted: bool, said_at: datetime, at: datetime
) -> ConsentEntry:
    return ConsentEntry(
        merchant_id=customer.merchant_id,
        customer_id=customer.id,
        purpose=MARKETING,
        given=given,
        counted=counted,
        text_shown=proof.text_shown,
        channel=proof.channel,
        wamid=proof.wamid,
        at=said_at,
        noted_at=at,
    )
