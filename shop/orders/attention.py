"""What about an order a person must look at."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import call_attention, open_attention_of
from shop.attention.models import AttentionKind
from shop.events.models import Actor, Subject, SubjectKind
from shop.orders.models import Order

# Nobody need look at these once an order that was not paid is closed.
OF_UNPAID = [AttentionKind.ORDER_NOTE, AttentionKind.NO_DELIVERY]


def order_subject(order: Order) -> Subject:
    """The order as events and calls name it."""
    return Subject(SubjectKind.ORDER, order.id)


async def ask_attention(
    session: AsyncSession,
    order: Order,
    kind: AttentionKind,
    detail: str,
    *,
    actor: Actor,
    at: datetime,
    due_at: datetime | None = None,
) -> None:
    """Ask staff to look at it; `detail` is a sentence. What they have not seen to yet stays, too."""
    known = (await open_attention_of(session, SubjectKind.ORDER, [order.id])).get(order.id, [])
    earlier = [call.detail for call in known if call.kind is kind]
    said = "\n".join(dict.fromkeys([line for text in earlier for line in text.splitlines()] + [detail]))
    await call_attention(session, kind, order_subject(order), said, actor=actor, at=at, due_at=due_at)


async def attention_of(session: AsyncSession, order_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The sentences about each order that asks for attention, one a line, oldest first."""
    calls = await open_attention_of(session, SubjectKind.ORDER, order_ids)
    return {order_id: "\n".join(call.detail for call in found) for order_id, found in calls.items()}
