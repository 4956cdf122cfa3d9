"""Attending to a conversation: what arrived is read, what is unanswered is answered, in one transaction.

Lock order: the conversation, the customer, then what the answer touches (order, stock by id, counters last). When
the one transaction fails twice, its two halves go apart: `inbox.receive` reads alone and `bot.answer` answers alone,
each with a give-up of its own, so that one bad message never blocks the next.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.cart_talk import cart_named
from shop.bot.dialogue import respond
from shop.bot.facts import State
from shop.bot.gathering import gather
from shop.bot.intents import Intent, intent_of
from shop.bot.performing import perform
from shop.inbox.handover import hand_over
from shop.inbox.locking import attended, lock_conversation
from shop.inbox.models import Conversation, Holder
from shop.inbox.receive import read_mail
from shop.kit.clock import now
from shop.kit.db import merchant_of
from shop.kit.jobs import enqueue, job
from shop.kit.log import logger
from shop.kit.sql import execute, fetch
from shop.whatsapp.incoming import Incoming

log = logger()

_UNANSWERED = (
    "SELECT id, content FROM message WHERE merchant_id = $1 AND conversation_id = $2 AND direction = 'in' "
    "AND unanswered ORDER BY said_at, id"
)
_ANSWERED = "UPDATE message SET unanswered = false WHERE merchant_id = $1 AND id = ANY($2::uuid[])"
_FAILED = "UPDATE message SET unanswered = false, error_detail = $3 WHERE merchant_id = $1 AND id = $2"


async def go_apart(session: AsyncSession, *, conversation_id: UUID, reason: str) -> None:
    """Reading and answering together keeps failing: one after the other shows which it is."""
    await enqueue(session, "inbox.receive", conversation_id=conversation_id, priority=30)
    await enqueue(session, "bot.answer", conversation_id=conversation_id, priority=30)


@job("bot.attend", attempts=2, give_up=go_apart)
async def attend(session: AsyncSession, *, conversation_id: UUID) -> None:
    """Read what arrived and answer what is unanswered, unless a person holds the conversation."""
    async with attended(session, conversation_id) as conversation:
        if conversation is None:
            return  # another wake-up took it all
        await read_mail(session, conversation, at=now())
        await _answer_first(session, conversation)


async def call_person(session: AsyncSession, *, conversation_id: UUID, reason: str) -> None:
    """The oldest unanswered message keeps failing: a person answers it; the bot goes on after it."""
    conversation = await lock_conversation(session, conversation_id)
    for message in (await _unanswered(session, conversation_id))[:1]:
        await execute(session, _FAILED, merchant_of(session), message["id"], reason[:500])
    await hand_over(session, conversation, "The bot failed on a message.")
    log.error("bot.gave_up", conversation_id=str(conversation_id))


@job("bot.answer", attempts=5, give_up=call_person)
async def answer(session: AsyncSession, *, conversation_id: UUID) -> None:
    """Answer what was read already."""
    async with attended(session, conversation_id) as conversation:
        if conversation is not None:
            await _answer_first(session, conversation)


async def _answer_first(session: AsyncSession, conversation: Conversation) -> None:
    """One bunch; what is left wakes the bot again."""
    messages = await _unanswered(session, conversation.id)
    if conversation.held_by is Holder.PERSON or not messages:
        return
    bunch = _first_bunch([msgspec.convert(message["content"], Incoming) for message in messages])
    ids = [message["id"] for message in messages[: len(bunch)]]
    await execute(session, _ANSWERED, merchant_of(session), ids)
    await _answer(session, conversation, bunch, at=now())
    if len(bunch) < len(messages):
        await enqueue(session, "bot.answer", conversation_id=conversation.id, priority=30)


async def _answer(
    session: AsyncSession, conversation: Conversation, bunch: Sequence[Incoming], *, at: datetime
) -> None:
    scene = await gather(session, conversation, bunch, at=at)
    state = msgspec.convert(conversation.bot_state, State)
    turn = respond(state, bunch, scene.facts)
    if turn.state != state:
        conversation.bot_state = msgspec.to_builtins(turn.state)
    await perform(session, scene, turn.actions, at=at)


def _first_bunch(messages: Sequence[Incoming]) -> Sequence[Incoming]:
    """Words in a row are answered together; what orders, drops or cancels alone: it changes what is known."""
    for position, message in enumerate(messages):
        if _changes_facts(message):
            return messages[: position or 1]
    return messages


def _changes_facts(message: Incoming) -> bool:
    if message.cart is not None or (message.choice is not None and cart_named(message.choice) is not None):
        return True
    return intent_of(message.text) in (Intent.YES, Intent.NO, Intent.CANCEL)


async def _unanswered(session: AsyncSession, conversation_id: UUID) -> list[asyncpg.Record]:
    return await fetch(session, _UNANSWERED, merchant_of(session), conversation_id)
