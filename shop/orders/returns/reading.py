"""Finding returns, and what of an order can still come back."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.errors import NotFound
from shop.orders.fulfilments.reading import ordered_pieces, pieces_gone
from shop.orders.life.pieces import counted
from shop.orders.models import Order
from shop.orders.returns.models import Return


async def returns_of(session: AsyncSession, order_id: UUID) -> Sequence[Return]:
    """An order's returns, the oldest first."""
    statement = select(Return).where(Return.merchant_id == merchant_of(session), Return.order_id == order_id)
    return (await session.exec(statement.order_by(col(Return.id)))).all()


async def find_return(session: AsyncSession, order_id: UUID, return_id: UUID) -> Return:
    """One of an order, as it stands; the order's lock guards it. Raises NotFound."""
    statement = select(Return).where(
        Return.merchant_id == merchant_of(session), Return.order_id == order_id, Return.id == return_id
    )
    found = (await session.exec(statement.execution_options(populate_existing=True))).one_or_none()
    if found is None:
        raise NotFound("This order has no such return.")
    return found


async def pieces_to_return(session: AsyncSession, order: Order) -> dict[int, int]:
    """How many of each line were sent and are in no return, by position. The order must be locked where that is to hold."""
    gone = await pieces_gone(session, order.id)
    coming = counted(each.lines for each in await returns_of(session, order.id) if each.counts)
    return {position: gone[position] - coming[position] for position in await ordered_pieces(session, order)}
