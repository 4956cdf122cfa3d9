"""Finding fulfilments, and what of an order is still to be sent."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.errors import NotFound
from shop.orders.fulfilments.models import Fulfilment
from shop.orders.life.pieces import counted
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.orders.reading import lines_of


async def fulfilments_of(session: AsyncSession, order_id: UUID) -> list[Fulfilment]:
    """An order's fulfilments, the oldest first."""
    return (await fulfilments_by_order(session, [order_id]))[order_id]


async def fulfilments_by_order(
    session: AsyncSession, order_ids: Sequence[UUID]
) -> dict[UUID, list[Fulfilment]]:
    """The same of several orders."""
    found: dict[UUID, list[Fulfilment]] = {order_id: [] for order_id in order_ids}
    if not order_ids:
        return found
    statement = select(Fulfilment).where(
        Fulfilment.merchant_id == merchant_of(session), col(Fulfilment.order_id).in_(order_ids)
    )
    for each in (await session.exec(statement.order_by(col(Fulfilment.id)))).all():
        found[each.order_id].append(each)
    return found


async def lines_by_order(session: AsyncSession, order_ids: Sequence[UUID]) -> dict[UUID, list[OrderLine]]:
    """The lines of several orders, as they were sold."""
    found: dict[UUID, list[OrderLine]] = {order_id: [] for order_id in order_ids}
    if not order_ids:
        return found
    statement = select(OrderLine).where(
        OrderLine.merchant_id == merchant_of(session), col(OrderLine.order_id).in_(order_ids)
    )
    for line in (await session.exec(statement.order_by(col(OrderLine.position)))).all():
        found[line.order_id].append(line)
    return found


async def find_fulfilment(session: AsyncSession, order_id: UUID, fulfilment_id: UUID) -> Fulfilment:
    """One of an order, as it stands; the order's lock guards it. Raises NotFound."""
    statement = select(Fulfilment).where(
        Fulfilment.merchant_id == merchant_of(session),
        Fulfilment.order_id == order_id,
        Fulfilment.id == fulfilment_id,
    )
    found = (await session.exec(statement.execution_options(populate_existing=True))).one_or_none()
    if found is None:
        raise NotFound("This order has no such fulfilment.")
    return found


async def ordered_pieces(session: AsyncSession, order: Order) -> dict[int, int]:
    """How many pieces each line has, by position."""
    return {line.position: line.quantity for line in await lines_of(session, order)}


async def pieces_to_send(session: AsyncSession, order: Order) -> dict[int, int]:
    """How many of each line are in no parcel, by position. The order must be locked where that is to hold."""
    packed = counted(each.lines for each in await fulfilments_of(session, order.id) if each.counts)
    ordered = await ordered_pieces(session, order)
    return {position: quantity - packed[position] for position, quantity in ordered.items()}


async def pieces_gone(session: AsyncSession, order_id: UUID) -> Counter[int]:
    """How many of each line have left the shop, by position."""
    return counted(each.lines for each in await fulfilments_of(session, order_id) if each.is_gone)
