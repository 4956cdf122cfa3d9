"""Which customer is behind a message: found by the rule of identities, created at the first message."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, SQLColumnExpression, false, or_
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.identities import Identity, IdentityIndex, KnownIdentity
from shop.kit.db.columns import new_id
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch, fetch_one

_KNOWN = (  # one query for each of the two indexes
    "SELECT id, bsuid, phone, name FROM customer WHERE merchant_id = $1 AND bsuid = $2 "
    "UNION SELECT id, bsuid, phone, name FROM customer WHERE merchant_id = $1 AND phone = $3"
)
_CREATE = (
    "INSERT INTO customer (merchant_id, id, bsuid, phone, name, marketing, created_at) "
    "VALUES ($1, $2, $3, $4, $5, 'unasked', $6) ON CONFLICT DO NOTHING RETURNING id"
)
_RELEASE_PHONE = "UPDATE customer SET phone = NULL WHERE merchant_id = $1 AND id = $2"
_FILL_IN = "UPDATE customer SET bsuid = $3, phone = $4, name = $5 WHERE merchant_id = $1 AND id = $2"
_SPEAKS = "UPDATE customer SET locale = $3 WHERE merchant_id = $1 AND id = $2"
_ATTEMPTS = 2  # another transaction may create the customer first; the second look finds it


class _KnownCustomer(msgspec.Struct, frozen=True):
    """A customer who has the sender's id or the sender's phone."""

    id: UUID
    bsuid: str | None
    phone: str | None
    name: str | None


def has_any_of(
    identity: Identity, *, bsuid: SQLColumnExpression[str | None], phone: SQLColumnExpression[str | None]
) -> ColumnElement[bool]:
    """Does a row have the id or the phone? What the identity lacks is had by nobody: `== None` would be IS NULL."""
    had = ((bsuid, identity.bsuid), (phone, identity.phone))
    return or_(false(), *(column == value for column, value in had if value))


async def find_or_create_customer(
    session: AsyncSession, sender: Identity, *, name: str | None, at: datetime
) -> UUID:
    """The sender's customer. What was unknown until now is filled in.

    Raises LookupError for a sender without an id and a phone.
    """
    if not (sender.bsuid or sender.phone):
        raise LookupError("A customer needs a business-scoped id or a phone.")
    for _ in range(_ATTEMPTS):
        customer_id = await _identify(session, sender, name=name, at=at)
        if customer_id is not None:
            return customer_id
    raise LookupError("Other transactions keep creating customers with this id or phone.")


async def _identify(
    session: AsyncSession, sender: Identity, *, name: str | None, at: datetime
) -> UUID | None:
    """The sender's customer; None if another transaction has just created one with the same id or phone."""
    rows = await fetch(session, _KNOWN, merchant_of(session), sender.bsuid, sender.phone)
    customers = {row["id"]: _KnownCustomer(*row) for row in rows}
    index = IdentityIndex(KnownIdentity(c.id, Identity(c.bsuid, c.phone)) for c in customers.values())
    resolution = index.resolve(sender)
    if resolution.loses_phone is not None:
        await execute_sql(session, _RELEASE_PHONE, merchant_of(session), resolution.loses_phone.id)
    if resolution.known is None:
        return await _create(session, resolution.identity, name, at=at)
    await _fill_in(session, customers[resolution.known.id], resolution.identity, name)
    return resolution.known.id


async def _create(
    session: AsyncSession, identity: Identity, name: str | None, *, at: datetime
) -> UUID | None:
    values = (merchant_of(session), new_id(), identity.bsuid, identity.phone, name, at)
    row = await fetch_one(session, _CREATE, *values)
    return None if row is None else row["id"]


async def _fill_in(
    session: AsyncSession, customer: _KnownCustomer, identity: Identity, name: str | None
) -> None:
    filled_in = (identity.bsuid, identity.phone, name or customer.name)
    if filled_in != (customer.bsuid, customer.phone, customer.name):
        await execute_sql(session, _FILL_IN, merchant_of(session), customer.id, *filled_in)


async def note_language(session: AsyncSession, customer_id: UUID, locale: str) -> None:
    """The customer writes in this language."""
    await execute_sql(session, _SPEAKS, merchant_of(session), customer_id, locale)
