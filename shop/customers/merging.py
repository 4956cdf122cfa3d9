"""A person is known by another phone or id from now on; a record that they had under it already becomes part of the first.

Merged are consent (a stop in either record stands, else a yes), the ledger, name and language (the newer's), and every
row that refers to the record: conversations, orders, decisions.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import move_attention
from shop.customers.changed_identities import IdentityChange
from shop.customers.identities import Identity
from shop.customers.lookup import has_any_of
from shop.customers.models import Customer
from shop.events.models import META, Subject, SubjectKind
from shop.events.recording import record
from shop.kit.db.locking import lock_row
from shop.kit.db.references import move_references


async def move_customer(
    session: AsyncSession, customer_id: UUID, change: IdentityChange, *, at: datetime
) -> None:
    """The customer has the new identity; who had it before loses the phone, or was the same person."""
    customer = await lock_row(session, Customer, customer_id)
    for other in await _holders(session, customer, change.after):
        if change.is_same_person(Identity(other.bsuid, other.phone), known_since=other.created_at):
            await _merge(session, customer, other, at=at)
        else:
            other.phone = None
    await session.flush()  # identities are released before they are taken
    customer.become(bsuid=change.after.bsuid, phone=change.after.phone)
    await session.flush()
    about = Subject(SubjectKind.CUSTOMER, customer.id)
    await record(session, "customer.identity_changed", about, actor=META, at=at, provider_at=change.said_at)


async def _holders(session: AsyncSession, customer: Customer, after: Identity) -> Sequence[Customer]:
    """Other records that have the new phone or the new id."""
    statement = select(Customer).where(
        Customer.merchant_id == customer.merchant_id,
        Customer.id != customer.id,
        has_any_of(after, bsuid=col(Customer.bsuid), phone=col(Customer.phone)),
    )
    return (await session.exec(statement.order_by(col(Customer.id)).with_for_update())).all()


async def _merge(session: AsyncSession, customer: Customer, other: Customer, *, at: datetime) -> None:
    of, to = Subject(SubjectKind.CUSTOMER, other.id), Subject(SubjectKind.CUSTOMER, customer.id)
    customer.absorb(other)
    await move_references(session, "customer", of=of.id, to=to.id)
    await move_attention(session, of, to, actor=META, at=at)
    await session.delete(other)
    await session.flush()
    await record(session, "customer.merged", to, actor=META, at=at, merged_id=of.id)
