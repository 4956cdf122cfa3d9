"""Handles a conversation: what arrived is read, what is unanswered is answered, in one transaction.

Lock order: the conversation, the customer, then what the answer touches (order, stock by id, counters last). When
the one transaction fails twice, its two halves go apart: `inbox.read_webhooks` reads alone and
`bot.answer_conversation` answers alone, each with a give-up of its own, so that one bad message never blocks the next.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.context import load_context
from shop.bot.dialogue.cart_notes import notes_behind
from shop.bot.dialogue.respond import respond
from shop.bot.dialogue.split_messages import cancel_said_apart, said_together, says_more, with_joined
from shop.bot.effects import apply_actions
from shop.bot.facts import BotState
from shop.bot.replies.cart import cart_named
from shop.bot.replies.orders.answering import order_chosen
from shop.bot.understanding.cart_choices import cart_choice
from shop.bot.understanding.courtesies import affirms
from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.orders.order_numbers import tells_which
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.inbox.incoming.read_webhooks import append_messages
from shop.inbox.locking import claim_conversation, lock_conversation
from shop.inbox.unanswered import MOST_AT_ONCE, give_up_answering, mark_answered, unanswered_messages
from shop.kit.clock import now
from shop.kit.jobs import Priority, enqueue, job
from shop.kit.log import logger
from shop.whatsapp.incoming import IncomingMessage

log = logger()


async def read_and_answer_apart(session: AsyncSession, *, conversation_id: UUID, reason: str) -> None:
    """Reading and answering together keeps failing: one after the other shows which it is."""
    await enqueue(session, "inbox.read_webhooks", conversation_id=conversation_id)
    await enqueue(session, "bot.answer_conversation", conversation_id=conversation_id)


@job("bot.handle_conversation", attempts=2, priority=Priority.SHOPPER_WAITS, give_up=read_and_answer_apart)
async def handle_conversation(session: AsyncSession, *, conversation_id: UUID) -> None:
    """Read what arrived and answer what is unanswered; of a conversation that is handed over, what is always served."""
    async with claim_conversation(session, conversation_id) as conversation:
        if conversation is None:
            return  # another wake-up took it all
        await append_messages(session, conversation, at=now())
        await _answer_first(session, conversation)


async def hand_over_unanswered(session: AsyncSession, *, conversation_id: UUID, reason: str) -> None:
    """The oldest unanswered message keeps failing: a person answers it; the bot goes on after it."""
    conversation = await lock_conversation(session, conversation_id)
    for message in (await unanswered_messages(session, conversation_id))[:1]:
        await give_up_answering(session, message.id, reason=reason)
    await hand_over(session, conversation, "The bot failed on a message.", at=now())
    log.error("bot.gave_up", conversation_id=str(conversation_id))


@job("bot.answer_conversation", attempts=5, priority=Priority.SLOWER_ANSWER, give_up=hand_over_unanswered)
async def answer_conversation(session: AsyncSession, *, conversation_id: UUID) -> None:
    """Answer what was read already."""
    async with claim_conversation(session, conversation_id) as conversation:
        if conversation is not None:
            await _answer_first(session, conversation)


async def _answer_first(session: AsyncSession, conversation: Conversation) -> None:
    """One bunch; what is left wakes the bot again."""
    messages = await unanswered_messages(session, conversation.id)
    if not messages:
        return
    bunch = _first_bunch([msgspec.convert(message.content, IncomingMessage) for message in messages])
    await mark_answered(session, [message.id for message in messages[: len(bunch)]])
    behind = [msgspec.convert(message.content, IncomingMessage) for message in messages[len(bunch) :]]
    await _answer(session, conversation, bunch, more_is_said=says_more(behind), at=now())
    if len(bunch) < len(messages) or len(messages) == MOST_AT_ONCE:
        await enqueue(session, "bot.answer_conversation", conversation_id=conversation.id)


async def _answer(
    session: AsyncSession,
    conversation: Conversation,
    bunch: Sequence[IncomingMessage],
    *,
    more_is_said: bool,
    at: datetime,
) -> None:
    bunch = with_joined(bunch)
    context = await load_context(session, conversation, bunch, at=at)
    state = msgspec.convert(conversation.bot_state, BotState)
    decision = respond(state, bunch, msgspec.structs.replace(context.facts, more_is_said=more_is_said))
    if decision.state != state:
        conversation.bot_state = msgspec.to_builtins(decision.state)
    await apply_actions(session, context, decision.actions, at=at)


def _first_bunch(messages: Sequence[IncomingMessage]) -> Sequence[IncomingMessage]:
    """Words in a row are answered together; what orders, drops or cancels alone: it changes what is known.

    A "no" that is a piece of a stop is none of these.
    """
    together = said_together(messages) or ()
    named = cancel_said_apart(messages)
    for position, message in enumerate(messages):
        if named is not None and position == named.start and position not in together:
            return messages[: position or named.stop]
        if position not in together and _changes_facts(message):
            return messages[: position or 1 + _notes_behind(messages)]
    return messages


def _notes_behind(messages: Sequence[IncomingMessage]) -> int:
    return notes_behind(messages) if messages[0].cart is not None else 0


def _changes_facts(message: IncomingMessage) -> bool:
    if message.cart is not None:
        return True
    if message.choice is not None and (cart_named(message.choice) or order_chosen(message.choice)):
        return True
    text = message.text
    return (
        intent_of(text) in _DECISIONS or affirms(text) or tells_which(text) or cart_choice(text) is not None
    )


_DECISIONS = frozenset({Intent.YES, Intent.NO, Intent.CANCEL})
