"""An order's messages (link, confirmation, invoice, money) that WhatsApp refused: staff are told, and it is tried again.

When the shopper writes, the window is open and they can be reached: what was refused for that is sent again, as long as
it still holds.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import META, Actor, ActorKind
from shop.inbox.conversations.models import Conversation
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
from shop.payments.financial_status import FinancialStatus, financial_statuses
from shop.payments.links import say_link

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
    await _show(session, order, message, at=now())
    if message.error_code in CURED_BY_WRITING:
        conversation.owe(at=now())


async def _show(session: AsyncSession, order: Order, message: Message, *, at: datetime) -> None:
    reason = message.error_detail or "no reason given"
    sentence = f"{WHAT[_kind(message)]} did not reach the shopper ({message.error_code or '-'}): {reason}"
    await ask_attention(session, order, AttentionKind.MESSAGE_REFUSED, sentence, actor=META, at=at)


@job("notices.send_refused_again")
async def send_refused_again(session: AsyncSession, *, conversation_id: UUID) -> None:
    """The shopper wrote: the last refused message of each kind about each order goes out again."""
    conversation = await lock_conversation(session, conversation_id)
    cured = col(Message.error_code).in_(CURED_BY_WRITING)
    for message in await _refused(session, conversation_id, cured):
        await _send_again(session, conversation, message, at=now())
    await enqueue(session, "inbox.deliver", conversation_id=conversation_id)


async def _refused(
    session: AsyncSession, conversation_id: UUID, *conditions: ColumnElement[bool]
) -> list[Message]:
    """The messages about orders that did not arrive: of each subject the last word, if that is one of them."""
    later = aliased(Message)
    is_overtaken = exists().where(
        col(later.merchant_id) == Message.merchant_id,
        col(later.conversation_id) == Message.conversation_id,
        col(later.about) == Message.about,
        col(later.id) > Message.id,
    )
    found = select(Message).where(
        Message.merchant_id == merchant_of(session),
        Message.conversation_id == conversation_id,
        Message.status == MessageStatus.FAILED,
        Message.lane == Lane.ORDER,
        ~is_overtaken,
        *conditions,
    )
    refused = (await session.exec(found.order_by(col(Message.id)).with_for_update())).all()
    return [each for each in refused if _kind(each) in WHAT]


async def _send_again(
    session: AsyncSession, conversation: Conversation, message: Message, *, at: datetime
) -> None:
    order = await find_order(session, await _order_of(session, message))
    if not await _still_holds(session, message, order):
        return
    if _kind(message) in ASKS_TO_PAY and order.revision > 1:
        await say_link(session, order, conversation)  # with the prices of today
    else:
        message.send_again()
    await session.flush()
    calls = [AttentionKind.MESSAGE_REFUSED]
    await resolve_attention(session, calls, order_subject(order), actor=SENT_AGAIN, at=at)
    for left in await _still_refused(session, order, message):
        await _show(session, order, left, at=at)


async def _still_holds(session: AsyncSession, message: Message, order: Order) -> bool:
    """What asks to pay only while nothing of the order's money has come; a confirmation and an invoice for ever."""
    if _kind(message) not in ASKS_TO_PAY:
        return True
    if order.status is not OrderStatus.PENDING:
        return False
    return (await financial_statuses(session, [order.id]))[order.id] is FinancialStatus.NOTHING


async def _still_refused(session: AsyncSession, order: Order, cured: Message) -> list[Message]:
    """The order's other messages that did not arrive: each stays shown until it does, or somebody has seen to it."""
    uncured = func.coalesce(col(Message.error_code), 0).not_in(CURED_BY_WRITING)
    refused = await _refused(session, order.conversation_id, uncured, col(Message.id) != cured.id)
    return [each for each in refused if await _order_of(session, each) == order.id]


def _kind(message: Message) -> str:
    return (message.about or "").partition(":")[0]


async def _order_of(session: AsyncSession, message: Message) -> UUID:
    kind, named, *_ = (message.about or "").split(":")
    if kind != "invoice":
        return UUID(named)
    invoice = await session.get_one(Invoice, (merchant_of(session), UUID(named)))
    return invoice.order_id
