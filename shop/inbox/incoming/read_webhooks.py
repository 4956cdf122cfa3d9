"""A conversation's events become messages, in the provider's order, under the conversation's lock.

The bot reads and answers in one transaction (`bot.handle_conversation`). When that fails, the job here reads alone,
so that what cannot be read is told apart from what cannot be answered.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import call_attention
from shop.attention.models import AttentionKind
from shop.customers.identities import Identity
from shop.customers.lookup import find_or_create_customer
from shop.events.models import META
from shop.inbox.conversations.cases import conversation_subject, ensure_case
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.inbox.incoming.identity_changes import note_identity_change
from shop.inbox.locking import lock_conversation
from shop.inbox.models import MOVE_WAITING, Direction, Message, MessageStatus
from shop.inbox.outbox import withdraw_promotions
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch, insert_rows
from shop.kit.jobs import Priority, enqueue, job
from shop.kit.log import logger
from shop.kit.vendors.webhook_events import WebhookState
from shop.whatsapp.incoming import IncomingKind, IncomingMessage, read_message
from shop.whatsapp.untrusted_json import Malformed

log = logger()

# What wants no answer: an emoji on a message, a system message, a message taken back.
SILENT = frozenset({IncomingKind.REACTION, IncomingKind.SYSTEM, IncomingKind.REVOKE})
# What is no new word of the shopper, and opens no window.
NO_WORD = frozenset({IncomingKind.SYSTEM, IncomingKind.EDIT, IncomingKind.REVOKE})
LONGEST_REASON = 500
AGAIN = Priority.NORMAL  # a conversation that cannot be read as a whole must not hold up others

_WAITING = (
    "SELECT id, body FROM inbound_event WHERE merchant_id = $1 AND conversation_id = $2 AND state = 'waiting' "
    "AND kind = 'message' ORDER BY provider_at NULLS LAST, arrived_at, id"
)
_SUPERSEDED = (
    "UPDATE message SET unanswered = false WHERE merchant_id = $1 AND conversation_id = $2 "
    "AND wamid = ANY($3::text[]) AND direction = 'in' AND unanswered"
)


class _Event(msgspec.Struct, frozen=True):
    """A stored message that has not been read."""

    id: UUID
    body: bytes


async def set_webhook_aside(
    session: AsyncSession, *, conversation_id: UUID, one_by_one: bool, reason: str
) -> None:
    """Reading keeps failing. Of several events it is not known which: read them one by one.

    The one that fails alone is put aside and a person is called; the rest goes on.
    """
    conversation = await lock_conversation(session, conversation_id)
    waiting = await _waiting(session, conversation_id)
    if len(waiting) > 1 and not one_by_one:
        await enqueue(
            session, "inbox.read_webhooks", priority=AGAIN, conversation_id=conversation_id, one_by_one=True
        )
        return
    for event in waiting[:1]:
        await _move(session, [event.id], WebhookState.SET_ASIDE, reason[:LONGEST_REASON])
        await hand_over(session, conversation, "A message could not be read.", at=now())
        log.error("inbox.webhook_set_aside", event_id=str(event.id))
    if len(waiting) > 1:
        await enqueue(session, "inbox.read_webhooks", priority=AGAIN, conversation_id=conversation_id)


@job("inbox.read_webhooks", attempts=5, priority=Priority.SLOWER_ANSWER, give_up=set_webhook_aside)
async def read_webhooks(session: AsyncSession, *, conversation_id: UUID, one_by_one: bool = False) -> None:
    """Append what arrived; wake the bot."""
    if not await _waiting(session, conversation_id):
        return  # another wake-up took it all; looked at before locking
    conversation = await lock_conversation(session, conversation_id)
    waiting = await _waiting(session, conversation_id)
    now_read = waiting[:1] if one_by_one else waiting
    fresh = await _read(session, conversation, now_read, at=now())
    if any(message.unanswered for message in fresh):
        await enqueue(session, "bot.answer_conversation", conversation_id=conversation_id)
    if len(now_read) < len(waiting):
        await enqueue(
            session, "inbox.read_webhooks", priority=AGAIN, conversation_id=conversation_id, one_by_one=True
        )


async def append_messages(session: AsyncSession, conversation: Conversation, *, at: datetime) -> None:
    """Append everything that arrived in a locked conversation."""
    await _read(session, conversation, await _waiting(session, conversation.id), at=at)


async def _read(
    session: AsyncSession, conversation: Conversation, events: Sequence[_Event], *, at: datetime
) -> list[Message]:
    done: list[UUID] = []
    messages: list[Message] = []
    replaced: list[str] = []
    for event in events:
        try:
            incoming = read_message(event.body)
        except Malformed as error:
            await _move(session, [event.id], WebhookState.SET_ASIDE, str(error))
            await _call_person(session, conversation, at=at)
            continue
        done.append(event.id)
        messages.append(await _append(session, conversation, incoming, at=at))
        if incoming.original is not None:
            replaced.append(incoming.original)
    if messages:
        await insert_rows(session, messages)
        if replaced:  # an edited message is read as it is now, one taken back is not answered
            await execute_sql(session, _SUPERSEDED, merchant_of(session), conversation.id, replaced)
        await _move(session, done, WebhookState.DONE)
        if any(message.kind != IncomingKind.SYSTEM for message in messages):
            await _note_answer(session, conversation)
    return messages


async def _call_person(session: AsyncSession, conversation: Conversation, *, at: datetime) -> None:
    """Somebody wrote, and nobody will answer what nobody can read."""
    kind, about = AttentionKind.MESSAGE_UNREADABLE, conversation_subject(conversation)
    await call_attention(session, kind, about, "A message could not be read.", actor=META, at=at)


async def _note_answer(session: AsyncSession, conversation: Conversation) -> None:
    """The shopper wrote: what was refused until then goes out again, and no promotion is sent."""
    if conversation.take_owed():
        await enqueue(session, "notices.send_refused_again", conversation_id=conversation.id)
    await withdraw_promotions(session, [conversation.id], reason="The shopper answered.")


async def _waiting(session: AsyncSession, conversation_id: UUID) -> list[_Event]:
    rows = await fetch(session, _WAITING, merchant_of(session), conversation_id)
    return [_Event(*row) for row in rows]


async def _move(
    session: AsyncSession, ids: Sequence[UUID], state: WebhookState, reason: str | None = None
) -> None:
    await execute_sql(session, MOVE_WAITING, merchant_of(session), ids, state.value, reason)


async def _append(
    session: AsyncSession, conversation: Conversation, incoming: IncomingMessage, *, at: datetime
) -> Message:
    """Append it to its conversation; to whom that belongs is known from the first message on and filled in later."""
    said_at = min(incoming.sent_at or at, at)  # a phone's clock can't move the window into the future
    if incoming.system is not None and incoming.system.is_change_of_identity:
        await note_identity_change(session, conversation, incoming, said_at=said_at, at=at)
        return _message(conversation, incoming, said_at=said_at, at=at)
    profile = incoming.profile
    sender = Identity(profile.bsuid or conversation.bsuid, profile.phone or conversation.phone)
    customer_id = await find_or_create_customer(session, sender, name=profile.name, at=at)
    if conversation.customer_id != customer_id:
        conversation.customer_id = customer_id
    if incoming.kind not in NO_WORD:
        await ensure_case(session, conversation, at=said_at)
        conversation.note_inbound(said_at)
    return _message(conversation, incoming, said_at=said_at, at=at)


def _message(
    conversation: Conversation, incoming: IncomingMessage, *, said_at: datetime, at: datetime
) -> Message:
    return Message(
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        direction=Direction.IN,
        status=MessageStatus.RECEIVED,
        kind=incoming.kind.value,
        text=incoming.text,
        content=msgspec.to_builtins(incoming),
        wamid=incoming.wamid,
        reply_to=incoming.reply_to,
        unanswered=incoming.kind not in SILENT,
        said_at=said_at,
        created_at=at,
    )
