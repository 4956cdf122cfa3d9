"""An order's messages (link, confirmation, invoice, money) that WhatsApp refused: staff are told, and it is tried again.

When the shopper writes, the window is open and they can be reached: what was refused for that is sent again, as long as
it still holds.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import META, Actor, ActorKind
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Lane, Message, MessageStatus
from shop.inbox.sending.refusals import CURED_BY_WRITING
from shop.invoices.models import Invoice
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import enqueue, job
from shop.orders.attention import ask_attention, order_subject
from shop.orders.models import Order, OrderStatus
from shop.orders.reading import find_order, lock_with_conversation

SENT_AGAIN = Actor(ActorKind.RULE, "notices.send_refused_again")
WHAT = {
    "order": "The payment link",
    "paid": "The confirmation",
    "cancelled": "The word that it is cancelled",
    "invoice": "The invoice",
    "money": "The word about their money",
    "attempt": "The word that their payment failed",
}
ASKS_TO_PAY = frozenset({"order", "attempt"})


@job("notices.note_refused_message")
async def note_refused_message(session: AsyncSession, *, message_id: UUID) -> None:
    """Show on the order that its shopper did not get this; remember that it can be sent when they write."""
    message = await session.get_one(Message, (merchant_of(session), message_id))
    order, conversation = await lock_with_conversation(session, await _order_of(session, message))
    await session.refresh(message)
    if message.status is not MessageStatus.FAILED:
        return  # it did arrive, or is on its way again
    reason = message.error_detail or "no reason given"
    sentence = f"{WHAT[_kind(message)]} did not reach the shopper ({message.error_code or '-'}): {reason}"
    kind = AttentionKind.MESSAGE_REFUSED
    await ask_attention(session, order, kind, sentence, actor=META, at=now())
    if message.error_code in CURED_BY_WRITING:
        conversation.owe(at=now())


@job("notices.send_refused_again")
async def send_refused_again(session: AsyncSession, *, conversation_id: UUID) -> None:
    """The shopper wrote: the last refused message of each kind about each order goes out again."""
    await lock_conversation(session, conversation_id)
    found = select(Message).where(
        Message.merchant_id == merchant_of(session),
        Message.conversation_id == conversation_id,
        Message.status == MessageStatus.FAILED,
        Message.lane == Lane.ORDER,
        col(Message.error_code).in_(CURED_BY_WRITING),
    )
    refused = (await session.exec(found.order_by(col(Message.id)).with_for_update())).all()
    for message in {each.about: each for each in refused if _kind(each) in WHAT}.values():
        await _send_again(session, message, at=now())
    await enqueue(session, "inbox.deliver", conversation_id=conversation_id)


async def _send_again(session: AsyncSession, message: Message, *, at: datetime) -> None:
    order = await find_order(session, await _order_of(session, message))
    if not _still_holds(message, order):
        return
    message.send_again()
    calls = [AttentionKind.MESSAGE_REFUSED]
    await resolve_attention(session, calls, order_subject(order), actor=SENT_AGAIN, at=at)


def _still_holds(message: Message, order: Order) -> bool:
    """What asks to pay only while the order waits for its money; a confirmation and an invoice for ever."""
    return _kind(message) not in ASKS_TO_PAY or order.status is OrderStatus.PENDING


def _kind(message: Message) -> str:
    return (message.about or "").partition(":")[0]


async def _order_of(session: AsyncSession, message: Message) -> UUID:
    kind, named, *_ = (message.about or "").split(":")
    if kind != "invoice":
        return UUID(named)
    invoice = await session.get_one(Invoice, (merchant_of(session), UUID(named)))
    return invoice.order_id
