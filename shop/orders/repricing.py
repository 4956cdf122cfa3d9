"""An unpaid order at today's prices: a new revision, and with it a new payment link."""

from collections.abc import Sequence
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.check import CartCheck
from shop.kit.jobs import Priority, enqueue
from shop.kit.log import logger
from shop.orders.cost.totals import PricedLine, compute_totals
from shop.orders.models import Order, OrderLine
from shop.orders.reading import lines_of

log = logger()


async def reprice(session: AsyncSession, order: Order, check: CartCheck) -> bool:
    """Bring a locked pending order to today's prices; says whether anything changed. Quantities stay as ordered.

    Raises OrderStateConflict for an order that is no longer pending.
    """
    order.check_repriceable()
    lines = await lines_of(session, order)
    units = _todays_prices(order, lines, check)
    if units == [order.unit_shown(line) for line in lines]:
        return False
    sums = compute_totals(
        [_line(line, unit) for line, unit in zip(lines, units, strict=True)],
        prices_include_tax=True,
    )
    order.reprice(lines, sums)
    # Reminders reprice, too: those who placed an order wait for their link and come first.
    await enqueue(session, "payments.create_link", priority=Priority.NORMAL, order_id=order.id)
    await enqueue(session, "payments.close_links", order_id=order.id)
    log.info("order.repriced", order_id=str(order.id), revision=order.revision)
    return True


def _todays_prices(order: Order, lines: Sequence[OrderLine], check: CartCheck) -> list[int]:
    """What one piece of each line costs today, with tax; what cannot be had today keeps its price."""
    today = {line.variant_id: line for line in check.lines if line.quantity > 0}
    return [
        today[line.variant_id].unit_minor if line.variant_id in today else order.unit_shown(line)
        for line in lines
    ]


def _line(line: OrderLine, unit_minor: int) -> PricedLine:
    """The line at today's price; what is not sold today keeps its own, and every line its rate."""
    return PricedLine(
        name=line.name, sku=line.sku, quantity=line.quantity, unit_minor=unit_minor, rate=Decimal(line.rate)
    )
