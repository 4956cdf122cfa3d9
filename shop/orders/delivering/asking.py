"""The question how an order shall be delivered, as a list in the chat."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import Actor, ActorKind
from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.inbox.outbox import queue_message
from shop.merchants.accounts import this_merchant
from shop.orders.attention import ask_attention
from shop.orders.delivering.offering import load_offers
from shop.orders.delivering.words import delivery_question
from shop.orders.links import pay_url_of
from shop.orders.models import Order
from shop.orders.reading import lines_of

ASKING = Actor(ActorKind.RULE, "orders.ask_for_delivery")


async def ask_for_delivery(
    session: AsyncSession, order: Order, conversation: Conversation, *, at: datetime
) -> None:
    """Ask in the chat, where anything may be written there; our page asks at any time.

    An order that can be delivered nowhere is shown to staff.
    """
    merchant = await this_merchant(session)
    offers = await load_offers(session, merchant, order, at=at)
    if offers.impossible is not None:
        sentence = offers.impossible.said("en", order.currency)
        kind = AttentionKind.NO_DELIVERY
        await ask_attention(session, order, kind, sentence, actor=ASKING, at=at)
    if conversation.window_is_open(at):
        lines, url = await lines_of(session, order), pay_url_of(session, order.pay_token)
        content = delivery_question(merchant, order, lines, offers, url=url)
        await queue_message(
            session,
            conversation,
            content,
            lane=Lane.ORDER,
            reason="order.delivery_asked",
            about=f"choice:{order.id}",
            at=at,
        )
