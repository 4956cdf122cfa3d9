"""Idempotency keys: stored responses, so that a repeated request changes nothing; a row per merchant and key.

The row is written by the transaction that makes the change: it exists if and only if the change does. Until that
transaction ends it is also the lock on which a repeat waits.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Index, LargeBinary, text, update
from sqlmodel import Field, SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.columns import json_column, time_column
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.db.sql import execute_sql, fetch_one
from shop.kit.db.tenancy import sweeping
from shop.kit.errors import RetryLater
from shop.kit.jobs import enqueue, enqueue_many, job, sweep

KEPT = timedelta(hours=24)
# How long a repeat waits for the first request.
PATIENCE_SECONDS = 20.0
# Rows that one job deletes.
AT_ONCE = 5_000

# The wait is bounded for this statement only: what the request itself waits for later is its own business.
_CLAIM = """
INSERT INTO idempotency_record AS known (merchant_id, key, fingerprint, claimed_at)
SELECT $1, $2, $3, $4 FROM set_config('lock_timeout', $6, true)
ON CONFLICT (merchant_id, key) DO UPDATE
SET fingerprint = excluded.fingerprint, claimed_at = excluded.claimed_at, status = NULL, headers = NULL, body = NULL
WHERE known.claimed_at <= $5
RETURNING set_config('lock_timeout', '0', true)
"""
_WITH_OLD = text("SELECT DISTINCT merchant_id FROM idempotency_record WHERE claimed_at <= :before")
_FORGET = """
DELETE FROM idempotency_record WHERE (merchant_id, key) IN (
    SELECT merchant_id, key FROM idempotency_record WHERE merchant_id = $1 AND claimed_at <= $2
    LIMIT $3 FOR UPDATE SKIP LOCKED)
"""


class FirstRequestInProgress(RetryLater):
    """The first request with this key has not ended."""

    status_code = 409

    def __init__(self) -> None:
        super().__init__("The first request with this Idempotency-Key is still being answered.", retry_in=1)


class IdempotencyRecord(SQLModel, table=True):
    """A request with a key and, once it is answered, its response byte by byte."""

    __tablename__ = "idempotency_record"
    __table_args__ = (Index(None, "claimed_at", "merchant_id"),)

    merchant_id: UUID = Field(primary_key=True)
    key: str = Field(primary_key=True)
    fingerprint: bytes = Field(sa_type=LargeBinary)
    claimed_at: datetime = time_column()
    status: int | None = None
    headers: list[list[str]] | None = json_column(nullable=True)
    body: bytes | None = Field(default=None, sa_type=LargeBinary)


async def claim_key(
    session: AsyncSession, key: str, fingerprint: bytes, *, at: datetime, patience: float = PATIENCE_SECONDS
) -> IdempotencyRecord | None:
    """Claim the key for this transaction: returns None, or the response it has already. Waits for another claim.

    Raises FirstRequestInProgress after `patience` seconds.
    """
    merchant_id = merchant_of(session)
    values = (merchant_id, key, fingerprint, at, at - KEPT, f"{patience * 1000:.0f}ms")
    try:
        claimed = await fetch_one(session, _CLAIM, *values)
    except asyncpg.LockNotAvailableError as error:
        raise FirstRequestInProgress from error
    return None if claimed is not None else await session.get_one(IdempotencyRecord, (merchant_id, key))


async def store_response(
    session: AsyncSession, key: str, *, status: int, headers: list[list[str]], body: bytes
) -> None:
    """Store the response, in the transaction of the change."""
    mine = update(IdempotencyRecord).where(
        col(IdempotencyRecord.merchant_id) == merchant_of(session), col(IdempotencyRecord.key) == key
    )
    await execute_core(session, mine.values(status=status, headers=headers, body=body))


@sweep("idempotency.find_expired")
async def find_expired(session: AsyncSession) -> None:
    """Leave a job for every merchant with expired keys. Every hour."""
    async with sweeping(session):
        rows = await execute_core(session, _WITH_OLD, {"before": now() - KEPT})
        jobs: list[tuple[str, UUID | None, dict[str, Any]]] = [
            ("idempotency.forget_expired", row.merchant_id, {}) for row in rows
        ]
    await enqueue_many(session, jobs)


@job("idempotency.forget_expired")
async def forget_expired(session: AsyncSession) -> None:
    """Delete a merchant's expired keys, AT_ONCE at a time: a long delete would delay the table's vacuum."""
    if await execute_sql(session, _FORGET, merchant_of(session), now() - KEPT, AT_ONCE) == AT_ONCE:
        await enqueue(session, "idempotency.forget_expired")
