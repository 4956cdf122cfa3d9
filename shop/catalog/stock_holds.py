"""Holds stock for orders and takes it out; Meta hears of what sold out or came back. Rows are written by variant id."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.announcing import announce_variants
from shop.catalog.models import StockMovement
from shop.catalog.rules import MOST_STOCK
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.db.sql import fetch, fetch_one
from shop.kit.errors import Conflict

_HOLD = (
    "UPDATE stock SET reserved = reserved + wanted.quantity "
    "FROM unnest($2::uuid[], $3::bigint[]) AS wanted (variant_id, quantity) "
    "WHERE stock.merchant_id = $1 AND stock.variant_id = wanted.variant_id "
    "AND on_hand - reserved >= wanted.quantity RETURNING stock.variant_id, on_hand - reserved AS left_now"
)
_GIVE_BACK = text(
    "UPDATE stock SET reserved = reserved - :quantity WHERE merchant_id = :merchant AND variant_id = :variant "
    "RETURNING on_hand - reserved AS left_now"
)
_TAKE_HELD = text(
    "UPDATE stock SET reserved = reserved - :quantity, on_hand = on_hand - :quantity "
    "WHERE merchant_id = :merchant AND variant_id = :variant RETURNING NULL AS left_now"
)
_TAKE_FREE = text(
    "UPDATE stock SET on_hand = on_hand - :quantity "
    "WHERE merchant_id = :merchant AND variant_id = :variant AND on_hand - reserved >= :quantity "
    "RETURNING on_hand - reserved AS left_now"
)
_OUTSTANDING = (
    "SELECT coalesce(-sum(delta), 0)::bigint AS pieces FROM stock_movement "
    "WHERE merchant_id = $1 AND variant_id = $2 AND order_id = $3"
)
_RETURN = text(
    "UPDATE stock SET on_hand = on_hand + :quantity "
    "WHERE merchant_id = :merchant AND variant_id = :variant AND on_hand + :quantity <= :most "
    "RETURNING on_hand - reserved AS left_now"
)


class StockFull(Conflict):
    """More pieces than a stock can hold."""


Quantities = Sequence[tuple[UUID, int]]  # of variants


async def hold_variants(session: AsyncSession, wanted: Quantities) -> list[UUID]:
    """Hold these quantities, whose rows the caller has locked. Returns the variants of which there are not so many:

    where there is one, the caller must refuse.
    """
    variants, quantities = [variant for variant, _ in wanted], [quantity for _, quantity in wanted]
    rows = await fetch(session, _HOLD, merchant_of(session), variants, quantities)
    left = {row["variant_id"]: row["left_now"] for row in rows}
    missing = [variant for variant in variants if variant not in left]
    if not missing:
        await announce_variants(session, [variant for variant, left_now in left.items() if left_now == 0])
    return missing


async def give_back_variants(session: AsyncSession, held: Quantities) -> None:
    """Nobody waits for these quantities any more."""
    returned: list[UUID] = []
    for variant_id, quantity in sorted(held):
        values = {"merchant": merchant_of(session), "variant": variant_id, "quantity": quantity}
        left_now = (await execute_core(session, _GIVE_BACK, values)).scalar_one()
        if left_now == quantity:
            returned.append(variant_id)  # there were none before
    await announce_variants(session, returned)


async def take_variants(
    session: AsyncSession, sold: Quantities, *, are_held: bool, order_id: UUID, at: datetime
) -> set[UUID]:
    """Take these quantities out of stock, held ones or free ones. Returns the variants of which there are not so many."""
    statement = _TAKE_HELD if are_held else _TAKE_FREE
    missing: set[UUID] = set()
    sold_out: list[UUID] = []
    for variant_id, quantity in sorted(sold):
        values = {"merchant": merchant_of(session), "variant": variant_id, "quantity": quantity}
        taken = (await execute_core(session, statement, values)).one_or_none()
        if taken is None:
            missing.add(variant_id)
            continue
        if taken.left_now == 0:
            sold_out.append(variant_id)
        session.add(_movement(session, variant_id, -quantity, order_id=order_id, at=at))
    await announce_variants(session, sold_out)
    return missing


async def return_variants(
    session: AsyncSession, variant_id: UUID, wanted: int, *, order_id: UUID, actor: str, at: datetime
) -> int:
    """Put pieces that were taken for the order back, at most as many as have not come back before; returns how many.

    The order must be locked. Raises StockFull.
    """
    taken = await fetch_one(session, _OUTSTANDING, merchant_of(session), variant_id, order_id)
    pieces = min(wanted, taken["pieces"] if taken is not None else 0)
    if pieces <= 0:
        return 0
    values = {"merchant": merchant_of(session), "variant": variant_id, "quantity": pieces, "most": MOST_STOCK}
    left_now = (await execute_core(session, _RETURN, values)).scalar_one_or_none()
    if left_now is None:
        raise StockFull(f"A stock holds at most {MOST_STOCK} pieces.")
    movement = _movement(
        session, variant_id, pieces, order_id=order_id, at=at, reason="returned", actor=actor
    )
    session.add(movement)
    await session.flush()  # the next look at what has come back sees it
    if left_now == pieces:
        await announce_variants(session, [variant_id])
    return pieces


def _movement(
    session: AsyncSession,
    variant_id: UUID,
    delta: int,
    *,
    order_id: UUID,
    at: datetime,
    reason: str = "sold",
    actor: str = "shop",
) -> StockMovement:
    return StockMovement(
        merchant_id=merchant_of(session),
        variant_id=variant_id,
        delta=delta,
        reason=reason,
        actor=actor,
        order_id=order_id,
        at=at,
    )


async def variants_taken(
    session: AsyncSession, variant_ids: Collection[UUID], *, order_id: UUID
) -> set[UUID]:
    """Which of these were taken out of stock for the order."""
    movements = select(StockMovement.variant_id).where(
        StockMovement.merchant_id == merchant_of(session),
        col(StockMovement.variant_id).in_(variant_ids),
        StockMovement.order_id == order_id,
    )
    return set((await session.exec(movements)).all())
