"""What tests of a second cart share: an order that waits for its payment, and a cart sent meanwhile."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from shop.bot.facts import UnpaidFact
from shop.inbox.models import Message
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.whatsapp.incoming import CartMessageLine
from shop.whatsapp.outgoing import ButtonsMessage, decode
from tests.bot.facts import (
    MONDAY_NOON,
    cart,
)
from tests.support.inbox import InboxUnderTest

SENT = cart(CartMessageLine("TAZA", 2, None, None))


MUG = UUID(int=1)


WORK = ("bot.handle_conversation", "bot.answer_conversation", "inbox.deliver")


def waiting(items: dict[UUID, int], *, minutes: int = 1, cart_id: UUID | None = None) -> UnpaidFact:
    placed_at = MONDAY_NOON - timedelta(minutes=minutes)
    return UnpaidFact(UUID(int=9), 1041, 3290, "https://shop.test/pay/abc", placed_at, cart_id, items)


async def sends(inbox: InboxUnderTest, quantity: int, note: str = "") -> None:
    await inbox.hears("", **cart_of(quantity, note))
    await inbox.work(*WORK)


async def orders(inbox: InboxUnderTest) -> list[Order]:
    return await inbox.all(select(Order).order_by(col(Order.number)))


async def pieces(inbox: InboxUnderTest, order: Order) -> int:
    lines = await inbox.all(select(OrderLine).where(OrderLine.order_id == order.id))
    return sum(each.quantity for each in lines)


def cart_of(quantity: int, note: str = "") -> dict[str, Any]:
    lines = [{"product_retailer_id": "TAZA", "quantity": quantity, "item_price": 12.5, "currency": "EUR"}]
    return {"type": "order", "order": {"catalog_id": "1", "text": note, "product_items": lines}}


async def taps(inbox: InboxUnderTest, verb: str) -> None:
    """The shopper taps a button of the last question."""
    question: Message = [m for m in await inbox.outgoing() if m.reason.startswith("bot.cart_")][-1]
    content = decode(question.content)
    assert isinstance(content, ButtonsMessage)
    button = next(each for each in content.buttons if each.id.startswith(verb))
    reply = {"type": "button_reply", "button_reply": {"id": button.id, "title": button.title}}
    await inbox.hears("", type="interactive", interactive=reply)
    await inbox.work(*WORK)
