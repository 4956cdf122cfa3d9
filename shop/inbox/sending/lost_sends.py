"""Messages whose answer was lost: tried again only when they surely never left.

15 minutes after the attempt, and only if later statuses of the same number did arrive (so webhooks work), a
message that no status has named was not accepted. Marketing is never tried again: it becomes `unknown`.
"""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.models import PROMOTIONS, Message, MessageStatus
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import enqueue, enqueue_many, job, sweep
from shop.merchants.accounts import number_by_id

PATIENCE = timedelta(minutes=15)


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
    """Send again, or say that nobody knows."""
    message = await lock_row(session, Message, message_id)
    if message.status is not MessageStatus.SENDING or message.sending_at is None:
        return
    conversation = await session.get_one(Conversation, (message.merchant_id, message.conversation_id))
    number = await number_by_id(session, conversation.number_id)
    if (
        message.sending_at > now() - PATIENCE
        or (number.last_status_at or message.sending_at) <= message.sending_at
    ):
        return
    if message.lane in PROMOTIONS:
        message.lose()
        return
    message.requeue(message.error_code, message.error_detail)
    await enqueue(session, "inbox.deliver", conversation_id=conversation.id)
