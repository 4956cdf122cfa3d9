"""Gives discounts their codes: one that the merchant chooses, or thousands that are good for one order each."""

from datetime import datetime
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.rules import storable
from shop.discounts.codes import LONGEST_CODE, RANDOM_SIGNS, fold_code, random_code
from shop.discounts.editing import MISSING, DiscountInUse, record_change
from shop.discounts.models import Discount, DiscountCode, DiscountUse
from shop.discounts.terms import BadDiscount
from shop.events.models import Actor
from shop.kit.db.columns import new_id
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql
from shop.kit.errors import Conflict, NotFound
from shop.kit.threads import in_thread

SHORTEST_CODE = 3  # letters and digits: shorter ones are guessed
LONGEST_PREFIX = LONGEST_CODE - RANDOM_SIGNS
MOST_AT_ONCE = 10_000
ONE_TIME = 1
_INSERT = (
    "INSERT INTO discount_code (merchant_id, discount_id, max_uses, uses, batch, created_at, id, code, shown) "
    "SELECT $1::uuid, $2::uuid, $3::bigint, 0, $4::uuid, $5::timestamptz, drawn.id, drawn.code, drawn.shown "
    "FROM unnest($6::uuid[], $7::text[], $8::text[]) AS drawn (id, code, shown) ON CONFLICT DO NOTHING"
)


class CodeTaken(Conflict):
    """The code means another discount already, or this one."""


class NeedsNoCode(Conflict):
    """The discount is given by itself."""


async def add_code(
    session: AsyncSession, discount_id: UUID, shown: str, *, max_uses: int | None, actor: Actor, at: datetime
) -> DiscountCode:
    """A code as the merchant writes it. Raises NotFound, NeedsNoCode, BadDiscount, CodeTaken."""
    shown = " ".join(shown.split())
    check_code(shown)
    discount, made = await _lock(session, discount_id), new_id()
    of = (discount.merchant_id, discount_id, max_uses, None, at)
    if not await execute_sql(session, _INSERT, *of, [made], [fold_code(shown)], [shown]):
        raise CodeTaken(f"{shown} is a code already; case, accents, spaces and dashes make no other one.")
    await record_change(session, discount_id, "discount.changed", ["codes"], actor=actor, at=at)
    return await session.get_one(DiscountCode, (discount.merchant_id, made))


async def remove_code(
    session: AsyncSession, discount_id: UUID, code_id: UUID, *, actor: Actor, at: datetime
) -> None:
    """Delete a code that no order has used. Raises NotFound, DiscountInUse."""
    await lock_row(session, Discount, discount_id, missing=MISSING)
    key = (merchant_of(session), code_id)
    found = await session.get(DiscountCode, key, with_for_update=True, populate_existing=True)
    if found is None or found.discount_id != discount_id:
        raise NotFound("There is no such code of this discount.")
    used = select(DiscountUse.id).where(
        DiscountUse.merchant_id == found.merchant_id, DiscountUse.code_id == code_id
    )
    if (await session.exec(used.limit(1))).first() is not None:
        raise DiscountInUse("Orders have used this code: it stays. Archive its discount to end it.")
    await session.delete(found)
    await session.flush()
    await record_change(session, discount_id, "discount.changed", ["codes"], actor=actor, at=at)


async def add_batch(
    session: AsyncSession, discount_id: UUID, count: int, *, prefix: str, actor: Actor, at: datetime
) -> UUID:
    """So many new codes, each good for one order; returns their batch. Raises NotFound, NeedsNoCode, BadDiscount."""
    check_code(prefix + "X" * RANDOM_SIGNS)
    discount, batch = await _lock(session, discount_id), new_id()
    missing = count
    while missing:  # a code that is there already is drawn anew
        ids, folded, shown = await in_thread(_draw, missing, prefix)
        of = (discount.merchant_id, discount.id, ONE_TIME, batch, at)
        missing -= await execute_sql(session, _INSERT, *of, ids, folded, shown)
    await record_change(session, discount_id, "discount.changed", ["codes"], actor=actor, at=at)
    return batch


def check_code(shown: str) -> None:
    """Raises BadDiscount for what nobody could type."""
    if len(shown) > LONGEST_CODE or not storable(shown) or not shown.isprintable():
        raise BadDiscount(f"A code has at most {LONGEST_CODE} characters, all of which can be seen.", "code")
    if len(fold_code(shown)) < SHORTEST_CODE:
        raise BadDiscount(f"A code needs at least {SHORTEST_CODE} letters or digits.", "code")


async def _lock(session: AsyncSession, discount_id: UUID) -> Discount:
    """Raises NotFound, NeedsNoCode."""
    discount = await lock_row(session, Discount, discount_id, missing=MISSING)
    if discount.is_automatic:
        raise NeedsNoCode("This discount is given by itself: make one that asks for a code.")
    return discount


def _draw(count: int, prefix: str) -> tuple[list[UUID], list[str], list[str]]:
    """New ids, codes folded, codes as they are written."""
    shown = list({random_code(prefix) for _ in range(count)})
    return [new_id() for _ in shown], [fold_code(each) for each in shown], shown
