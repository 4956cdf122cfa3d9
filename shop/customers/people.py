"""Recognising people: by business-scoped id first, by phone where there is one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.kit.db import merchant_of, new_id, run


async def meet(
    session: AsyncSession, *, bsuid: str | None, phone: str | None, name: str | None, at: datetime
) -> Customer:
    """The person behind a message, made at the first one. What was unknown until now is filled in.

    Raises LookupError without an id and a phone.
    """
    known = await _named(session, bsuid=bsuid, phone=phone)
    customer = _choose(known, bsuid=bsuid, phone=phone)
    if phone and (customer is None or customer.phone != phone):
        await _free(session, known, phone)
    if customer is None:
        await _introduce(session, bsuid=bsuid, phone=phone, at=at)
        known = await _named(session, bsuid=bsuid, phone=phone)
        customer = _choose(known, bsuid=bsuid, phone=phone)
    if customer is None:
        raise LookupError("A customer needs a business-scoped id or a phone.")
    customer.name = name or customer.name
    customer.bsuid = customer.bsuid or bsuid
    if phone and all(other is customer or other.phone != phone for other in known):
        customer.phone = phone
    return customer


async def find(session: AsyncSession, *, bsuid: str | None, phone: str | None) -> Customer | None:
    """Somebody we know by that id, else by that phone."""
    return _choose(await _named(session, bsuid=bsuid, phone=phone), bsuid=bsuid, phone=phone)


async def _named(session: AsyncSession, *, bsuid: str | None, phone: str | None) -> Sequence[Customer]:
    ways = [Customer.bsuid == bsuid] if bsuid else []
    ways += [Customer.phone == phone] if phone else []
    if not ways:
        return []
    statement = select(Customer).where(Customer.merchant_id == merchant_of(session), or_(*ways))
    return (await session.exec(statement)).all()


def _choose(known: Sequence[Customer], *, bsuid: str | None, phone: str | None) -> Customer | None:
    """An id is new for every holder of a phone: who has the phone and another id is somebody else."""
    by_bsuid = next((c for c in known if bsuid and c.bsuid == bsuid), None)
    by_phone = next((c for c in known if phone and c.phone == phone and not (bsuid and c.bsuid)), None)
    return by_bsuid or by_phone


async def _free(session: AsyncSession, known: Sequence[Customer], phone: str) -> None:
    """Take the phone from whoever had it before and has an id; who has nothing else keeps it."""
    for customer in known:
        if customer.phone == phone and customer.bsuid is not None:
            customer.phone = None
    await session.flush()


async def _introduce(session: AsyncSession, *, bsuid: str | None, phone: str | None, at: datetime) -> None:
    values = {
        "merchant_id": merchant_of(session),
        "id": new_id(),
        "bsuid": bsuid,
        "phone": phone,
        "marketing": "unasked",
        "created_at": at,
    }
    await run(session, insert(Customer).values(**values).on_conflict_do_nothing())
