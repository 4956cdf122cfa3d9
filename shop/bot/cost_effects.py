"""Carrying out what the dialogue decided about what an order costs: its delivery, a code."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.context import BotContext
from shop.inbox.outbox import queue_reply
from shop.orders.cost.codes import apply_code, code_told
from shop.orders.cost.computing import NotSoldThere
from shop.orders.delivering.asking import ask_for_delivery
from shop.orders.delivering.choosing import DeliveryNotOffered, TotalMoved, choose_delivery
from shop.orders.delivering.offering import DeliveryChoice, address_mark, last_address
from shop.orders.delivering.taps import DeliveryTap
from shop.orders.delivering.words import address_request, new_total_question
from shop.orders.links import pay_url_of
from shop.orders.reading import find_order
from shop.payments.links import say_link
from shop.whatsapp.outgoing import TextMessage


async def choose(session: AsyncSession, context: BotContext, tap: DeliveryTap, *, at: datetime) -> None:
    """Let the order come so. What the goods cost anew is asked first, and what is offered no more is asked again."""
    order = await find_order(session, tap.order_id)
    address = None if tap.place_id else await last_address(session, order.customer_id)
    if tap.method_id is None or (not tap.place_id and tap.address_mark != address_mark(address)):
        # Not to another address than was shown.
        await ask_for_delivery(session, order, context.conversation, at=at)
        return
    choice, is_changed = DeliveryChoice(tap.method_id, tap.place_id, address), order.delivery is not None
    try:
        chosen = await choose_delivery(session, order.id, choice, at=at, accepts_minor=tap.accepts_minor)
    except TotalMoved as moved:
        content = new_total_question(order, moved.cost, address=address)
        await queue_reply(session, context.conversation, content, reason="order.total_moved", at=at)
    except (DeliveryNotOffered, NotSoldThere):
        await ask_for_delivery(session, order, context.conversation, at=at)
    else:
        if is_changed:  # else the link is said once it is made
            await say_link(session, chosen, context.conversation)


async def ask_for_address(
    session: AsyncSession, context: BotContext, order_id: UUID, *, at: datetime
) -> None:
    """Lead to our page, on which an address is written."""
    order = await find_order(session, order_id)
    content = address_request(order, url=pay_url_of(session, order.pay_token))
    await queue_reply(session, context.conversation, content, reason="order.address_asked", at=at)


async def use_code(
    session: AsyncSession, context: BotContext, order_id: UUID, code: str, *, at: datetime
) -> None:
    """Say what the code did, or why it did nothing; with the order as it stands then, where it can be paid."""
    order, outcome = await apply_code(session, order_id, code, at=at)
    said = TextMessage(body=code_told(outcome, order))
    await queue_reply(session, context.conversation, said, reason="order.code", at=at)
    if outcome.applied is not None and order.total_minor and not order.waits_for_delivery:
        await say_link(session, order, context.conversation)
