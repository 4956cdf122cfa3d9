"""Recognising people: by business-scoped id first, by phone where there is one."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.kit.db import merchant_of, new_id, run


async def meet(
    session: AsyncSession, *, bsuid: str | None, phone: str | None, name: str | None, at: datetime
) -> Customer:
    """The person behind a message, made at the first one. What was unknown until now is filled in."""
    customer = await find(session, bsuid=bsuid, phone=phone)
    if customer is None:
        await _introduce(session, bsuid=bsuid, phone=phone, at=at)
        customer = await find(session, bsuid=bsuid, phone=phone)
        if customer is None:
            raise LookupError("A customer needs a business-scoped id or a phone.")
    if name and customer.name != name:
        customer.name = name
    if bsuid and customer.bsuid is None:
        customer.bsuid = bsuid
    if phone and customer.phone is None and await find(session, bsuid=None, phone=phone) is None:
        customer.phone = phone
    return customer


async def find(session: AsyncSession, *, bsuid: str | None, phone: str | None) -> Customer | None:
    """Somebody we know by that id, else by that phone."""
    ways = [Customer.bsuid == bsuid] if bsuid else []
    ways += [Customer.phone == phone] if phone else []
    if not ways:
        return None
    found = (await session.exec(select(Customer).where(or_(*ways)))).all()
    by_bsuid = next((c for c in found if bsuid and c.bsuid == bsuid), None)
    by_phone = next((c for c in found if phone and c.phone == phone), None)
    if by_bsuid is None and by_phone is not None and bsuid and by_phone.bsuid is not None:
        # The id is new for every holder of a phone: the number was given to somebody else.
        by_phone.phone = None
        await session.flush()
        return None
    return by_bsuid or by_phone


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
