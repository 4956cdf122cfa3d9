"""What becomes due in the demo's shop, for the clock beside the chat: reminders, held stock, orders that expire."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from sqlmodel import select

from shop.kit.db.database import Database
from shop.orders.models import Order, OrderStatus
from shop.recovery.models import Recovery, RecoveryState
from shop.sandbox.control.chat.upcoming import Upcoming


def upcoming_of(database: Database, merchant_id: UUID) -> Callable[[], Awaitable[list[Upcoming]]]:
    """A function that reads one merchant's due dates."""

    async def read() -> list[Upcoming]:
        async with database.transaction(merchant_id) as session:
            orders = (await session.exec(select(Order).where(Order.status == OrderStatus.PENDING))).all()
            waiting = select(Recovery).where(Recovery.state == RecoveryState.WAITING)
            reminders = (await session.exec(waiting)).all()
        numbers = {order.id: order.number for order in orders}
        return [_reminder(each, numbers) for each in reminders] + _order_dates(orders)

    return read


def _reminder(recovery: Recovery, numbers: dict[UUID, int]) -> Upcoming:
    number = numbers.get(recovery.order_id or recovery.id)
    return Upcoming(recovery.due_at.timestamp(), "shop.reminder", "" if number is None else f"#{number}")


def _order_dates(orders: Sequence[Order]) -> list[Upcoming]:
    held = [
        Upcoming(order.held_until.timestamp(), "shop.stock", f"#{order.number}")
        for order in orders
        if order.held and order.held_until
    ]
    expiring = [Upcoming(order.expires_at.timestamp(), "shop.expiry", f"#{order.number}") for order in orders]
    return held + expiring
