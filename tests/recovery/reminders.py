"""What the tests of reminders share: somebody who left something behind, and what became of it."""

from typing import Any

from sqlmodel import col, select

from shop.customers.models import Marketing
from shop.gates.models import GateDecision
from shop.inbox.lanes import Lane
from shop.inbox.models import Message
from shop.orders.models import Order
from shop.recovery.models import Recovery
from tests.support.shop import ShopUnderTest, move_by


async def left_behind(shop: ShopUnderTest, **person: Any) -> tuple[Order, Recovery]:
    """An order that somebody who agreed to reminders has not paid, watched and due."""
    conversation_id = await shop.person(**{"marketing": Marketing.GIVEN, **person})
    order = await shop.order([("MUG", 2)], conversation_id, locale=person.get("locale") or "es")
    recovery = await shop.watch(order)
    move_by(minutes=61)
    await shop.job("orders.lapse_hold", order_id=order.id)
    return order, recovery


async def nudged(shop: ShopUnderTest, recovery: Recovery) -> Recovery:
    await shop.job("recovery.nudge", recovery_id=recovery.id)
    found: Recovery = await shop.one(select(Recovery).where(Recovery.id == recovery.id))
    return found


async def reminders(shop: ShopUnderTest) -> list[Message]:
    return await shop.messages(lane=Lane.REMINDER)


async def why(shop: ShopUnderTest, subject: str) -> list[GateDecision]:
    async with shop.database.transaction(shop.merchant.id) as session:
        about = select(GateDecision).where(GateDecision.subject == subject)
        return list((await session.exec(about.order_by(col(GateDecision.at)))).all())
