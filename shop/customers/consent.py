"""The ledger of consent: every yes and no with its proof, and the present state that follows from the last one."""

from datetime import datetime

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import ConsentEntry, Customer

MARKETING = "marketing"


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What the person saw and how they answered."""

    text_shown: str
    channel: str
    wamid: str | None = None


async def give(session: AsyncSession, customer: Customer, proof: Proof, *, at: datetime) -> None:
    """The person agrees to promotions."""
    customer.note_consent(given=True)
    session.add(_entry(customer, proof, given=True, at=at))


async def withdraw(session: AsyncSession, customer: Customer, proof: Proof, *, at: datetime) -> None:
    """The person wants no promotions any more; holds until they say otherwise."""
    customer.note_consent(given=False)
    session.add(_entry(customer, proof, given=False, at=at))


def _entry(customer: Customer, proof: Proof, *, given: bool, at: datetime) -> ConsentEntry:
    return ConsentEntry(
        merchant_id=customer.merchant_id,
        customer_id=customer.id,
        purpose=MARKETING,
        given=given,
        text_shown=proof.text_shown,
        channel=proof.channel,
        wamid=proof.wamid,
        at=at,
    )
