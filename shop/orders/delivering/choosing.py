"""How an order shall be delivered is chosen: its cost is computed anew, and its payment link can be made."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import SHOPPER, Actor
from shop.events.recording import record
from shop.kit.errors import Conflict
from shop.merchants.accounts import this_merchant
from shop.orders.attention import order_subject
from shop.orders.cost.computing import Cost
from shop.orders.cost.frozen import frozen_delivery
from shop.orders.cost.goods import goods_ordered
from shop.orders.cost.loading import CostOwner, cost_of
from shop.orders.cost.taking import held_cost
from shop.orders.delivering.offering import DeliveryChoice, wishes_with
from shop.orders.models import Order
from shop.orders.reading import lines_of, lock_with_conversation
from shop.orders.repricing import revise


class DeliveryNotOffered(Conflict):
    """It is not delivered so, or not there."""

    status_code = 422


class TotalMoved(Conflict):
    """The goods cost something else where they go: the shopper must accept the new total first."""

    status_code = 409

    def __init__(self, cost: Cost) -> None:
        super().__init__(f"The total moves to {cost.total_minor} minor units; it has to be accepted first.")
        self.cost = cost


async def choose_delivery(
    session: AsyncSession,
    order_id: UUID,
    choice: DeliveryChoice,
    *,
    at: datetime,
    accepts_minor: int | None = None,
    actor: Actor = SHOPPER,
) -> Order:
    """Let a pending order come so, in a new revision with its own payment link.

    Raises DeliveryNotOffered, NotSoldThere, OrderStateConflict; TotalMoved where the goods cost something else there,
    or than `accepts_minor`, the total that was shown.
    """
    order, _ = await lock_with_conversation(session, order_id)
    order.check_repriceable(at=at)
    merchant, wishes = await this_merchant(session), wishes_with(order, choice)
    goods = await goods_ordered(session, lines := await lines_of(session, order))
    looked_at = await cost_of(session, merchant, goods, wishes, CostOwner.of(order), at=at)
    _check(order, looked_at, accepts_minor)
    cost = await held_cost(session, merchant, order, goods, wishes, at=at, looked_at=looked_at)
    order.deliver_by(frozen_delivery(cost.quote, choice.address))
    await revise(session, order, lines, cost)
    await _note_choice(session, order, choice, actor=actor, at=at)
    return order


async def _note_choice(
    session: AsyncSession, order: Order, choice: DeliveryChoice, *, actor: Actor, at: datetime
) -> None:
    about, kinds = order_subject(order), [AttentionKind.NO_DELIVERY]
    await record(session, "order.delivery_chosen", about, actor=actor, at=at, method_id=choice.method_id)
    await resolve_attention(session, kinds, about, actor=actor, at=at)


def _check(order: Order, cost: Cost, accepts_minor: int | None) -> None:
    """Can it be had so, and has the shopper accepted what it costs, or more? Raises DeliveryNotOffered, TotalMoved."""
    if cost.quote is None:
        raise DeliveryNotOffered(_why(cost, order))
    is_dearer = cost.total_minor > accepts_minor if accepts_minor is not None else _goods_move(order, cost)
    if is_dearer:
        raise TotalMoved(cost)


def _goods_move(order: Order, cost: Cost) -> bool:
    """Do the goods themselves cost something else than the shopper was told? Delivery is told with each method."""
    told = order.total_minor - order.delivery_minor
    return cost.total_minor - cost.delivery_minor != told


def _why(cost: Cost, order: Order) -> str:
    if cost.no_delivery is not None:
        return cost.no_delivery.said("en", order.currency)
    return "This delivery is not offered for the order, or not to that address."
