"""Messages whose answer was lost, and that no status has named.

Where later statuses of the number did arrive, webhooks work and the message was not accepted: after 15 minutes it is
sent again. Where none arrived nobody knows: of an order's messages some are sent once more (`shop/notices`). Either way
it is sent again once at most: statuses may all be late. Whatever nobody has heard of after twelve hours is `unknown`,
and a person is called. A promotion is never sent again.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import PROMOTIONS
from shop.inbox.models import Message, MessageStatus
from shop.inbox.sending.refusals import ABOUT_ORDERS, call_person_about
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import enqueue, enqueue_many, job, sweep
from shop.kit.log import logger
from shop.merchants.accounts import number_by_id

log = logger()

PATIENCE = timedelta(minutes=15)  # for a status, where others arrive
GIVEN_UP_AFTER = timedelta(hours=12)


@sweep("inbox.find_lost_sends")
async def find_lost_sends(session: AsyncSession) -> None:
    """Every merchant's messages that have been `sending` for too long."""
    async with sweeping(session):
        found = await session.exec(
            select(Message.merchant_id, Message.id).where(
                Message.status == MessageStatus.SENDING, col(Message.sending_at) < now() - PATIENCE
            )
        )
        lost = found.all()
    await enqueue_many(
        session,
        [
            ("inbox.resolve_lost_send", merchant_id, {"message_id": message_id})
            for merchant_id, message_id in lost
        ],
    )


@job("inbox.resolve_lost_send")
async def resolve_lost_send(session: AsyncSession, *, message_id: UUID) -> None:
    """Send again, or say that nobody knows. Whether an order's message still holds is for `shop/notices` to say."""
    message, at = await lock_row(session, Message, message_id), now()
    if message.status is not MessageStatus.SENDING or message.sending_at is None:
        return
    conversation = await session.get_one(Conversation, (message.merchant_id, message.conversation_id))
    number = await number_by_id(session, conversation.number_id)
    waited = at - message.sending_at
    if waited < PATIENCE:
        return
    has_surely_not_left = (number.last_status_at or message.sending_at) > message.sending_at
    if waited >= GIVEN_UP_AFTER or (has_surely_not_left and message.lane in PROMOTIONS):
        await lose(session, message, conversation, at=at)
    elif (message.about or "").startswith(ABOUT_ORDERS):
        await enqueue(
            session,
            "notices.resolve_lost_message",
            message_id=message.id,
            may_have_left=not has_surely_not_left,
        )
    elif has_surely_not_left and message.repeated_at is None:
        message.repeat(at=at)
        await enqueue(session, "inbox.deliver", conversation_id=conversation.id)


async def lose(session: AsyncSession, message: Message, conversation: Conversation, *, at: datetime) -> None:
    """Nobody will know; whoever waited for it is shown to a person."""
    message.lose()
    log.warning("message.lost", message_id=str(message.id))
    await call_person_about(session, message, conversation, at=at)
