"""An order's message whose answer was lost: it is sent again where it surely never left; in doubt, some are sent twice.

Meta has no idempotency key, and in a quiet shop no other status says that webhooks work. A link, a confirmation or an
invoice is waited for: after half an hour it is sent once more, on the same channel, and the message says so
(`repeated_at`). A doubled link is kinder than none.
"""

from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Actor, ActorKind, Subject, SubjectKind
from shop.events.recording import record
from shop.inbox.models import Message, MessageStatus
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import enqueue, job
from shop.kit.log import logger
from shop.notices.subjects import kind_of, order_id_of, still_holds
from shop.orders.reading import lock_with_conversation

log = logger()

REPEATED_AFTER = timedelta(minutes=30)
REPEATED = frozenset({"order", "paid", "invoice"})
RESOLVING = Actor(ActorKind.RULE, "notices.resolve_lost_message")


@job("notices.resolve_lost_message")
async def resolve_lost_message(session: AsyncSession, *, message_id: UUID, may_have_left: bool) -> None:
    """Send it again, once more, or not: what holds no longer is forgotten."""
    message = await session.get_one(Message, (merchant_of(session), message_id))
    order, _ = await lock_with_conversation(session, await order_id_of(session, message))
    await session.refresh(message)
    if message.status is not MessageStatus.SENDING:
        return
    if not await still_holds(session, message, order):
        message.lose()
    elif message.repeated_at is None and (not may_have_left or _is_due(message)):
        await _repeat(session, message)
    else:
        return
    await enqueue(session, "inbox.deliver", conversation_id=order.conversation_id)


def _is_due(message: Message) -> bool:
    """It is waited for, and half an hour has passed."""
    if kind_of(message) not in REPEATED or message.sending_at is None:
        return False
    return now() - message.sending_at >= REPEATED_AFTER


async def _repeat(session: AsyncSession, message: Message) -> None:
    at = now()
    message.repeat(at=at)
    subject = Subject(SubjectKind.MESSAGE, message.id)
    await record(session, "message.repeated", subject, actor=RESOLVING, at=at)
    log.warning("message.repeated", message_id=str(message.id))
