"""Carries out the retentions of the register: a sweep finds whose time is over, a job ends some rows at a time.

Whatever somebody works on is passed over and found an hour later, so that nobody waits for it; two workers at once take
different rows. Under way it may stop anywhere: what ended has ended, and the rest is found by the next sweep.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.db.tenancy import UNPOLICED, sweeping
from shop.kit.jobs import enqueue, enqueue_many, job, sweep
from shop.kit.log import logger
from shop.privacy.register.notation import Retention
from shop.privacy.register.tables import EVERY_TABLE, REGISTER

log = logger()

# Rows that one job ends of each retention: a transaction of tens of milliseconds.
AT_ONCE = 2_000

# ruff: noqa: S608 - the names and conditions are the register's


@sweep("privacy.find_expired")
async def find_expired(session: AsyncSession) -> None:
    """Leave a job for every table and merchant with something whose time is over. Every hour."""
    found: list[tuple[str, UUID | None]] = [(table, None) for table in _of_nobody()]
    async with sweeping(session):
        looks = text(" UNION ALL ".join(finding(*each) for each in policed_retentions()))
        found += [(row.name, row.owner) for row in await execute_core(session, looks, {"at": now()})]
    jobs = [("privacy.forget_expired", owner, {"table": table}) for table, owner in dict.fromkeys(found)]
    await enqueue_many(session, jobs)


@job("privacy.forget_expired")
async def forget_expired(session: AsyncSession, *, table: str) -> None:
    """End what is over in a table, of this merchant or in one that is nobody's; AT_ONCE at a time."""
    registered = REGISTER.get(table)
    ended = [await _end(session, table, each) for each in registered.ended_here] if registered else []
    if any(ended):
        log.info("privacy.forgot", table=table, rows=sum(ended))
    if AT_ONCE in ended:
        await enqueue(session, "privacy.forget_expired", table=table)


def policed_retentions() -> Iterator[tuple[str, Retention]]:
    """What is carried out here, of merchants' tables."""
    for each in EVERY_TABLE:
        if each.name not in UNPOLICED:
            yield from ((each.name, retention) for retention in each.ended_here)


def finding(table: str, retention: Retention) -> str:
    """The merchants with something that is over: one look into an index for each.

    Without the order a planner expects to meet one soon in the table itself, and reads the whole of it where there is none.
    """
    oldest = (
        f"SELECT FROM {table} WHERE {table}.merchant_id = merchant.id AND {_is_over(table, retention)} "
        f"ORDER BY {table}.{retention.since} LIMIT 1"
    )
    return f"SELECT '{table}' AS name, merchant.id AS owner FROM merchant, LATERAL ({oldest}) AS old"


def ending(table: str, retention: Retention) -> str:
    """Empties the columns, or deletes the rows: the oldest first, without waiting for any."""
    mine = "" if table in UNPOLICED else f"{table}.merchant_id = :merchant AND "
    rows = (
        f"ARRAY(SELECT ctid FROM {table} WHERE {mine}{_is_over(table, retention)} "
        f"ORDER BY {retention.since} LIMIT :at_once FOR UPDATE SKIP LOCKED)"
    )
    emptied = ", ".join(f"{column} = ''" for column in retention.blanked)
    verb = f"UPDATE {table} SET {emptied}" if emptied else f"DELETE FROM {table}"
    return f"{verb} WHERE ctid = ANY ({rows})"


def _is_over(table: str, retention: Retention) -> str:
    seconds = int(retention.after.total_seconds())  # a day of an interval is longer when clocks are set back
    parts = [f"{table}.{retention.since} <= CAST(:at AS timestamptz) - interval '{seconds} seconds'"]
    if retention.where:
        parts.append(f"({retention.where})")
    if retention.blanked:
        left = " OR ".join(f"{table}.{column} <> ''" for column in retention.blanked)
        parts.append(f"({left})")
    return " AND ".join(parts)


def _of_nobody() -> list[str]:
    return [each.name for each in EVERY_TABLE if each.name in UNPOLICED and each.ended_here]


async def _end(session: AsyncSession, table: str, retention: Retention) -> int:
    """How many rows ended."""
    values: dict[str, Any] = {"at": now(), "at_once": AT_ONCE}
    if table not in UNPOLICED:
        values["merchant"] = merchant_of(session)
    return (await execute_core(session, text(ending(table, retention)), values)).rowcount
