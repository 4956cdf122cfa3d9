"""Answers that are kept, so that a repeated request changes nothing again: one row per merchant and key.

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

from shop.api.later import TryLater
from shop.kit.clock import now
from shop.kit.db import document, merchant_of, moment, run
from shop.kit.jobs import enqueue, enqueue_many, job, sweep
from shop.kit.sql import execute, fetch_one
from shop.kit.tenancy import sweeping

KEPT = timedelta(hours=24)
PATIENCE_SECONDS = 20.0  # for the first request's end
AT_ONCE = 5_000  # rows that one job forgets

# The wait is bounded for this statement only: what the request itself waits for later is its own business.
_CLAIM = """
INSERT INTO answered_request AS known (merchant_id, key, asked, asked_at)
SELECT $1, $2, $3, $4 FROM set_config('lock_timeout', $6, true)
ON CONFLICT (merchant_id, key) DO UPDATE
SET asked = excluded.asked, asked_at = excluded.asked_at, status = NULL, headers = NULL, body = NULL
WHERE known.asked_at <= $5
RETURNING set_config('lock_timeout', '0', true)
"""
_WITH_OLD = text("SELECT DISTINCT merchant_id FROM answered_request WHERE asked_at <= :before")
_FORGET = """
DELETE FROM answered_request WHERE (merchant_id, key) IN (
    SELECT merchant_id, key FROM answered_request WHERE merchant_id = $1 AND asked_at <= $2
    LIMIT $3 FOR UPDATE SKIP LOCKED)
"""


class StillAnswering(TryLater):
    """The first request with this key has not ended."""

    status_code = 409

    def __init__(self) -> None:
        super().__init__("The first request with this Idempotency-Key is still being answered.", retry_in=1)


class AnsweredRequest(SQLModel, table=True):
    """A request that was answered: `asked` is its fingerprint; the rest is what was answered, byte by byte."""

    __tablename__ = "answered_request"
    __table_args__ = (Index(None, "asked_at", "merchant_id"),)

    merchant_id: UUID = Field(primary_key=True)
    key: str = Field(primary_key=True)
    asked: bytes = Field(sa_type=LargeBinary)
    asked_at: datetime = moment()
    status: int | None = None
    headers: list[list[str]] | None = document(nullable=True)
    body: bytes | None = Field(default=None, sa_type=LargeBinary)


async def claim(
    session: AsyncSession, key: str, asked: bytes, *, at: datetime, patience: float = PATIENCE_SECONDS
) -> AnsweredRequest | None:
    """Take the key for this transaction: None; or the answer it already has. Waits for another that holds it.

    Raises StillAnswering after `patience` seconds.
    """
    merchant_id = merchant_of(session)
    values = (merchant_id, key, asked, at, at - KEPT, f"{patience * 1000:.0f}ms")
    try:
        claimed = await fetch_one(session, _CLAIM, *values)
    except asyncpg.LockNotAvailableError as error:
        raise StillAnswering from error
    return None if claimed is not None else await session.get_one(AnsweredRequest, (merchant_id, key))


async def keep(
    session: AsyncSession, key: str, *, status: int, headers: list[list[str]], body: bytes
) -> None:
    """Write the answer beside the change it tells."""
    mine = update(AnsweredRequest).where(
        col(AnsweredRequest.merchant_id) == merchant_of(session), col(AnsweredRequest.key) == key
    )
    await run(session, mine.values(status=status, headers=headers, body=body))


@sweep("api.find_old_answers")
async def find_old_answers(session: AsyncSession) -> None:
    """Whose answers are old enough to be forgotten. Every hour."""
    async with sweeping(session):
        rows = await run(session, _WITH_OLD, {"before": now() - KEPT})
        jobs: list[tuple[str, UUID | None, dict[str, Any]]] = [
            ("api.forget_answers", row.merchant_id, {}) for row in rows
        ]
    await enqueue_many(session, jobs)


@job("api.forget_answers")
async def forget_answers(session: AsyncSession) -> None:
    """Delete a merchant's old answers, some at a time: a long delete would hold up the table's cleaning."""
    if await execute(session, _FORGET, merchant_of(session), now() - KEPT, AT_ONCE) == AT_ONCE:
        await enqueue(session, "api.forget_answers")
