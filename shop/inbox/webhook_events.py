"""What webhooks of Meta told us and was not done, for an operator who looks at it across merchants."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping

_EVENT = """
    SELECT id, 'whatsapp' AS source, kind || ' ' || field AS what, state, reason, arrived_at, merchant_id, body
    FROM inbound_event
"""
_STRAY = """
    SELECT id, 'stray' AS source, 'app ' || app_id AS what, 'set_aside' AS state, reason, arrived_at,
           NULL::uuid AS merchant_id, body FROM stray_event
"""
_OLDEST = " ORDER BY arrived_at LIMIT :limit"
_IN_STATE = " WHERE state = :state AND (CAST(:merchant AS uuid) IS NULL OR merchant_id = :merchant)"
_LIST = text(_EVENT + _IN_STATE + _OLDEST)
_LIST_STRAYS = text(_STRAY + _OLDEST)
_ONE = text(_EVENT + " WHERE id = :id")
_ONE_STRAY = text(_STRAY + " WHERE id = :id")


class WebhookListing(msgspec.Struct, frozen=True, kw_only=True):
    """An event of any vendor as it stands: `source` is whatsapp, stripe or stray, `body` the bytes that arrived."""

    id: UUID
    source: str
    what: str
    state: str
    reason: str | None
    arrived_at: datetime
    merchant_id: UUID | None
    body: bytes


async def list_webhook_events(
    session: AsyncSession, state: str, *, merchant_id: UUID | None = None, limit: int
) -> list[WebhookListing]:
    """Events of every merchant, or of one, in a state, oldest first."""
    async with sweeping(session):
        rows = await execute_core(session, _LIST, {"state": state, "merchant": merchant_id, "limit": limit})
        return [WebhookListing(**row._mapping) for row in rows]


async def list_stray_webhooks(session: AsyncSession, *, limit: int) -> list[WebhookListing]:
    """Events of numbers that belong to nobody here, oldest first. They have no state: somebody must look at each."""
    return [
        WebhookListing(**row._mapping) for row in await execute_core(session, _LIST_STRAYS, {"limit": limit})
    ]


async def find_webhook_event(session: AsyncSession, event_id: UUID) -> WebhookListing | None:
    """One event, whosever it is; also a stray one."""
    stray = (await execute_core(session, _ONE_STRAY, {"id": event_id})).first()
    if stray is not None:
        return WebhookListing(**stray._mapping)
    async with sweeping(session):
        row = (await execute_core(session, _ONE, {"id": event_id})).first()
    return WebhookListing(**row._mapping) if row is not None else None
