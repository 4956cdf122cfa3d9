"""Holding stock again for an order whose promise lapsed, and ordering what is left of it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.check import CartCheck, check_variants
from shop.carts.models import CartState
from shop.carts.open_cart import save_cart
from shop.merchants.accounts import this_merchant
from shop.merchants.models import Merchant
from shop.orders.cancelling import REPLACING, give_way
from shop.orders.checkout import CartIsEmpty, place_order, promise_stock
from shop.orders.cost.computing import Cost
from shop.orders.cost.goods import goods_checked
from shop.orders.cost.loading import CostOwner, cost_of
from shop.orders.cost.taking import wishes_like
from shop.orders.models import HOLD, Order, OrderStatus
from shop.orders.reading import find_order, lines_of, lock_with_conversation


def is_promised(order: Order, *, at: datetime) -> bool:
    """Does the promise of its stock still stand?"""
    return order.held and order.held_until is not None and order.held_until > at


async def hold_again(session: AsyncSession, order_id: UUID, *, at: datetime) -> CartCheck | None:
    """Promise a pending order's stock for another half hour, unless it is promised.

    None when nothing is missing. Else nothing is held, and the check says what is left.
    """
    order, _ = await lock_with_conversation(session, order_id)
    if order.status is not OrderStatus.PENDING or is_promised(order, at=at):
        return None
    if not order.held:  # else its time is over, and nobody gave it back yet
        check = await what_is_left(session, order, at=at)
        if not check.is_fine:
            return check
        await promise_stock(session, check.available)
    order.hold_until(at + HOLD)
    return None


async def missing_now(session: AsyncSession, order_id: UUID, *, at: datetime) -> CartCheck | None:
    """The same question asked without holding or locking anything: what is left where something is missing, else None."""
    order = await find_order(session, order_id)
    if order.status is not OrderStatus.PENDING or order.held:
        return None
    check = await what_is_left(session, order, at=at, lock=False)
    return None if check.is_fine else check


async def what_is_left(session: AsyncSession, order: Order, *, at: datetime, lock: bool = True) -> CartCheck:
    """The order's lines against today's stock, whose rows are locked unless it is only looked at."""
    wanted = [(line.variant_id, line.quantity) for line in await lines_of(session, order)]
    return await check_variants(session, wanted, locale=order.locale, at=at, lock=lock)


async def cost_of_rest(
    session: AsyncSession, merchant: Merchant, order: Order, left: CartCheck, *, at: datetime
) -> Cost:
    """What is left of an order would cost so much, with its codes and its delivery."""
    goods, wishes = goods_checked(left.available), wishes_like(order, merchant)
    return await cost_of(session, merchant, goods, wishes, CostOwner.of(order), at=at)


async def order_what_is_left(session: AsyncSession, order_id: UUID, *, at: datetime) -> Order:
    """A new order of what can still be had, in place of a pending one. Pressed twice, it is the same new order.

    The order itself where nothing is missing. Raises CartIsEmpty where nothing is left, OrderStateConflict.
    """
    known, conversation = await lock_with_conversation(session, order_id)
    if (successor := await _placed_instead(session, known)) is not None:
        return successor
    if await hold_again(session, order_id, at=at) is None and known.status is OrderStatus.PENDING:
        return known
    check = await what_is_left(session, known, at=at)
    if not check.available:
        raise CartIsEmpty(f"Nothing of order {known.number} is left.")
    await give_way(session, order_id, at=at)
    cart = await save_cart(
        session, conversation, check.available, state=CartState.ORDERED, note=known.note, at=at
    )
    merchant = await this_merchant(session)
    return await place_order(
        session, merchant, conversation, cart, check, locale=known.locale, at=at, like=known
    )


async def _placed_instead(session: AsyncSession, order: Order) -> Order | None:
    """The open order that took its place: placed after it in the same conversation, and it gave way."""
    if order.status is not OrderStatus.CANCELLED or order.closed_by != str(REPLACING):
        return None
    later = select(Order).where(
        Order.merchant_id == order.merchant_id,
        Order.conversation_id == order.conversation_id,
        Order.status == OrderStatus.PENDING,
        col(Order.id) > order.id,
    )
    return (await session.exec(later.order_by(col(Order.id)).limit(1))).first()
