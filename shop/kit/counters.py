"""Numbers without gaps, per merchant and series.

The row stays locked until commit, so it is taken last of all locks (conversation, order, stock, counter):
taken between two sets of stock locks it deadlocked at once.
"""

from uuid import UUID

from sqlalchemy import BigInteger, text
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db import merchant_of, run

_NEXT = text(
    "INSERT INTO counter (merchant_id, name, last) VALUES (:merchant, :name, :first) "
    "ON CONFLICT (merchant_id, name) DO UPDATE SET last = counter.last + 1 RETURNING last"
)


class Counter(SQLModel, table=True):
    """The last number given out in a series."""

    merchant_id: UUID = Field(primary_key=True)
    name: str = Field(primary_key=True)
    last: int = Field(sa_type=BigInteger)


async def next_number(session: AsyncSession, name: str, *, first: int = 1) -> int:
    """The next number of the series, starting at `first`. Take it last."""
    values = {"merchant": merchant_of(session), "name": name, "first": first}
    return int((await run(session, _NEXT, values)).scalar_one())
