"""Telling the shopper where a parcel is: a message for each step, in the transaction of the step."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.inbox.outbox import queue_message, withdraw_about
from shop.merchants.accounts import this_merchant
from shop.merchants.models import Merchant
from shop.orders.fulfilments.models import Fulfilment, FulfilmentState
from shop.orders.fulfilments.words import ToldParcel, cancelled_words, parcel_words
from shop.orders.models import Order
from shop.orders.reading import lines_of

_BEFORE = {
    FulfilmentState.DELIVERED: FulfilmentState.SHIPPED,
    FulfilmentState.COLLECTED: FulfilmentState.READY,
}


def about_parcel(state: FulfilmentState, fulfilment: Fulfilment) -> str:
    """What ties its message to it: the order stands second, where notices look for it."""
    return f"{state.value}:{fulfilment.order_id}:{fulfilment.id}"


def tells_delivered(merchant: Merchant) -> bool:
    """Are shoppers told that it arrived? The merchant's choice."""
    return bool(merchant.settings.get("tell_delivered", True))


async def tell_step(
    session: AsyncSession, fulfilment: Fulfilment, order: Order, conversation: Conversation, *, at: datetime
) -> None:
    """Where it is now. What still waits to be said of the step before is left out."""
    merchant = await this_merchant(session)
    if fulfilment.state is FulfilmentState.DELIVERED and not tells_delivered(merchant):
        return
    if (earlier := _BEFORE.get(fulfilment.state)) is not None:
        await _withdraw(session, earlier, fulfilment, f"It is {fulfilment.state.value} by now.")
    content, fallback = parcel_words(merchant, ToldParcel(order, await lines_of(session, order), fulfilment))
    await queue_message(
        session,
        conversation,
        content,
        lane=Lane.ORDER,
        reason=f"fulfilment.{fulfilment.state.value}",
        about=about_parcel(fulfilment.state, fulfilment),
        fallback=fallback,
        at=at,
    )


async def tell_step_anew(
    session: AsyncSession, fulfilment: Fulfilment, order: Order, conversation: Conversation, *, at: datetime
) -> None:
    """It was corrected: what was not sent yet says it right; what was sent is not said twice."""
    if fulfilment.state is not FulfilmentState.SHIPPED:
        return
    if await _withdraw(session, fulfilment.state, fulfilment, "It was corrected."):
        await tell_step(session, fulfilment, order, conversation, at=at)


async def tell_cancelled(
    session: AsyncSession,
    fulfilment: Fulfilment,
    order: Order,
    conversation: Conversation,
    *,
    before: FulfilmentState,
    at: datetime,
) -> None:
    """It does not come: said to whom it was announced, and only to them."""
    if before is FulfilmentState.PREPARING:
        return
    if await _withdraw(session, before, fulfilment, "The parcel was cancelled."):
        return
    content, fallback = cancelled_words(await this_merchant(session), order)
    await queue_message(
        session,
        conversation,
        content,
        lane=Lane.ORDER,
        reason="fulfilment.cancelled",
        about=f"lost:{order.id}:{fulfilment.id}",
        fallback=fallback,
        at=at,
    )


async def _withdraw(
    session: AsyncSession, state: FulfilmentState, fulfilment: Fulfilment, reason: str
) -> int:
    return await withdraw_about(session, about_parcel(state, fulfilment), reason=reason, lanes=(Lane.ORDER,))
