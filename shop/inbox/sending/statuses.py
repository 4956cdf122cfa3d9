"""What Meta says became of our messages. Applied outside a conversation's order: duplicated, and in any order."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.models import InboundEvent, Message, MessageStatus
from shop.inbox.sending.refusals import note_refusal
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import Priority, enqueue, job
from shop.kit.log import logger
from shop.kit.vendors.webhook_events import WebhookState
from shop.merchants.numbers import note_last_status
from shop.whatsapp.incoming import DeliveryStatus, StatusUpdate, read_status
from shop.whatsapp.untrusted_json import Malformed

log = logger()


@job("inbox.note_statuses", priority=Priority.STATUSES)
async def note_statuses(session: AsyncSession, *, event_ids: list[UUID]) -> None:
    """Move messages up by what arrived; a message is found by its wamid or by the id we gave it."""
    at = now()
    events = await _waiting(session, event_ids)
    read = [(event, status) for event in events if (status := _read(event)) is not None]
    messages = await _messages(session, [status for _, status in read])
    for event, status in read:
        message = messages.get(status.wamid) or messages.get(_own_id(status) or "")
        if message is None:
            event.ignore("No message of ours has this id.")
        else:
            event.finish()
            await _apply(session, message, status, at=at)
    await _note_webhooks_work(session, messages.values(), at=at)


async def _apply(session: AsyncSession, message: Message, status: StatusUpdate, *, at: datetime) -> None:
    if _is_of_an_earlier_attempt(message, status):
        return
    message.wamid = message.wamid or status.wamid
    if status.pricing is not None:
        message.pricing = msgspec.to_builtins(status.pricing)
    answer_was_missing = message.status is MessageStatus.SENDING
    if not _advance(message, status, at=status.at or at):
        return
    if message.status is MessageStatus.FAILED:
        await note_refusal(session, message, said_at=status.at or at, at=at)
    if answer_was_missing:  # what is queued behind it has waited for this
        await enqueue(session, "inbox.deliver", conversation_id=message.conversation_id)


def _is_of_an_earlier_attempt(message: Message, status: StatusUpdate) -> bool:
    """A send whose answer was lost is repeated under another wamid: that the first one failed says nothing of the last."""
    told_failed = status.status is DeliveryStatus.FAILED
    return told_failed and message.wamid is not None and message.wamid != status.wamid


def _advance(message: Message, status: StatusUpdate, *, at: datetime) -> bool:
    told = MessageStatus(status.status.value)
    if told is MessageStatus.FAILED:
        error = status.error
        return message.fail(
            error.code if error else None, (error.details or error.title) if error else None, at=at
        )
    return message.advance(told, at=at)


def _read(event: InboundEvent) -> StatusUpdate | None:
    try:
        return read_status(event.body)
    except Malformed as error:
        event.set_aside(str(error))
        return None


def _own_id(status: StatusUpdate) -> str | None:
    """Our message's id out of `biz_opaque_callback_data` ("<message>:<attempt>")."""
    return status.opaque.split(":", 1)[0] if status.opaque else None


async def _waiting(session: AsyncSession, event_ids: list[UUID]) -> list[InboundEvent]:
    statement = select(InboundEvent).where(
        InboundEvent.merchant_id == merchant_of(session),
        col(InboundEvent.id).in_(event_ids),
        InboundEvent.state == WebhookState.WAITING,
    )
    return list((await session.exec(statement.order_by(col(InboundEvent.key)))).all())


async def _messages(session: AsyncSession, statuses: list[StatusUpdate]) -> dict[str, Message]:
    """Our messages by wamid and by own id, locked in one order."""
    own = [UUID(text) for status in statuses if (text := _own_id(status)) and _is_uuid(text)]
    statement = (
        select(Message)
        .where(
            Message.merchant_id == merchant_of(session),
            col(Message.wamid).in_([status.wamid for status in statuses]) | col(Message.id).in_(own),
        )
        .order_by(col(Message.id))
        .with_for_update()
    )
    found = (await session.exec(statement)).all()
    return {key: message for message in found for key in (message.wamid, str(message.id)) if key}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


async def _note_webhooks_work(session: AsyncSession, messages: Iterable[Message], *, at: datetime) -> None:
    """Webhooks work: a lost answer of before may be told by what did arrive since."""
    numbers = select(Conversation.number_id).where(
        Conversation.merchant_id == merchant_of(session),
        col(Conversation.id).in_({message.conversation_id for message in messages}),
    )
    await note_last_status(session, numbers, at=at)
