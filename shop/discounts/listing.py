"""Reads discounts, their codes, batches and uses, for lists and files."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.discounts.editing import MISSING
from shop.discounts.models import Discount, DiscountCode, DiscountStatus, DiscountUse
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch_one
from shop.kit.errors import NotFound
from shop.kit.pages import Page

# Two lists, and no object for each row: thousands of them held everybody up.
_BATCH = (
    "SELECT array_agg(shown ORDER BY id) AS shown, array_agg(uses ORDER BY id) AS uses FROM discount_code "
    "WHERE merchant_id = $1 AND batch = $2 AND discount_id = $3"
)


async def load_discount(session: AsyncSession, discount_id: UUID) -> Discount:
    """One discount. Raises NotFound."""
    found = await session.get(Discount, (merchant_of(session), discount_id), populate_existing=True)
    if found is None:
        raise NotFound(MISSING)
    return found


async def load_discounts(
    session: AsyncSession, *, status: DiscountStatus | None, after: UUID | None, limit: int
) -> Page[Discount]:
    """The newest discounts behind `after`."""
    statement = select(Discount).where(Discount.merchant_id == merchant_of(session))
    if status is not None:
        statement = statement.where(Discount.status == status)
    if after is not None:
        statement = statement.where(col(Discount.id) < after)
    found = (await session.exec(statement.order_by(col(Discount.id).desc()).limit(limit + 1))).all()
    return Page(found[:limit], len(found) > limit)


async def load_codes(
    session: AsyncSession, discount_id: UUID, *, batch: UUID | None = None, after: UUID | None, limit: int
) -> Page[DiscountCode]:
    """The codes of a discount behind `after`, oldest first; of one batch if it is given. Raises NotFound."""
    await load_discount(session, discount_id)
    statement = select(DiscountCode).where(
        DiscountCode.merchant_id == merchant_of(session), DiscountCode.discount_id == discount_id
    )
    if batch is not None:
        statement = statement.where(DiscountCode.batch == batch)
    if after is not None:
        statement = statement.where(col(DiscountCode.id) > after)
    found = (await session.exec(statement.order_by(col(DiscountCode.id)).limit(limit + 1))).all()
    return Page(found[:limit], len(found) > limit)


async def load_batch(
    session: AsyncSession, discount_id: UUID, batch: UUID
) -> tuple[Sequence[str], Sequence[int]]:
    """The codes of a batch as they are written, and how often each was used. Raises NotFound where there is none."""
    row = await fetch_one(session, _BATCH, merchant_of(session), batch, discount_id)
    if row is None or row["shown"] is None:
        raise NotFound("There is no such batch of this discount.")
    return row["shown"], row["uses"]


async def load_uses(
    session: AsyncSession, discount_id: UUID, *, after: UUID | None, limit: int
) -> Page[tuple[DiscountUse, str | None]]:
    """The newest uses of a discount behind `after`, each with its code as it is written. Raises NotFound."""
    await load_discount(session, discount_id)
    statement = (
        select(DiscountUse, DiscountCode.shown)
        .join(
            DiscountCode,
            (col(DiscountCode.merchant_id) == DiscountUse.merchant_id)
            & (col(DiscountCode.id) == DiscountUse.code_id),
            isouter=True,
        )
        .where(DiscountUse.merchant_id == merchant_of(session), DiscountUse.discount_id == discount_id)
    )
    if after is not None:
        statement = statement.where(col(DiscountUse.id) < after)
    found = (await session.exec(statement.order_by(col(DiscountUse.id).desc()).limit(limit + 1))).all()
    return Page([(use, shown) for use, shown in found[:limit]], len(found) > limit)
