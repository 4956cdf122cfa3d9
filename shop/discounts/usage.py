"""Counts uses so that limits hold whoever else takes at the same moment: under locks of discounts, then of codes, by id.

All three functions belong to the caller's transaction, which holds the order and its stock already and takes the order's
number after them. Uses refer to the order by its id; it need not be written yet.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.discounts.evaluation import AppliedDiscount, Evaluation, RefusalReason, RefusedCode
from shop.discounts.evaluation.candidates import limit_reason
from shop.discounts.loading import uses_of
from shop.discounts.models import DiscountStatus, DiscountUse, UseState
from shop.kit.db.session import merchant_of, speaking
from shop.kit.db.sql import execute_sql, fetch, insert_rows

_LOCK_DISCOUNTS = (
    "SELECT id, status, max_uses, max_uses_per_customer, uses FROM discount "
    "WHERE merchant_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR NO KEY UPDATE"
)
_LOCK_CODES = (
    "SELECT id, max_uses, uses FROM discount_code "
    "WHERE merchant_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR NO KEY UPDATE"
)
_COUNT_DISCOUNTS = "UPDATE discount SET uses = uses + $3 WHERE merchant_id = $1 AND id = ANY($2::uuid[])"
_COUNT_CODES = "UPDATE discount_code SET uses = uses + $3 WHERE merchant_id = $1 AND id = ANY($2::uuid[])"
_FORGET = "DELETE FROM discount_use WHERE merchant_id = $1 AND order_id = $2 AND state = 'released'"

Rows = Mapping[UUID, asyncpg.Record]


async def take_uses(
    session: AsyncSession, order_id: UUID, customer_id: UUID, evaluation: Evaluation, *, at: datetime
) -> tuple[RefusedCode, ...]:
    """Hold a use of every applied discount for the order, or none: then returns those that were used up meanwhile.

    A refusal leaves no lock behind: the caller loads the rules and evaluates again. Where an order is priced anew, release
    its uses first and call this whatever the new evaluation says: what was released before is forgotten.
    """
    await execute_sql(session, _FORGET, merchant_of(session), order_id)
    if not evaluation.applied:
        return ()
    if refused := await _lock_or_refuse(session, customer_id, evaluation.applied):
        return refused
    await _count(session, [(each.discount_id, each.code_id) for each in evaluation.applied], by=1)
    uses = [_use(session, order_id, customer_id, each, at=at) for each in evaluation.applied]
    await insert_rows(session, uses)
    return ()


async def lock_uses(session: AsyncSession, order_id: UUID, evaluation: Evaluation) -> None:
    """Lock at once, by id, all that an order holds and all that it would take: priced anew, it gives the one back and
    takes the other, and two orders that do so in turns would wait for each other.
    """
    taken = [(use.discount_id, use.code_id) for use in await _uses(session, order_id, UseState.HELD)]
    taken += [(each.discount_id, each.code_id) for each in evaluation.applied]
    if taken:
        await _lock(session, taken)


async def release_uses(session: AsyncSession, order_id: UUID, *, at: datetime) -> None:
    """An unpaid order has ended, or is priced anew: what it held can be used by others. A second call changes nothing."""
    held = await _uses(session, order_id, UseState.HELD)
    if not held:
        return
    taken = [(use.discount_id, use.code_id) for use in held]
    await _lock(session, taken)
    await _count(session, taken, by=-1)
    for use in held:
        use.release(at=at)
    await session.flush()


async def confirm_uses(session: AsyncSession, order_id: UUID, *, at: datetime) -> None:
    """The order is paid. What it had released is taken again, also above a limit: then the use says so."""
    for use in await _uses(session, order_id, UseState.HELD):
        use.confirm(at=at)
    released = await _uses(session, order_id, UseState.RELEASED)
    if released:
        taken = [(use.discount_id, use.code_id) for use in released]
        discounts, codes = await _lock(session, taken)
        own = await uses_of(session, released[0].customer_id, [use.discount_id for use in released])
        for use in released:
            reached = _reached(use.discount_id, use.code_id, discounts, codes, own)
            use.confirm(at=at, is_over_limit=reached is not None)
        await _count(session, taken, by=1)
    await session.flush()


Taken = Sequence[tuple[UUID, UUID | None]]  # discounts with their codes


async def _lock_or_refuse(
    session: AsyncSession, customer_id: UUID, applied: Sequence[AppliedDiscount]
) -> tuple[RefusedCode, ...]:
    """Lock them all, or say why not and lock none: what is tried next may lie before them in the order of locks."""
    async with speaking(session) as connection:
        await connection.execute("SAVEPOINT discount_uses")
        refused = await _refused(session, customer_id, applied)
        await connection.execute(f"{'ROLLBACK TO' if refused else 'RELEASE'} SAVEPOINT discount_uses")
    return refused


async def _refused(
    session: AsyncSession, customer_id: UUID, applied: Sequence[AppliedDiscount]
) -> tuple[RefusedCode, ...]:
    """Which of them cannot be used any more, now that nobody else can take of them."""
    discounts, codes = await _lock(session, [(each.discount_id, each.code_id) for each in applied])
    limited = [id_ for id_, row in discounts.items() if row["max_uses_per_customer"] is not None]
    own = await uses_of(session, customer_id, limited)
    reasons = [(each, _reason(each, discounts, codes, own)) for each in applied]
    return tuple(
        RefusedCode(code=each.code, discount_id=each.discount_id, reason=reason)
        for each, reason in reasons
        if reason is not None
    )


def _reason(
    each: AppliedDiscount, discounts: Rows, codes: Rows, own: Mapping[UUID, int]
) -> RefusalReason | None:
    """What was deleted or archived meanwhile cannot be used either."""
    if each.discount_id not in discounts or (each.code_id is not None and each.code_id not in codes):
        return RefusalReason.UNKNOWN
    if discounts[each.discount_id]["status"] == DiscountStatus.ARCHIVED:
        return RefusalReason.OVER
    return _reached(each.discount_id, each.code_id, discounts, codes, own)


def _reached(
    discount_id: UUID, code_id: UUID | None, discounts: Rows, codes: Rows, own: Mapping[UUID, int]
) -> RefusalReason | None:
    discount = discounts[discount_id]
    code = codes[code_id] if code_id is not None else None
    return limit_reason(
        max_uses=discount["max_uses"],
        uses=discount["uses"],
        code_max_uses=code["max_uses"] if code else None,
        code_uses=code["uses"] if code else 0,
        max_uses_per_customer=discount["max_uses_per_customer"],
        uses_of_customer=own.get(discount_id, 0),
    )


async def _lock(session: AsyncSession, taken: Taken) -> tuple[Rows, Rows]:
    """The discounts, then the codes, each by id, until the transaction ends."""
    merchant_id = merchant_of(session)
    discounts = await fetch(session, _LOCK_DISCOUNTS, merchant_id, [discount for discount, _ in taken])
    wanted = [code for _, code in taken if code is not None]
    codes = await fetch(session, _LOCK_CODES, merchant_id, wanted) if wanted else []
    return {row["id"]: row for row in discounts}, {row["id"]: row for row in codes}


async def _count(session: AsyncSession, taken: Taken, *, by: int) -> None:
    merchant_id = merchant_of(session)
    await execute_sql(session, _COUNT_DISCOUNTS, merchant_id, [discount for discount, _ in taken], by)
    if codes := [code for _, code in taken if code is not None]:
        await execute_sql(session, _COUNT_CODES, merchant_id, codes, by)


async def _uses(session: AsyncSession, order_id: UUID, state: UseState) -> Sequence[DiscountUse]:
    statement = select(DiscountUse).where(
        DiscountUse.merchant_id == merchant_of(session),
        DiscountUse.order_id == order_id,
        DiscountUse.state == state,
    )
    held = statement.order_by(col(DiscountUse.id)).with_for_update(key_share=True)
    return (await session.exec(held.execution_options(populate_existing=True))).all()


def _use(
    session: AsyncSession, order_id: UUID, customer_id: UUID, each: AppliedDiscount, *, at: datetime
) -> DiscountUse:
    return DiscountUse(
        merchant_id=merchant_of(session),
        discount_id=each.discount_id,
        code_id=each.code_id,
        customer_id=customer_id,
        order_id=order_id,
        amount_minor=each.amount_minor,
        at=at,
    )
