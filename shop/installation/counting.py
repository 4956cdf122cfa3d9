"""Counts the queue, what webhooks left, messages, numbers and calls for attention, across all merchants."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.listing import WaitingAttention, waiting_attention
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping

RECENT = timedelta(hours=1)
OF_LATE = timedelta(days=1)

_JOBS = text("""
    SELECT entrypoint, status::text AS status, count(*) AS amount,
           greatest(max(extract(epoch FROM now() - execute_after)), 0)::float8 AS age
    FROM pgqueuer GROUP BY entrypoint, status
""")
_STRAYS = text(
    "SELECT 'stray' AS source, 'set_aside' AS state, count(*) AS amount, "
    "coalesce(extract(epoch FROM :at - min(arrived_at)), 0)::float8 AS age FROM stray_event"
)
_EVENTS = text("""
    SELECT 'whatsapp' AS source, state, count(*) AS amount,
           extract(epoch FROM :at - min(arrived_at))::float8 AS age
    FROM inbound_event WHERE state IN ('waiting', 'set_aside') GROUP BY state
    UNION ALL
    SELECT 'stripe', state, count(*), extract(epoch FROM :at - min(arrived_at))::float8
    FROM stripe_event WHERE state IN ('waiting', 'set_aside') GROUP BY state
""")
_MESSAGES = text("""
    SELECT direction, status, coalesce(error_code::text, '') AS code, count(*) AS amount
    FROM message WHERE created_at > :since GROUP BY 1, 2, 3
""")
_REPEATED = text("SELECT count(*) FROM message WHERE repeated_at > :since")
_NUMBERS = text("SELECT count(*) AS amount, count(paused_reason) AS paused FROM whatsapp_number")
_LAST_TICK = text("SELECT max(slot) FROM tick WHERE name = :name")


class JobCount(msgspec.Struct, frozen=True):
    """Jobs of a name and a status of the queue; `age` is how many seconds the oldest has been due."""

    entrypoint: str
    status: str
    amount: int
    age: float


class WebhookCount(msgspec.Struct, frozen=True):
    """Webhook events of a source and state that are not done; `age` is the oldest's in seconds."""

    source: str
    state: str
    amount: int
    age: float


class MessageCount(msgspec.Struct, frozen=True):
    """Messages of the last hour; `code` is Meta's error code, "" for none."""

    direction: str
    status: str
    code: str
    amount: int


class NumberCount(msgspec.Struct, frozen=True):
    """WhatsApp numbers, and how many of them send nothing."""

    amount: int
    paused: int


class InstallationCounts(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of the whole installation."""

    jobs: Sequence[JobCount]
    webhooks: Sequence[WebhookCount]
    messages: Sequence[MessageCount]
    repeated: int  # messages of the last day whose fate nobody knew, sent once more
    numbers: NumberCount
    calls: Sequence[WaitingAttention]


async def count_installation(database: Database) -> InstallationCounts:
    """A fresh reading. Raises what the database raises."""
    at = now()
    async with database.transaction() as session:
        jobs = [JobCount(**row._mapping) for row in await execute_core(session, _JOBS)]
        strays = await execute_core(session, _STRAYS, {"at": at})
        async with sweeping(session):
            events = await execute_core(session, _EVENTS, {"at": at})
            messages = await execute_core(session, _MESSAGES, {"since": at - RECENT})
            return InstallationCounts(
                jobs=jobs,
                webhooks=[WebhookCount(**row._mapping) for row in (*events, *strays)],
                repeated=(await execute_core(session, _REPEATED, {"since": at - OF_LATE})).scalar_one(),
                messages=[MessageCount(**row._mapping) for row in messages],
                numbers=NumberCount(**(await execute_core(session, _NUMBERS)).one()._mapping),
                calls=await waiting_attention(session),
            )


async def last_tick(session: AsyncSession, name: str) -> datetime | None:
    """When the timetable last fired this job; None if it never did."""
    at: datetime | None = (await execute_core(session, _LAST_TICK, {"name": name})).scalar()
    return at
