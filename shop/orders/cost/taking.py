"""An order takes what it costs: the sums, and the uses of the discounts that are limited."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.delivery.setup import DeliveryKind
from shop.discounts.evaluation import RefusedCode
from shop.discounts.usage import lock_uses, release_uses, take_uses
from shop.merchants.models import Merchant
from shop.orders.cost.circumstances import DeliveryWish, Good
from shop.orders.cost.computing import Cost
from shop.orders.cost.frozen import OrderDelivery, frozen_delivery
from shop.orders.cost.loading import CostOwner, CostWishes, cost_of, seller_taxes
from shop.orders.models import Order


async def take_cost(
    session: AsyncSession,
    merchant: Merchant,
    order: Order,
    goods: Sequence[Good],
    wishes: CostWishes,
    *,
    at: datetime,
) -> Cost:
    """Compute a new order's cost, take the uses of its discounts, and let the order have it. Raises NotSoldThere."""
    cost = await _taken(session, merchant, order, goods, wishes, at=at)
    order.needs_delivery = cost.needs_delivery
    order.deliver_by(frozen_delivery(cost.quote, wishes.address))
    order.take_cost(cost)
    return cost


async def held_cost(
    session: AsyncSession,
    merchant: Merchant,
    order: Order,
    goods: Sequence[Good],
    wishes: CostWishes,
    *,
    at: datetime,
    looked_at: Cost | None = None,
) -> Cost:
    """What it costs now, with the uses of its discounts taken; those it had taken before are given back first.

    A discount whose last use somebody else took meanwhile is left out, and said to be used up. `looked_at`: the same
    cost, where it was computed already. Raises NotSoldThere.
    """
    looked_at = looked_at or await cost_of(session, merchant, goods, wishes, CostOwner.of(order), at=at)
    await lock_uses(session, order.id, looked_at.evaluation)
    await release_uses(session, order.id, at=at)
    return await _taken(session, merchant, order, goods, wishes, at=at, is_anew=True)


async def _taken(
    session: AsyncSession,
    merchant: Merchant,
    order: Order,
    goods: Sequence[Good],
    wishes: CostWishes,
    *,
    at: datetime,
    is_anew: bool = False,
) -> Cost:
    lost: tuple[RefusedCode, ...] = ()
    owner = CostOwner.of(order)
    while True:
        without = frozenset(each.discount_id for each in lost if each.discount_id is not None)
        cost = await cost_of(session, merchant, goods, wishes, owner, at=at, without=without)
        refused: tuple[RefusedCode, ...] = ()
        if is_anew or cost.applied:  # of a new order without discounts nothing is known, nor to be forgotten
            refused = await take_uses(session, order.id, order.customer_id, cost.evaluation, at=at)
        if not refused:
            return msgspec.structs.replace(cost, lost=lost)
        lost += refused


def wishes_of(order: Order) -> CostWishes:
    """What the shopper said about an order beside its goods; its delivery costs what they were told."""
    return _wishes(order, promised=order.delivery)


def wishes_like(order: Order | None, merchant: Merchant) -> CostWishes:
    """The same for other goods in its place: the delivery costs what it costs for those.

    Where another tax may apply to them, how they shall come is asked anew: their total has to be accepted first.
    """
    if order is None:
        return CostWishes()
    taxes = seller_taxes(merchant)
    moves = order.delivery is not None and order.delivery.address is not None and taxes.at_destination
    return CostWishes(codes=tuple(order.codes)) if moves else _wishes(order)


def _wishes(order: Order, *, promised: OrderDelivery | None = None) -> CostWishes:
    codes, chosen = tuple(order.codes), order.delivery
    if chosen is None:
        return CostWishes(codes=codes)
    told = promised.as_quote() if promised is not None else None
    return CostWishes(
        codes=codes,
        delivery=DeliveryWish(chosen.method_id, chosen.place_id, told),
        address=chosen.address,
        is_collected=chosen.kind is DeliveryKind.PICKUP,
    )
