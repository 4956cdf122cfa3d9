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
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Message, MessageStatus
from shop.inbox.sending.refusals import CURED_BY_WRITING, NOBODY_KNOWS
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import enqueue, job
from shop.notices.subjects import ASKS_TO_PAY, WHAT, kind_of, order_id_of, still_holds
from shop.orders.attention import ask_attention, order_subject
from shop.orders.models import Order
from shop.orders.reading import find_order, lock_with_conversation
from shop.payments.links import say_link

SENT_AGAIN = Actor(ActorKind.RULE, "notices.send_refused_again")


@job("notices.note_refused_message")
async def note_refused_message(session: AsyncSession, *, message_id: UUID) -> None:
    """Show on the order that its shopper did not get this; remember that it can be sent when they write."""
    message = await session.get_one(Message, (merchant_of(session), message_id))
    order, conversation = await lock_with_conversation(session, await order_id_of(session, message))
    await session.refresh(message)
    if message.status not in (MessageStatus.FAILED, MessageStatus.UNKNOWN):
        return  # it did arrive, or is on its way again
    await _show(session, order, message, at=now())
    if message.error_code in CURED_BY_WRITING:
        conversation.owe(at=now())


async def _show(session: AsyncSession, order: Order, message: Message, *, at: datetime) -> None:
    reason = message.error_detail or "no reason given"
    if message.status is MessageStatus.UNKNOWN:
        sentence = f"{WHAT[kind_of(message)]} may not have reached the shopper: {NOBODY_KNOWS}"
    else:
        sentence = (
            f"{WHAT[kind_of(message)]} did not reach the shopper ({message.error_code or '-'}): {reason}"
        )
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
    return [each for each in refused if kind_of(each) in WHAT]


async def _send_again(
    session: AsyncSession, conversation: Conversation, message: Message, *, at: datetime
) -> None:
    order = await find_order(session, await order_id_of(session, message))
    if not await still_holds(session, message, order):
        return
    if kind_of(message) in ASKS_TO_PAY and order.revision > 1:
        await say_link(session, order, conversation)  # with the prices of today
    else:
        message.send_again()
    await session.flush()
    calls = [AttentionKind.MESSAGE_REFUSED]
    await resolve_attention(session, calls, order_subject(order), actor=SENT_AGAIN, at=at)
    for left in await _still_refused(session, order, message):
        await _show(session, order, left, at=at)


async def _still_refused(session: AsyncSession, order: Order, cured: Message) -> list[Message]:
    """The order's other messages that did not arrive: each stays shown until it does, or somebody has seen to it."""
    uncured = func.coalesce(col(Message.error_code), 0).not_in(CURED_BY_WRITING)
    refused = await _refused(session, order.conversation_id, uncured, col(Message.id) != cured.id)
    return [each for each in refused if await order_id_of(session, each) == order.id]
