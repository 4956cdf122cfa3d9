"""Recognising people: by business-scoped id first, by phone where there is one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.kit.db.columns import new_id
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch, fetch_one

_NAMED = (  # two ways to be named, two indexes
    "SELECT id, bsuid, phone, name FROM customer WHERE merchant_id = $1 AND bsuid = $2 "
    "UNION SELECT id, bsuid, phone, name FROM customer WHERE merchant_id = $1 AND phone = $3"
)
_INTRODUCE = (
    "INSERT INTO customer (merchant_id, id, bsuid, phone, name, marketing, created_at) "
    "VALUES ($1, $2, $3, $4, $5, 'unasked', $6) ON CONFLICT DO NOTHING RETURNING id"
)
_FREE = "UPDATE customer SET phone = NULL WHERE merchant_id = $1 AND id = $2"
_FILL_IN = "UPDATE customer SET bsuid = $3, phone = $4, name = $5 WHERE merchant_id = $1 AND id = $2"


class _Known(msgspec.Struct, frozen=True):
    """Somebody who is stored under an id or a phone."""

    id: UUID
    bsuid: str | None
    phone: str | None
    name: str | None


async def meet(
    session: AsyncSession, *, bsuid: str | None, phone: str | None, name: str | None, at: datetime
) -> UUID:
    """Who is behind a message, made at the first one. What was unknown until now is filled in.

    Raises LookupError without an id and a phone.
    """
    known = await _named(session, bsuid=bsuid, phone=phone)
    customer = _choose(known, bsuid=bsuid, phone=phone)
    if phone and (customer is None or customer.phone != phone):
        known = await _free(session, known, phone)
    if customer is None:
        if (introduced := await _introduce(session, bsuid, phone, name, at=at)) is not None:
            return introduced
        known = await _named(session, bsuid=bsuid, phone=phone)  # somebody else was faster
        customer = _choose(known, bsuid=bsuid, phone=phone)
    if customer is None:
        raise LookupError("A customer needs a business-scoped id or a phone.")
    await _fill_in(session, customer, known, bsuid=bsuid, phone=phone, name=name)
    return customer.id


async def find(session: AsyncSession, *, bsuid: str | None, phone: str | None) -> Customer | None:
    """Somebody we know by that id, else by that phone."""
    chosen = _choose(await _named(session, bsuid=bsuid, phone=phone), bsuid=bsuid, phone=phone)
    return await session.get(Customer, (merchant_of(session), chosen.id)) if chosen else None


async def _named(session: AsyncSession, *, bsuid: str | None, phone: str | None) -> Sequence[_Known]:
    rows = await fetch(session, _NAMED, merchant_of(session), bsuid, phone)
    return [_Known(*row) for row in rows]


def _choose(known: Sequence[_Known], *, bsuid: str | None, phone: str | None) -> _Known | None:
    """An id is new for every holder of a phone: who has the phone and another id is somebody else."""
    by_bsuid = next((c for c in known if bsuid and c.bsuid == bsuid), None)
    by_phone = next((c for c in known if phone and c.phone == phone and not (bsuid and c.bsuid)), None)
    return by_bsuid or by_phone


async def _free(session: AsyncSession, known: Sequence[_Known], phone: str) -> Sequence[_Known]:
    """Take the phone from whoever had it before and has an id; who has nothing else keeps it."""
    left: list[_Known] = []
    for each in known:
        if each.phone == phone and each.bsuid is not None:
            await execute_sql(session, _FREE, merchant_of(session), each.id)
            each = msgspec.structs.replace(each, phone=None)
        left.append(each)
    return left


async def _introduce(
    session: AsyncSession, bsuid: str | None, phone: str | None, name: str | None, *, at: datetime
) -> UUID | None:
    """The new customer; None if there is one by now, or if nothing names a person."""
    if bsuid is None and phone is None:
        return None
    values = (merchant_of(session), new_id(), bsuid, phone, name, at)
    row = await fetch_one(session, _INTRODUCE, *values)
    return None if row is None else row["id"]


async def _fill_in(
    session: AsyncSession,
    customer: _Known,
    known: Sequence[_Known],
    *,
    bsuid: str | None,
    phone: str | None,
    name: str | None,
) -> None:
    now_free = phone and all(other.id == customer.id or other.phone != phone for other in known)
    told = (
        customer.bsuid or bsuid,
        phone if now_free else customer.phone,
        name or customer.name,
    )
    if told != (customer.bsuid, customer.phone, customer.name):
        await execute_sql(session, _FILL_IN, merchant_of(session), customer.id, *told)
