"""Opening and closing cases, under the conversation's lock.

A case begins with a person's first message while none is open. It ends when somebody closes it, or after 24 hours of
silence that follow our word; words that nobody answered keep it open.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import SHOPPER, Actor, ActorKind, Subject, SubjectKind
from shop.events.recording import event_of, record
from shop.inbox.conversations.models import Case, Conversation
from shop.kit.db.sql import fetch_one, insert_rows
from shop.kit.states import StateConflict

SILENCE = timedelta(hours=24)
SILENCE_RULE = Actor(ActorKind.RULE, "inbox.close_silent_case")

_LAST_WORD = (
    "SELECT direction, said_at FROM message WHERE merchant_id = $1 AND conversation_id = $2 AND kind <> 'system' "
    "AND status <> 'withdrawn' ORDER BY said_at DESC, id DESC LIMIT 1"
)


def conversation_subject(conversation: Conversation) -> Subject:
    """The conversation as events and calls name it."""
    return Subject(SubjectKind.CONVERSATION, conversation.id)


async def ensure_case(session: AsyncSession, conversation: Conversation, *, at: datetime) -> None:
    """A message arrived that was said at `at`: it belongs to the open case, or opens one.

    To be called before the message is stored.
    """
    if conversation.case_since is not None and await is_silent(session, conversation, at=at):
        await _end(session, conversation, actor=SILENCE_RULE, at=at)
    if conversation.case_since is None:
        conversation.open_case(at=at)
        case = Case(merchant_id=conversation.merchant_id, conversation_id=conversation.id, opened_at=at)
        subject = conversation_subject(conversation)
        opened = event_of(case.merchant_id, "case.opened", subject, actor=SHOPPER, at=at, case_id=case.id)
        await insert_rows(session, [case, opened])


async def is_silent(session: AsyncSession, conversation: Conversation, *, at: datetime) -> bool:
    """Did nobody say anything for a day after our word, and does nothing wait for a person?"""
    if conversation.waiting_since is not None:
        return False
    if conversation.last_inbound_at is not None and conversation.last_inbound_at > at - SILENCE:
        return False  # looked at first: it costs no query
    last = await fetch_one(session, _LAST_WORD, conversation.merchant_id, conversation.id)
    return last is None or (last["direction"] == "out" and last["said_at"] <= at - SILENCE)


async def open_case_of(session: AsyncSession, conversation: Conversation) -> Case | None:
    """The case that is open, locked with the conversation."""
    statement = select(Case).where(
        Case.merchant_id == conversation.merchant_id,
        Case.conversation_id == conversation.id,
        col(Case.closed_at).is_(None),
    )
    return (await session.exec(statement)).one_or_none()


async def close_case(
    session: AsyncSession, conversation: Conversation, *, actor: Actor, at: datetime
) -> None:
    """Somebody says that it is done: nothing waits, and the bot answers whoever comes next.

    Raises StateConflict where no case is open.
    """
    if conversation.case_since is None:
        raise StateConflict("No case of this conversation is open.")
    await _end(session, conversation, actor=actor, at=at)


async def close_if_silent(session: AsyncSession, conversation: Conversation, *, at: datetime) -> bool:
    """Close the case of somebody who has been silent for a day after our word; says whether it was closed."""
    if conversation.case_since is None or not await is_silent(session, conversation, at=at):
        return False
    await _end(session, conversation, actor=SILENCE_RULE, at=at)
    return True


async def _end(session: AsyncSession, conversation: Conversation, *, actor: Actor, at: datetime) -> None:
    case = await open_case_of(session, conversation)
    if case is not None:
        case.close(by=str(actor), at=at)
    conversation.end_case()
    case_id: UUID | None = case.id if case else None
    about = conversation_subject(conversation)
    await resolve_attention(session, [AttentionKind.CONVERSATION_WAITS], about, actor=actor, at=at)
    await record(session, "case.closed", about, actor=actor, at=at, case_id=case_id)
