"""The queue for its operator: lists, retries and discards jobs that wait, run, or failed for good and are held.

A held job keeps its row with the state `failed` until somebody retries or discards it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core
from shop.kit.errors import Conflict, NotFound

STATES = ("failed", "queued", "picked")
HELD = "failed"

_COLUMNS = """
    job.id, job.entrypoint AS name, job.status::text AS state, job.attempts, job.created AS created_at,
    job.execute_after AS due_at, job.payload
"""
_LIST = text(f"""
    SELECT {_COLUMNS} FROM pgqueuer AS job
    WHERE (CAST(:state AS text) IS NULL OR status::text = :state)
      AND (CAST(:name AS text) IS NULL OR entrypoint = :name)
      AND (CAST(:merchant AS text) IS NULL
           OR convert_from(payload, 'UTF8')::jsonb ->> 'merchant_id' = :merchant)
    ORDER BY (status = 'failed') DESC, id LIMIT :limit
""")  # noqa: S608 - nothing of anybody's is put in
_ONE = text(f"SELECT {_COLUMNS} FROM pgqueuer AS job WHERE id = :id")  # noqa: S608
_TRACE = text(
    "SELECT traceback FROM pgqueuer_log WHERE job_id = :id AND traceback IS NOT NULL ORDER BY id DESC LIMIT 1"
)
_RETRY = text("""
    WITH again AS (
        UPDATE pgqueuer SET status = 'queued', execute_after = now(), updated = now(), queue_manager_id = NULL,
            attempts = CASE WHEN status = 'failed' THEN 0 ELSE attempts END
        WHERE id = ANY(CAST(:ids AS bigint[])) AND status IN ('failed', 'queued')
        RETURNING id, entrypoint, priority
    ), noted AS (
        INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority)
        SELECT id, 'queued', entrypoint, priority FROM again
    )
    SELECT id FROM again
""")
_DISCARD = text("""
    WITH gone AS (
        DELETE FROM pgqueuer WHERE id = ANY(CAST(:ids AS bigint[])) AND status IN ('failed', 'queued')
        RETURNING id, entrypoint, priority
    ), noted AS (
        INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority)
        SELECT id, 'deleted', entrypoint, priority FROM gone
    )
    SELECT id FROM gone
""")


class JobRuns(Conflict):
    """A worker runs the job."""


class QueuedJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job in the queue. `trace` is where its last failure came from, without anybody's data."""

    id: int
    name: str
    state: str
    attempts: int
    created_at: datetime
    due_at: datetime
    merchant_id: UUID | None
    payload: dict[str, Any]
    trace: str | None = None


async def list_jobs(
    session: AsyncSession,
    *,
    state: str | None = None,
    name: str | None = None,
    merchant_id: UUID | None = None,
    limit: int = 50,
) -> list[QueuedJob]:
    """Held ones first, then the oldest."""
    merchant = str(merchant_id) if merchant_id else None
    values = {"state": state, "name": name, "merchant": merchant, "limit": limit}
    return [_read(row) for row in await execute_core(session, _LIST, values)]


async def job_by_id(session: AsyncSession, job_id: int, *, merchant_id: UUID | None = None) -> QueuedJob:
    """One job with the trace of its last failure. Raises NotFound, also for another merchant's."""
    row = (await execute_core(session, _ONE, {"id": job_id})).first()
    if row is None:
        raise NotFound(f"There is no job {job_id}. A job that was done leaves the queue.")
    job = _read(row)
    if merchant_id is not None and job.merchant_id != merchant_id:
        raise NotFound(f"Job {job_id} belongs to another merchant.")
    trace = (await execute_core(session, _TRACE, {"id": job_id})).scalar()
    return msgspec.structs.replace(job, trace=_trace(trace))


async def retry_jobs(session: AsyncSession, ids: Sequence[int]) -> None:
    """Run them now, held ones with all their tries. Raises JobRuns, and then none is changed."""
    await _all_or_none(session, _RETRY, ids)
    session.info["left_jobs"] = True


async def discard_jobs(session: AsyncSession, ids: Sequence[int]) -> None:
    """Delete them; what they were to do is not done. Raises JobRuns, and then none is deleted."""
    await _all_or_none(session, _DISCARD, ids)


async def _all_or_none(session: AsyncSession, statement: Any, ids: Sequence[int]) -> None:
    changed = {row.id for row in await execute_core(session, statement, {"ids": list(ids)})}
    if missing := sorted(set(ids) - changed):
        which = ", ".join(map(str, missing))
        raise JobRuns(f"Job {which} is running or done: nothing was changed. Look again in a moment.")


def _read(row: Any) -> QueuedJob:
    payload = msgspec.json.decode(row.payload or b"{}", type=dict[str, Any])
    owner = payload.pop("merchant_id", None)
    return QueuedJob(
        id=row.id,
        name=row.name,
        state=row.state,
        attempts=row.attempts,
        created_at=row.created_at,
        due_at=row.due_at,
        merchant_id=UUID(owner) if owner else None,
        payload=payload,
    )


def _trace(stored: Any) -> str | None:
    """PgQueuer keeps {"exception_type", "exception_message", "traceback", …}; ours says it in the message."""
    record = msgspec.json.decode(stored) if isinstance(stored, str) else stored
    if not isinstance(record, dict):
        return None
    return str(record.get("exception_message") or record.get("traceback") or "") or None
