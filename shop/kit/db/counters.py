"""Numbers without gaps, per merchant and series.

The row stays locked until commit, so it is taken last of all locks (conversation, order, stock, counter):
taken between two sets of stock locks it deadlocked at once.
"""

from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch_one

_NEXT = (
    "INSERT INTO counter (merchant_id, name, last) VALUES ($1, $2, $3) "
    "ON CONFLICT (merchant_id, name) DO UPDATE SET last = counter.last + 1 RETURNING last"
)


class Counter(SQLModel, table=True):
    """The last number given out in a series."""

    merchant_id: UUID = Field(primary_key=True)
    name: str = Field(primary_key=True)
    last: int = Field(sa_type=BigInteger)


async def next_number(session: AsyncSession, name: str, *, first: int = 1) -> int:
    """The next number of the series, starting at `first`. Take it last."""
    row = await fetch_one(session, _NEXT, merchant_of(session), name, first)
    if row is None:
        raise LookupError("An upsert always returns its row.")
    return int(row["last"])
