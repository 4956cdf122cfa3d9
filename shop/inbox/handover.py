"""Who answers: a conversation is handed over, taken, and given back to the bot, under its lock.

While somebody else holds it, the bot still serves carts, stops and questions about orders; no promotion starts.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import call_attention, resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import BOT, Actor
from shop.events.recording import record
from shop.inbox.conversations.cases import conversation_subject, open_case_of
from shop.inbox.conversations.models import Conversation
from shop.inbox.outbox import withdraw_promotions

WAITS = AttentionKind.CONVERSATION_WAITS


async def hand_over(
    session: AsyncSession,
    conversation: Conversation,
    reason: str,
    *,
    at: datetime,
    actor: Actor = BOT,
    is_urgent: bool = False,
) -> None:
    """A person is needed, for the reason of a sentence; what was queued of promotions is taken back."""
    is_new = conversation.call_person(reason, at=at, is_urgent=is_urgent)
    case = await open_case_of(session, conversation)
    if case is not None:
        case.note_handover(reason, at=at)
    about = conversation_subject(conversation)
    await call_attention(session, WAITS, about, reason, actor=actor, at=at)
    if is_new:
        await record(session, "conversation.handed_over", about, actor=actor, at=at)
    await withdraw_promotions(session, [conversation.id], reason="A person took the conversation over.")


async def note_waiting(session: AsyncSession, conversation: Conversation, *, at: datetime) -> None:
    """The shopper said something that the bot leaves to whoever holds the conversation."""
    conversation.note_waiting(at)
    reason = conversation.held_reason or "The shopper wrote again."
    await call_attention(session, WAITS, conversation_subject(conversation), reason, actor=BOT, at=at)


async def take_over(session: AsyncSession, conversation: Conversation, *, actor: Actor, at: datetime) -> None:
    """A person holds it from now on, whoever held it before; the case is theirs."""
    conversation.note_person(at=at)
    case = await open_case_of(session, conversation)
    if case is not None:
        case.assign(str(actor))
    await record(session, "conversation.taken", conversation_subject(conversation), actor=actor, at=at)


async def note_answer(
    session: AsyncSession, conversation: Conversation, *, actor: Actor, at: datetime
) -> None:
    """A person wrote: they hold it, and nothing waits any more."""
    conversation.note_answer(at=at)
    case = await open_case_of(session, conversation)
    if case is not None:
        case.note_answer(by=str(actor), at=at)
    about = conversation_subject(conversation)
    await resolve_attention(session, [WAITS], about, actor=actor, at=at)
    await record(session, "conversation.answered", about, actor=actor, at=at)


async def hand_back(session: AsyncSession, conversation: Conversation, *, actor: Actor, at: datetime) -> None:
    """The bot answers again. Words that nobody answered still wait. Raises StateConflict if the bot holds it."""
    conversation.return_to_bot()
    about = conversation_subject(conversation)
    if conversation.waiting_since is None:
        await resolve_attention(session, [WAITS], about, actor=actor, at=at)
    await record(session, "conversation.handed_back", about, actor=actor, at=at)
