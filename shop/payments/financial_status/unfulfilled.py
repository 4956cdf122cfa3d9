"""A paid order that waits for its first parcel: shown to staff once, unless its money went back."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import Actor, ActorKind
from shop.kit.clock import now
from shop.kit.jobs import job
from shop.merchants.accounts import this_merchant
from shop.orders.attention import ask_attention
from shop.orders.life.progress import progress_of
from shop.orders.life.waiting import fulfil_within
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation
from shop.payments.financial_status.loading import load_money

CALLING = Actor(ActorKind.RULE, "payments.call_for_unfulfilled")


@job("payments.call_for_unfulfilled")
async def call_for_unfulfilled(session: AsyncSession, *, order_id: UUID) -> None:
    """Whoever paid waits: staff are told, and once. The first parcel, or a refund of it all, ends the call."""
    order, _ = await lock_with_conversation(session, order_id)
    progress, at = await progress_of(session, order), now()
    within = fulfil_within(await this_merchant(session))
    since = progress.waits_since
    if since is None or (within is not None and since + within > at):
        return
    progress.wait_no_longer()
    if within is not None and not (await load_money(session, order)).is_all_returned:
        await ask_attention(
            session, order, AttentionKind.ORDER_UNFULFILLED, _waits(order, within.days), actor=CALLING, at=at
        )


def _waits(order: Order, days: int) -> str:
    return f"Order {order.number} was paid more than {days} days ago, and no parcel of it has been packed."
