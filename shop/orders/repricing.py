"""An unpaid order at today's prices: a new revision, and with it a new payment link."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.check import CartCheck
from shop.events.models import Actor, ActorKind
from shop.events.recording import record
from shop.kit.clock import now
from shop.kit.jobs import Priority, enqueue
from shop.kit.log import logger
from shop.merchants.accounts import this_merchant
from shop.orders.attention import order_subject
from shop.orders.cost.computing import Cost
from shop.orders.cost.goods import goods_ordered
from shop.orders.cost.taking import held_cost, wishes_of
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.orders.reading import lines_of

log = logger()

REPRICING = Actor(ActorKind.RULE, "orders.reprice")


async def reprice(session: AsyncSession, order: Order, check: CartCheck, *, at: datetime) -> bool:
    """Bring a locked pending order to today's prices, discounts and taxes; says whether anything changed.

    Quantities stay as ordered; what is not sold today keeps its price, and the delivery what it was told to cost. Raises
    OrderStateConflict for an order that is no longer pending.
    """
    order.check_repriceable(at=at)
    lines = await lines_of(session, order)
    today = {
        line.variant_id: line.unit_minor for line in check.lines if line.variant_id and line.quantity > 0
    }
    goods = await goods_ordered(session, lines, units=today)
    merchant = await this_merchant(session)
    cost = await held_cost(session, merchant, order, goods, wishes_of(order), at=at)
    if not order.differs_from(cost, lines):
        return False
    await revise(session, order, lines, cost)
    return True


async def revise(session: AsyncSession, order: Order, lines: Sequence[OrderLine], cost: Cost) -> None:
    """The order at another cost: a new revision, and with it another payment link."""
    order.reprice(lines, cost)
    # Reminders reprice, too: those who placed an order wait for their link and come first.
    await enqueue(session, "payments.create_link", priority=Priority.NORMAL, order_id=order.id)
    await enqueue(session, "payments.close_links", order_id=order.id)
    about, total = order_subject(order), order.total_minor
    await record(session, "order.repriced", about, actor=REPRICING, at=now(), total_minor=total)
    log.info("order.repriced", order_id=str(order.id), revision=order.revision)
