"""Conversations and their messages for those who look through many of them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.inbox.conversations.models import Case, Conversation, Holder
from shop.inbox.models import Message
from shop.kit.db.session import merchant_of
from shop.kit.errors import NotFound
from shop.kit.pages import Page


class ConversationState(StrEnum):
    """What a list of conversations may be narrowed to."""

    WAITING = "waiting"  # somebody waits for a person
    HELD = "held"  # handed over, or taken by a person
    OPEN = "open"  # a case is open, whoever holds it


class ConversationPosition(msgspec.Struct, frozen=True):
    """The last conversation of a page: the time it is sorted by, and its id."""

    at: datetime
    id: UUID


class ListedConversation(msgspec.Struct, frozen=True):
    """A conversation with whom it is with, its open case, and the last thing said in it."""

    conversation: Conversation
    customer: Customer | None
    case: Case | None
    last_message: Message | None

    def position(self, state: ConversationState | None) -> ConversationPosition:
        """Where a page of that list goes on."""
        conversation = self.conversation
        if state is ConversationState.WAITING and conversation.waiting_since is not None:
            return ConversationPosition(conversation.waiting_since, conversation.id)
        return ConversationPosition(conversation.last_inbound_at or conversation.created_at, conversation.id)


_SPOKEN = col(Conversation.last_inbound_at)


async def page_of_conversations(
    session: AsyncSession,
    *,
    state: ConversationState | None = None,
    after: ConversationPosition | None = None,
    limit: int,
) -> Page[ListedConversation]:
    """Who waits longest first where `state` is waiting; else the latest word first.

    Conversations in which the shopper has not written yet are left out.
    """
    waits = state is ConversationState.WAITING
    sorted_by = col(Conversation.waiting_since) if waits else _SPOKEN
    statement = select(Conversation).where(
        Conversation.merchant_id == merchant_of(session), sorted_by.is_not(None), *_conditions(state)
    )
    position = tuple_(sorted_by, col(Conversation.id))
    if after is not None:
        behind = (after.at, after.id)
        statement = statement.where(position > behind if waits else position < behind)
    order = (sorted_by, col(Conversation.id))
    ordered = statement.order_by(*order if waits else (column.desc() for column in order))
    found = list((await session.exec(ordered.limit(limit + 1))).all())
    return Page(await _described(session, found[:limit]), len(found) > limit)


async def read_conversation(session: AsyncSession, conversation_id: UUID) -> ListedConversation:
    """One conversation. Raises NotFound."""
    found = await session.get(Conversation, (merchant_of(session), conversation_id))
    if found is None:
        raise NotFound("There is no such conversation.")
    return (await _described(session, [found]))[0]


async def page_of_messages(
    session: AsyncSession, conversation_id: UUID, *, after: ConversationPosition | None = None, limit: int
) -> Page[Message]:
    """The latest first. Raises NotFound."""
    if await session.get(Conversation, (merchant_of(session), conversation_id)) is None:
        raise NotFound("There is no such conversation.")
    statement = select(Message).where(
        Message.merchant_id == merchant_of(session), Message.conversation_id == conversation_id
    )
    if after is not None:
        statement = statement.where(tuple_(col(Message.said_at), col(Message.id)) < (after.at, after.id))
    ordered = statement.order_by(col(Message.said_at).desc(), col(Message.id).desc())
    rows = list((await session.exec(ordered.limit(limit + 1))).all())
    return Page(rows[:limit], len(rows) > limit)


def _conditions(state: ConversationState | None) -> list[ColumnElement[bool]]:
    match state:
        case ConversationState.HELD:
            return [col(Conversation.held_by) != Holder.BOT]
        case ConversationState.OPEN:
            return [col(Conversation.case_since).is_not(None)]
        case _:
            return []


async def _described(
    session: AsyncSession, conversations: Sequence[Conversation]
) -> list[ListedConversation]:
    customers = await _customers(session, conversations)
    cases = await _cases(session, conversations)
    last = await _last_messages(session, conversations)
    return [
        ListedConversation(each, customers.get(each.customer_id), cases.get(each.id), last.get(each.id))
        for each in conversations
    ]


async def _customers(
    session: AsyncSession, conversations: Sequence[Conversation]
) -> dict[UUID | None, Customer]:
    wanted = [each.customer_id for each in conversations if each.customer_id is not None]
    statement = select(Customer).where(
        Customer.merchant_id == merchant_of(session), col(Customer.id).in_(wanted)
    )
    return {customer.id: customer for customer in (await session.exec(statement)).all()}


async def _cases(session: AsyncSession, conversations: Sequence[Conversation]) -> dict[UUID, Case]:
    statement = select(Case).where(
        Case.merchant_id == merchant_of(session),
        col(Case.conversation_id).in_([each.id for each in conversations]),
        col(Case.closed_at).is_(None),
    )
    return {case.conversation_id: case for case in (await session.exec(statement)).all()}


async def _last_messages(session: AsyncSession, conversations: Sequence[Conversation]) -> dict[UUID, Message]:
    statement = (
        select(Message)
        .where(
            Message.merchant_id == merchant_of(session),
            col(Message.conversation_id).in_([each.id for each in conversations]),
        )
        .ext(distinct_on(col(Message.conversation_id)))
        .order_by(col(Message.conversation_id), col(Message.said_at).desc(), col(Message.id).desc())
    )
    return {message.conversation_id: message for message in (await session.exec(statement)).all()}


async def number_id_of(session: AsyncSession, conversation_id: UUID) -> UUID:
    """The number of ours that a conversation is held with. It is not locked."""
    conversation = await session.get_one(Conversation, (merchant_of(session), conversation_id))
    return conversation.number_id
