"""The clock: every slot fires once, whoever looks; what a sweep reads, it finds by an index and cannot change."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import JobKind, enqueue, registry
from shop.timetable import KEPT, TIMES, slot_of, tick, tick_all, timetable
from tests.support.postgres.connecting import connect_as
from tests.support.shop import ShopUnderTest, monday, move_by, move_to, open_shop

NAME = "recovery.find_due"
OURS = ("recovery.find_due", "orders.find_lapsed", "inbox.find_lost_sends")


@pytest.fixture(autouse=True)
async def nothing_ticked(database_without_worker: Database) -> None:
    """No tick and no sweep from another test."""
    async with database_without_worker.transaction() as session:
        await execute_core(session, text("DELETE FROM tick"))
        await execute_core(
            session, text("DELETE FROM pgqueuer WHERE entrypoint = ANY(:names)"), {"names": list(TIMES)}
        )


async def ticks(database_without_worker: Database) -> dict[str, int]:
    """How many slots of each name fired."""
    async with database_without_worker.transaction() as session:
        found = await execute_core(session, text("SELECT name, count(*) AS times FROM tick GROUP BY name"))
        return {row.name: row.times for row in found}


async def sweeps(database_without_worker: Database) -> dict[str, int]:
    """How many jobs each tick left."""
    counted = text(
        "SELECT entrypoint AS name, count(*) AS times FROM pgqueuer WHERE entrypoint = ANY(:names) GROUP BY 1"
    )
    async with database_without_worker.transaction() as session:
        found = await execute_core(session, counted, {"names": list(TIMES)})
        return {row.name: row.times for row in found}


@pytest.mark.parametrize(
    ("at", "every", "slot"),
    [
        ("12:00:00", 1, "12:00"),
        ("12:00:59.999", 1, "12:00"),
        ("12:01:00", 1, "12:01"),
        ("12:14:59", 15, "12:00"),
        ("12:15:00", 15, "12:15"),
        ("23:59:59", 1440, "00:00"),
    ],
)
def test_a_slot_is_the_beginning_of_its_span(at: str, every: int, slot: str) -> None:
    begins = slot_of(datetime.fromisoformat(f"2026-11-22T{at}+00:00"), timedelta(minutes=every))
    assert begins == datetime.fromisoformat(f"2026-11-22T{slot}+00:00")


def test_every_sweep_has_a_time_and_every_time_a_sweep() -> None:
    ours = {name for name, entry in registry.entries.items() if entry.kind is JobKind.SWEEP}
    # Another test's own.
    assert {name for name in ours if not name.startswith(("runner_test.", "jobs_test."))} == set(TIMES)


async def test_a_slot_fires_once_and_leaves_one_job(database_without_worker: Database) -> None:
    fired = [await tick(database_without_worker, NAME) for _ in range(3)]
    assert fired == [True, False, False]
    assert await sweeps(database_without_worker) == {NAME: 1}


async def test_twenty_processes_at_once_fire_once(database_without_worker: Database) -> None:
    fired = await asyncio.gather(*(tick(database_without_worker, NAME) for _ in range(20)))
    assert sorted(fired) == [False] * 19 + [True]
    assert await sweeps(database_without_worker) == {NAME: 1}


async def test_the_next_slot_fires_again(database_without_worker: Database) -> None:
    assert await tick(database_without_worker, NAME)
    move_by(seconds=TIMES[NAME].total_seconds())
    assert await tick(database_without_worker, NAME)


async def test_what_is_daily_fires_once_a_day_however_often_it_is_looked_at(
    database_without_worker: Database,
) -> None:
    daily = next(name for name, every in TIMES.items() if every == timedelta(days=1))
    move_to(monday(12))
    for _ in range(13):
        move_by(hours=1)
        await tick_all(database_without_worker)
    assert (await ticks(database_without_worker))[daily] == 2


async def test_two_timetables_and_a_moved_clock_fire_each_name_once(
    database_without_worker: Database,
) -> None:
    async with timetable(database_without_worker), timetable(database_without_worker):
        await clock.advance(timedelta(hours=9))
    assert await ticks(database_without_worker) == dict.fromkeys(TIMES, 1)
    assert await sweeps(database_without_worker) == dict.fromkeys(TIMES, 1)


async def test_a_missed_night_is_one_tick_and_no_burst(database_without_worker: Database) -> None:
    async with timetable(database_without_worker):
        await clock.advance(timedelta(minutes=2))
        await clock.advance(timedelta(hours=12))
    assert (await ticks(database_without_worker))[NAME] == 2


async def test_after_its_end_a_timetable_is_silent(database_without_worker: Database) -> None:
    async with timetable(database_without_worker):
        pass
    await clock.advance(timedelta(hours=1))
    assert await ticks(database_without_worker) == {}


async def test_old_ticks_are_forgotten(database_without_worker: Database) -> None:
    await tick(database_without_worker, NAME)
    move_by(seconds=KEPT.total_seconds() + 120)
    await tick(database_without_worker, NAME)
    assert (await ticks(database_without_worker))[NAME] == 1


async def test_the_sweep_of_orders_finds_what_lapsed_and_what_expired(
    database_without_worker: Database,
) -> None:
    shop = await open_shop(database_without_worker, goods=True)
    order = await shop.order([("MUG", 1)])
    await shop.job("orders.find_lapsed")
    assert await shop.jobs("orders.lapse_hold") == []
    move_by(minutes=31)
    await shop.job("orders.find_lapsed")
    assert await shop.jobs("orders.lapse_hold") == [{"order_id": str(order.id)}]
    assert await shop.jobs("orders.expire_order") == []
    move_by(hours=72)
    await shop.job("orders.find_lapsed")
    assert await shop.jobs("orders.expire_order") == [{"order_id": str(order.id)}]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sales_order SET clicks = 0",
        "UPDATE recovery SET state = 'ended'",
        "DELETE FROM message",
        "INSERT INTO tick (name, slot) VALUES ('x', now())",
        "INSERT INTO counter (merchant_id, name, last) VALUES (gen_random_uuid(), 'x', 1)",
    ],
)
async def test_who_sweeps_cannot_write(database_without_worker: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with database_without_worker.transaction() as session, sweeping(session):
            await execute_core(session, text(statement))


async def test_who_sweeps_cannot_leave_a_job(database_without_worker: Database) -> None:
    with pytest.raises(Exception, match=r"permission denied|missing"):
        async with database_without_worker.transaction() as session, sweeping(session):
            await enqueue(session, "recovery.find_due")


@pytest.mark.parametrize("name", OURS)
async def test_a_sweep_reads_by_an_index_however_many_rows_there_are(
    database_without_worker: Database, url_without_worker: str, name: str
) -> None:
    shop = await open_shop(database_without_worker, goods=True)
    await many_rows(shop, url_without_worker)
    with statements_of(database_without_worker) as seen:
        await shop.job(name)
    reads = [(s, p) for s, p in seen if s.startswith("SELECT") and "FROM" in s]
    assert reads
    async with database_without_worker.transaction() as session, sweeping(session):
        for statement, parameters in reads:
            connection = await session.connection()
            plan = "\n".join((await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)).scalars())
            assert "Seq Scan" not in plan, plan
            assert "Index" in plan, plan


@contextmanager
def statements_of(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """Everything that is executed meanwhile, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        seen.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def many_rows(shop: ShopUnderTest, owner_url: str) -> None:
    """Thousands of orders, recoveries and messages that are done; a handful still wait."""
    order = await shop.order([("MUG", 1)])
    conversation = await shop.conversation(order)
    connection = await connect_as(owner_url)
    ids: tuple[UUID, UUID, UUID] = (shop.merchant.id, conversation.id, order.customer_id)
    try:
        await connection.execute(
            "INSERT INTO sales_order (merchant_id, id, number, conversation_id, customer_id, status, revision,"
            " locale, currency, prices_include_tax, net_minor, tax_minor, total_minor, taxes, note, pay_token,"
            " clicks, held, placed_at, expires_at, discount_minor, discounts, codes, needs_delivery, delivery_minor,"
            " delivery_taxes)"
            " SELECT $1::uuid, gen_random_uuid(), 10000 + n, $2::uuid, $3::uuid, 'paid', 1,"
            " 'es', 'EUR', true, 1, 0, 1, '[]', '', 'many' || $1::uuid::text || n, 0, false, $4::timestamptz, $4,"
            " 0, '[]', '[]', false, 0, '[]' FROM generate_series(1, 4000) n",
            *ids,
            now(),
        )
        await connection.execute(
            "INSERT INTO recovery (merchant_id, id, conversation_id, state, due_at, created_at)"
            " SELECT $1::uuid, gen_random_uuid(), $2::uuid, 'ended', $3::timestamptz, $3 FROM generate_series(1, 4000) n",
            *ids[:2],
            datetime(2026, 1, 1, tzinfo=UTC),
        )
        await connection.execute(
            "INSERT INTO message (merchant_id, id, conversation_id, direction, status, lane, kind, text, content,"
            " reason, attempt, unanswered, said_at, created_at)"
            " SELECT $1::uuid, gen_random_uuid(), $2::uuid, 'out', 'read',"
            " 'reply', 'text', '', '{}', '', 1, false, $3::timestamptz, $3 FROM generate_series(1, 4000) n",
            *ids[:2],
            now(),
        )
        await connection.execute("ANALYZE sales_order, recovery, message")
    finally:
        await connection.close()
