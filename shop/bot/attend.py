"""Attending to a conversation: facts in, answer out, under its lock, in one transaction per answer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.cart_talk import cart_named
from shop.bot.dialogue import respond
from shop.bot.facts import State
from shop.bot.gathering import gather
from shop.bot.intents import Intent, intent_of
from shop.bot.performing import perform
from shop.inbox.handover import hand_over
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Conversation, Direction, Holder, Message
from shop.kit.clock import now
from shop.kit.db import merchant_of
from shop.kit.jobs import enqueue, job
from shop.kit.log import logger
from shop.whatsapp.incoming import Incoming

log = logger()


async def call_person(session: AsyncSession, *, conversation_id: UUID, reason: str) -> None:
    """The oldest unanswered message keeps failing: a person answers it; the bot goes on after it."""
    conversation = await lock_conversation(session, conversation_id)
    for message in (await _unanswered(session, conversation_id))[:1]:
        message.unanswered, message.error_detail = False, reason[:500]
    await hand_over(session, conversation, "The bot failed on a message.")
    log.error("bot.gave_up", conversation_id=str(conversation_id))


@job("bot.attend", attempts=5, give_up=call_person)
async def attend(session: AsyncSession, *, conversation_id: UUID) -> None:
    """Answer what is unanswered, unless a person holds the conversation."""
    if not await _unanswered(session, conversation_id):
        return
    conversation = await lock_conversation(session, conversation_id)
    messages = await _unanswered(session, conversation_id)
    if conversation.held_by is Holder.PERSON or not messages:
        return
    bunch = _first_bunch(messages)
    await _answer(session, conversation, bunch, at=now())
    if len(bunch) < len(messages):
        await enqueue(session, "bot.attend", conversation_id=conversation_id, priority=30)


async def _answer(
    session: AsyncSession, conversation: Conversation, bunch: Sequence[Message], *, at: datetime
) -> None:
    incoming = [msgspec.convert(message.content, Incoming) for message in bunch]
    for message in bunch:
        message.unanswered = False
    scene = await gather(session, conversation, incoming, at=at)
    state = msgspec.convert(conversation.bot_state, State)
    turn = respond(state, incoming, scene.facts)
    conversation.bot_state = msgspec.to_builtins(turn.state)
    await perform(session, scene, turn.actions, at=at)


def _first_bunch(messages: Sequence[Message]) -> Sequence[Message]:
    """Words in a row are answered together; what orders, drops or cancels alone: it changes what is known."""
    for position, message in enumerate(messages):
        if _changes_facts(message):
            return messages[: position or 1]
    return messages


def _changes_facts(message: Message) -> bool:
    choice = message.content.get("choice")
    if message.content.get("cart") is not None or (choice is not None and cart_named(choice) is not None):
        return True
    return intent_of(message.text) in (Intent.YES, Intent.NO, Intent.CANCEL)


async def _unanswered(session: AsyncSession, conversation_id: UUID) -> Sequence[Message]:
    statement = (
        select(Message)
        .where(
            Message.merchant_id == merchant_of(session),
            Message.conversation_id == conversation_id,
            Message.direction == Direction.IN,
            col(Message.unanswered),
        )
        .order_by(col(Message.said_at), col(Message.id))
    )
    return (await session.exec(statement)).all()
