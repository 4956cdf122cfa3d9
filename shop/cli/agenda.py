"""What becomes due in the demo's shop, for the clock beside the chat: reminders, held stock, orders that expire."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlmodel import select

from shop.kit.db import Database
from shop.orders.models import Order, OrderStatus
from shop.recovery.models import Recovery, RecoveryState
from shop.sandbox.control.chat.upcoming import Upcoming


def agenda_of(database: Database, merchant_id: UUID) -> Callable[[], Awaitable[list[Upcoming]]]:
    """A look at one merchant's due dates."""

    async def look() -> list[Upcoming]:
        async with database.transaction(merchant_id) as session:
            orders = (await session.exec(select(Order).where(Order.status == OrderStatus.PENDING))).all()
            waiting = select(Recovery).where(Recovery.state == RecoveryState.WAITING)
            reminders = (await session.exec(waiting)).all()
        numbers = {order.id: f"#{order.number}" for order in orders}
        return [
            *(
                Upcoming(
                    found.due_at.timestamp(), "shop.reminder", numbers.get(found.order_id or found.id, "")
                )
                for found in reminders
            ),
            *(
                Upcoming(order.held_until.timestamp(), "shop.stock", f"#{order.number}")
                for order in orders
                if order.held and order.held_until
            ),
            *(Upcoming(order.expires_at.timestamp(), "shop.expiry", f"#{order.number}") for order in orders),
        ]

    return look
