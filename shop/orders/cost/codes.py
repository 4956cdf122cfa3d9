"""A code that the shopper types takes something off an unpaid order, or is refused with a reason."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.discounts.codes import fold_code
from shop.discounts.evaluation import AppliedDiscount, RefusedCode
from shop.discounts.words import applied_words, refusal_words
from shop.events.models import SHOPPER, Actor
from shop.events.recording import Value, record
from shop.merchants.accounts import this_merchant
from shop.orders.attention import order_subject
from shop.orders.cost.computing import Cost
from shop.orders.cost.goods import goods_ordered
from shop.orders.cost.taking import held_cost, wishes_of
from shop.orders.models import Order
from shop.orders.reading import lines_of, lock_with_conversation
from shop.orders.repricing import revise


class CodeOutcome(msgspec.Struct, frozen=True):
    """What came of a code: one of the two."""

    applied: AppliedDiscount | None = None
    refused: RefusedCode | None = None


async def apply_code(
    session: AsyncSession, order_id: UUID, code: str, *, at: datetime, actor: Actor = SHOPPER
) -> tuple[Order, CodeOutcome]:
    """Add a code to those of a pending order; what takes something off makes a new revision.

    Raises OrderStateConflict.
    """
    order, _ = await lock_with_conversation(session, order_id)
    cost = await set_codes(session, order, (*order.codes, code), at=at, actor=actor)
    return order, _outcome(cost, code)


def code_told(outcome: CodeOutcome, order: Order) -> str:
    """What a code did, or why it did nothing, in a sentence."""
    if outcome.applied is not None:
        return applied_words(order.locale, outcome.applied, currency=order.currency)
    if outcome.refused is not None:
        return refusal_words(order.locale, outcome.refused, currency=order.currency)
    return ""


async def set_codes(
    session: AsyncSession, order: Order, codes: tuple[str, ...], *, at: datetime, actor: Actor
) -> Cost:
    """Let a locked pending order have these codes and no others. Raises OrderStateConflict."""
    order.check_repriceable(at=at)
    lines, merchant = await lines_of(session, order), await this_merchant(session)
    wishes = msgspec.structs.replace(
        wishes_of(order), codes=tuple({fold_code(each): each for each in codes}.values())
    )
    cost = await held_cost(session, merchant, order, await goods_ordered(session, lines), wishes, at=at)
    if order.differs_from(cost, lines):
        await revise(session, order, lines, cost)
        ids: list[Value] = [each.discount_id for each in cost.applied]
        await record(session, "order.discounted", order_subject(order), actor=actor, at=at, discount_ids=ids)
    return cost


def _outcome(cost: Cost, code: str) -> CodeOutcome:
    applied = [
        each for each in cost.applied if each.code is not None and fold_code(each.code) == fold_code(code)
    ]
    refused = [
        each for each in cost.refused if each.code is not None and fold_code(each.code) == fold_code(code)
    ]
    return CodeOutcome(next(iter(applied), None), next(iter(refused), None))
