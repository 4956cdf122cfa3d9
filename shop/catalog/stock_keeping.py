"""Sets and adjusts stock on hand; never below what is reserved for open orders."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.announcing import announce_variants
from shop.catalog.models import Stock, StockMovement, Variant
from shop.catalog.rules import MOST_STOCK
from shop.kit.db.locking import lock_row
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import Conflict, NotFound
from shop.kit.pages import Page

_ADJUST = text(
    "UPDATE stock SET on_hand = on_hand + :delta WHERE merchant_id = :merchant AND variant_id = :variant "
    "AND on_hand + :delta BETWEEN reserved AND :most RETURNING on_hand - reserved AS left_now"
)


class StockRefused(Conflict):
    """The stock on hand would be negative, or below what is reserved."""


class StockChange(msgspec.Struct, frozen=True):
    """The stock after a change, and the movement that says why; None where nothing moved."""

    stock: Stock
    movement: StockMovement | None


async def variant_by(session: AsyncSession, product_id: UUID, name: str) -> Variant:
    """The product's variant by SKU, or by our id where the SKU fits no address. Raises NotFound."""
    statement = select(Variant).where(
        Variant.merchant_id == merchant_of(session), Variant.product_id == product_id
    )
    for variant in (await session.exec(statement)).all():
        if name in (variant.sku, str(variant.id)):
            return variant
    raise NotFound("This product has no such variant.")


async def adjust_stock(
    session: AsyncSession, variant: Variant, *, delta: int, reason: str, actor: str, at: datetime
) -> StockChange:
    """Add `delta` pieces, or take them away; Meta hears of it if the variant sold out or came back.

    Raises StockRefused.
    """
    values = {"merchant": variant.merchant_id, "variant": variant.id, "delta": delta, "most": MOST_STOCK}
    left_now = (await execute_core(session, _ADJUST, values)).scalar_one_or_none()
    if left_now is None:
        raise _refusal(await _lock_stock(session, variant), delta)
    movement = await _record(session, variant, delta=delta, reason=reason, actor=actor, at=at)
    if variant.availability(left_now) is not variant.availability(left_now - delta):
        await announce_variants(session, [variant.id])
    return StockChange(await _lock_stock(session, variant), movement)


async def set_stock(
    session: AsyncSession, variant: Variant, *, on_hand: int, reason: str, actor: str, at: datetime
) -> StockChange:
    """Set the pieces on hand after a count. Raises StockRefused."""
    stock = await _lock_stock(session, variant)
    if on_hand == stock.on_hand:
        return StockChange(stock, None)
    return await adjust_stock(
        session, variant, delta=on_hand - stock.on_hand, reason=reason, actor=actor, at=at
    )


async def movements_of(
    session: AsyncSession, variant: Variant, *, after: UUID | None = None, limit: int
) -> Page[StockMovement]:
    """The movements of a variant's stock, newest first, after the cursor `after`."""
    statement = select(StockMovement).where(
        StockMovement.merchant_id == variant.merchant_id, StockMovement.variant_id == variant.id
    )
    if after is not None:
        statement = statement.where(col(StockMovement.id) < after)
    found = (await session.exec(statement.order_by(col(StockMovement.id).desc()).limit(limit + 1))).all()
    return Page(found[:limit], len(found) > limit)


async def _lock_stock(session: AsyncSession, variant: Variant) -> Stock:
    return await lock_row(session, Stock, variant.id, missing="Nobody keeps stock of this variant.")


async def _record(
    session: AsyncSession, variant: Variant, *, delta: int, reason: str, actor: str, at: datetime
) -> StockMovement:
    """Store the movement; Meta is told where the last one went or the first one came. Returns the movement."""
    movement = StockMovement(
        merchant_id=variant.merchant_id, variant_id=variant.id, delta=delta, reason=reason, actor=actor, at=at
    )
    session.add(movement)
    await session.flush()
    return movement


def _refusal(stock: Stock, delta: int) -> StockRefused:
    return StockRefused(
        f"There are {stock.on_hand}, of which {stock.reserved} are promised to open orders; "
        f"a change by {delta} must leave at least those and at most {MOST_STOCK}."
    )
