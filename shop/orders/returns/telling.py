"""Telling the shopper how a return stands: a message for each step, in the transaction of the step."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.inbox.outbox import queue_message
from shop.merchants.accounts import this_merchant
from shop.orders.models import Order
from shop.orders.reading import lines_of
from shop.orders.returns.models import Return
from shop.orders.returns.words import return_words


async def tell_return(
    session: AsyncSession, it: Return, order: Order, conversation: Conversation, *, at: datetime
) -> None:
    """How it stands now."""
    merchant = await this_merchant(session)
    content, fallback = return_words(merchant, order, await lines_of(session, order), it)
    await queue_message(
        session,
        conversation,
        content,
        lane=Lane.ORDER,
        reason=f"return.{it.state.value}",
        about=f"return:{order.id}:{it.id}:{it.state.value}",
        fallback=fallback,
        at=at,
    )
