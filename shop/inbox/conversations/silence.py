"""What time ends: a handover to whom nobody comes, and the case of somebody who has gone."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Actor, ActorKind
from shop.inbox.conversations.cases import SILENCE, close_if_silent
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_back
from shop.inbox.locking import lock_conversation
from shop.kit.clock import now
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import enqueue_many, job, sweep
from shop.merchants.accounts import this_merchant
from shop.merchants.models import Merchant

HAND_BACK_AFTER = timedelta(hours=24)  # unless the merchant's settings say otherwise
HAND_BACK_RULE = Actor(ActorKind.RULE, "inbox.hand_back_unattended")
AT_ONCE = 1000

_UNATTENDED = text("""
    SELECT conversation.merchant_id, conversation.id FROM conversation
    JOIN merchant ON merchant.id = conversation.merchant_id
    WHERE held_by <> 'bot' AND greatest(held_since, person_wrote_at) <= CAST(:at AS timestamptz) - make_interval(
        hours => coalesce((settings ->> 'hand_back_after_hours')::int, :hours))
    ORDER BY held_since LIMIT :most
""")
_SILENT = text("""
    SELECT merchant_id, id FROM conversation
    WHERE case_since IS NOT NULL AND last_inbound_at <= :before AND waiting_since IS NULL
    AND (SELECT direction = 'out' AND said_at <= :before FROM message
         WHERE message.merchant_id = conversation.merchant_id AND conversation_id = conversation.id
         AND kind <> 'system' AND status <> 'withdrawn' ORDER BY said_at DESC, id DESC LIMIT 1)
    ORDER BY last_inbound_at LIMIT :most
""")


def hand_back_after(merchant: Merchant) -> timedelta:
    """How long without a person's word a conversation stays handed over; the merchant's setting, in hours."""
    hours = merchant.settings.get("hand_back_after_hours")
    return HAND_BACK_AFTER if hours is None else timedelta(hours=hours)


@sweep("inbox.find_unattended")
async def find_unattended(session: AsyncSession) -> None:
    """Conversations in which no person has said anything for as long as their merchant permits."""
    hours = int(HAND_BACK_AFTER.total_seconds()) // 3600
    async with sweeping(session):
        rows = (
            await execute_core(session, _UNATTENDED, {"at": now(), "hours": hours, "most": AT_ONCE})
        ).all()
    jobs = [("inbox.hand_back_unattended", row.merchant_id, {"conversation_id": row.id}) for row in rows]
    await enqueue_many(session, jobs)


@job("inbox.hand_back_unattended")
async def hand_back_unattended(session: AsyncSession, *, conversation_id: UUID) -> None:
    """The bot answers again; that nobody came goes on being shown."""
    conversation = await lock_conversation(session, conversation_id)
    if conversation.is_held and await _is_unattended(session, conversation):
        await hand_back(session, conversation, actor=HAND_BACK_RULE, at=now())


async def _is_unattended(session: AsyncSession, conversation: Conversation) -> bool:
    held_since = conversation.held_since or conversation.created_at
    since = max(held_since, conversation.person_wrote_at or held_since)
    return since <= now() - hand_back_after(await this_merchant(session))


@sweep("inbox.find_silent_cases")
async def find_silent_cases(session: AsyncSession) -> None:
    """Cases in which nobody has said anything for a day after our word."""
    async with sweeping(session):
        rows = (await execute_core(session, _SILENT, {"before": now() - SILENCE, "most": AT_ONCE})).all()
    jobs = [("inbox.close_silent_case", row.merchant_id, {"conversation_id": row.id}) for row in rows]
    await enqueue_many(session, jobs)


@job("inbox.close_silent_case")
async def close_silent_case(session: AsyncSession, *, conversation_id: UUID) -> None:
    """Unless somebody has spoken meanwhile."""
    await close_if_silent(session, await lock_conversation(session, conversation_id), at=now())
