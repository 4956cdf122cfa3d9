"""Sending what is queued: one conversation at a time, oldest first within its lane, one message after another.

`queued -> sending` happens under the row's lock in a transaction of its own; then the call, with no transaction
open; then a second transaction records what came of it and claims the next. An answer that was lost leaves
the message `sending`: Meta has no idempotency key, so the status that echoes our id says that it left
(`statuses.py`), and it is tried again only when it surely never did (`lost_sends.py`).
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Integer, case, literal
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_if_there
from shop.inbox.models import Direction, Message, MessageStatus
from shop.inbox.sending.pausing import is_too_late, pause_refused
from shop.inbox.sending.refusals import note_refusal
from shop.inbox.sending.sendable import make_sendable
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.jobs import Errand, Postponed, errand
from shop.kit.log import logger
from shop.merchants.accounts import number_by_id
from shop.merchants.models import WhatsAppNumber
from shop.whatsapp.api.client import Recipient, SentMessage, WhatsApp
from shop.whatsapp.errors import (
    AnswerLost,
    NotReached,
    VendorAction,
    VendorFailure,
    WhatsAppError,
)
from shop.whatsapp.outgoing import BadContent, Content, decode

log = logger()

PATIENCE = timedelta(hours=12)  # how long an outage may last before a message is given up
LONGEST_PAUSE = timedelta(minutes=5)  # between two tries of what should work again soon
STUCK = timedelta(seconds=60)  # a lost answer holds back its conversation no longer than this


Outcome = SentMessage | VendorFailure | BadContent


class ClaimedMessage:
    """A claimed message, ready to be sent without a database."""

    def __init__(self, message: Message, conversation: Conversation, number: WhatsAppNumber) -> None:
        self.message_id = message.id
        self.opaque = f"{message.id}:{message.attempt}"
        self.attempt = message.attempt
        self.content: Content = decode(message.content)
        self.reply_to = message.reply_to
        self.to = Recipient(phone=conversation.phone, bsuid=conversation.bsuid)
        self.credentials = number.credentials


@errand("inbox.deliver", attempts=30)
async def deliver(errand: Errand, *, conversation_id: UUID) -> None:
    """Send everything that is queued in a conversation."""
    async with errand.transaction() as session:
        step = await claim_next(session, conversation_id, at=now())
    while isinstance(step, ClaimedMessage):
        outcome = await _send(errand.vendor(WhatsApp), step)
        async with errand.transaction() as session:
            wait = await record_outcome(session, step, outcome, at=now())
            step = wait or await claim_next(session, conversation_id, at=now())
    if step is not None:
        raise Postponed(step, "the vendor asked to wait, or an answer is missing")


async def claim_next(
    session: AsyncSession, conversation_id: UUID, *, at: datetime
) -> ClaimedMessage | timedelta | None:
    """Take the next queued message that may be sent now, and mark it `sending`.

    Returns how long to wait if something is queued behind a send whose answer is missing.
    """
    conversation = await lock_if_there(session, conversation_id)
    if conversation is None:
        return None  # it was merged into another one
    number = await number_by_id(session, conversation.number_id)
    if number.paused_reason is not None:
        return None
    if (busy := await _busy_for(session, conversation_id, at=at)) is not None:
        return busy if await _next_queued(session, conversation_id) else None
    while (message := await _next_queued(session, conversation_id)) is not None:
        if await make_sendable(session, conversation, number, message, at=at):
            message.start_sending(at=at)
            return ClaimedMessage(message, conversation, number)
        await session.flush()
    return None


async def record_outcome(
    session: AsyncSession, claimed: ClaimedMessage, outcome: Outcome, *, at: datetime
) -> timedelta | None:
    """Write down what came of a send; returns how long to wait before the next try, if one is due."""
    message = await lock_row(session, Message, claimed.message_id)
    if isinstance(outcome, SentMessage):
        message.wamid = message.wamid or outcome.wamid
        message.advance(MessageStatus.SENT, at=at)
        log.info("message.sent", message_id=str(message.id))
        return None
    if isinstance(outcome, AnswerLost) or message.status is not MessageStatus.SENDING:
        log.warning("message.answer_lost", message_id=str(message.id))
        return None
    return await _refused(session, message, outcome, at=at)


async def _refused(
    session: AsyncSession, message: Message, error: VendorFailure | BadContent, *, at: datetime
) -> timedelta | None:
    refusal = error if isinstance(error, WhatsAppError) else None
    code, detail = refusal.code if refusal else None, (refusal.details if refusal else "") or str(error)
    if refusal and refusal.meaning.pauses_number:
        message.requeue(code, detail)
        await _pause(session, message, refusal, at=at)
        return None
    wait = _wait(error, message.attempt)
    if wait is not None and not await is_too_late(session, message, at=at + wait, patience=PATIENCE):
        message.requeue(code, detail)
        return wait
    message.fail(code, detail, at=at)
    await note_refusal(session, message, said_at=at, at=at)
    return None


def _wait(error: VendorFailure | BadContent, attempt: int) -> timedelta | None:
    """How long until another try; None if none is worth it."""
    if isinstance(error, NotReached):
        return min(timedelta(seconds=2**attempt), LONGEST_PAUSE)
    if not isinstance(error, WhatsAppError):
        return None
    grown = timedelta(seconds=error.meaning.wait(attempt - 1))
    asked = timedelta(seconds=error.retry_after or 1)
    if error.action is VendorAction.RETRY:
        return max(min(grown, LONGEST_PAUSE), asked)
    return max(grown, asked) if error.action is VendorAction.LATER else None


async def _pause(session: AsyncSession, message: Message, error: WhatsAppError, *, at: datetime) -> None:
    """An error that means the number, not the message: park the queue, one alarm instead of a thousand."""
    conversation = await session.get_one(Conversation, (message.merchant_id, message.conversation_id))
    await pause_refused(session, await number_by_id(session, conversation.number_id), error, at=at)


async def _send(vendor: WhatsApp, claimed: ClaimedMessage) -> Outcome:
    try:
        return await vendor.send(
            claimed.credentials, claimed.to, claimed.content, opaque=claimed.opaque, reply_to=claimed.reply_to
        )
    except (VendorFailure, BadContent) as failure:
        return failure


async def _busy_for(session: AsyncSession, conversation_id: UUID, *, at: datetime) -> timedelta | None:
    """Is another send of this conversation without an answer? Order across sends is not Meta's promise but ours."""
    statement = select(Message.sending_at).where(
        Message.merchant_id == merchant_of(session),
        Message.conversation_id == conversation_id,
        Message.status == MessageStatus.SENDING,
        col(Message.sending_at) > at - STUCK,
    )
    since = (await session.exec(statement.order_by(col(Message.sending_at).desc()).limit(1))).first()
    return since + STUCK - at + timedelta(seconds=1) if since is not None else None


async def _next_queued(session: AsyncSession, conversation_id: UUID) -> Message | None:
    rank = case(
        {lane.value: lane.priority for lane in Lane}, value=col(Message.lane), else_=literal(0, Integer)
    )
    statement = (
        select(Message)
        .where(
            Message.merchant_id == merchant_of(session),
            Message.conversation_id == conversation_id,
            Message.direction == Direction.OUT,
            Message.status == MessageStatus.QUEUED,
        )
        .order_by(rank.desc(), col(Message.id))
        .limit(1)
        .with_for_update()
    )
    return (await session.exec(statement)).first()
