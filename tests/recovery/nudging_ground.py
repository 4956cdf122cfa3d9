"""What the tests of reminders share: somebody who left something behind, and what became of it."""

from typing import Any

from sqlmodel import col, select

from shop.customers.models import Marketing
from shop.gates.models import GateDecision
from shop.inbox.models import Lane, Message
from shop.orders.models import Order
from shop.recovery.models import Recovery
from tests.support.shop import ShopUnderTest, later


async def left_behind(backroom: ShopUnderTest, **person: Any) -> tuple[Order, Recovery]:
    """An order that somebody who agreed to reminders has not paid, watched and due."""
    conversation_id = await backroom.person(**{"marketing": Marketing.GIVEN, **person})
    order = await backroom.order([("MUG", 2)], conversation_id, locale=person.get("locale") or "es")
    recovery = await backroom.watch(order)
    later(minutes=61)
    await backroom.job("orders.lapse_hold", order_id=order.id)
    return order, recovery


async def nudged(backroom: ShopUnderTest, recovery: Recovery) -> Recovery:
    await backroom.job("recovery.nudge", recovery_id=recovery.id)
    found: Recovery = await backroom.one(select(Recovery).where(Recovery.id == recovery.id))
    return found


async def reminders(backroom: ShopUnderTest) -> list[Message]:
    return await backroom.messages(lane=Lane.REMINDER)


async def why(backroom: ShopUnderTest, subject: str) -> list[GateDecision]:
    async with backroom.database.transaction(backroom.merchant.id) as session:
        return list(
            (
                await session.exec(
                    select(GateDecision).where(GateDecision.subject == subject).order_by(col(GateDecision.at))
                )
            ).all()
        )
