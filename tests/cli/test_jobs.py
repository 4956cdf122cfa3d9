"""`shop jobs`: held jobs are seen, tried again or thrown away."""

from typing import get_args
from uuid import uuid4

import pytest
from sqlalchemy import text

from shop.cli.jobs import JobState, NothingNamed
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.errors import NotFound
from shop.kit.jobs.admin import STATES, JobRuns
from shop.merchants.models import Merchant
from tests.cli.conftest import Typed
from tests.support.cast import make_merchant


async def put(
    database: Database,
    merchant: Merchant,
    state: str = "failed",
    *,
    attempts: int = 8,
    name: str | None = None,
) -> tuple[int, str]:
    """A job in a state, as a worker leaves it."""
    name = name or f"test.{uuid4().hex}"
    async with database.transaction() as session:
        values = {"name": name, "state": state, "attempts": attempts, "merchant": str(merchant.id)}
        row = await execute_core(
            session,
            text(
                "INSERT INTO pgqueuer (priority, status, entrypoint, attempts, payload, execute_after) VALUES (0, "
                "CAST(:state AS pgqueuer_status), :name, :attempts, convert_to(jsonb_build_object("
                "'merchant_id', CAST(:merchant AS text), 'order_id', 'x')::text, 'UTF8'), now() + interval '1 hour') "
                "RETURNING id"
            ),
            values,
        )
        return int(row.scalar_one()), name


@pytest.fixture
async def seller(database_without_worker: Database) -> Merchant:
    return await make_merchant(database_without_worker)


async def state_of(database: Database, job_id: int) -> tuple[str, int] | None:
    async with database.transaction() as session:
        found = text("SELECT status::text AS state, attempts FROM pgqueuer WHERE id = :id")
        row = (await execute_core(session, found, {"id": job_id})).first()
    return (row.state, row.attempts) if row else None


async def test_held_jobs_are_listed_by_state_name_and_merchant(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    held, name = await put(database_without_worker, seller)
    queued, _ = await put(database_without_worker, seller, "queued", name=name)
    assert [job["id"] for job in await typed("jobs", "list", "--name", name)] == [held, queued]
    assert [job["id"] for job in await typed("jobs", "list", "--name", name, "--state", "failed")] == [held]
    (first, *_) = await typed("jobs", "list", "--merchant", seller.id, "--state", "failed")
    assert (first["id"], first["merchant_id"], first["payload"]) == (held, str(seller.id), '{"order_id":"x"}')


async def test_people_read_a_table(typed: Typed, database_without_worker: Database, seller: Merchant) -> None:
    held, name = await put(database_without_worker, seller)
    heads, line = (await typed("jobs", "list", "--name", name, json=False)).splitlines()
    assert heads.split()[:3] == ["ID", "NAME", "STATE"]
    assert line.split()[:3] == [str(held), name, "failed"]
    assert line.index("failed") == heads.index("STATE")


async def test_a_job_shows_where_its_last_failure_came_from(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    held, name = await put(database_without_worker, seller)
    async with database_without_worker.transaction() as session:
        await execute_core(
            session,
            text(
                "INSERT INTO pgqueuer_log (job_id, status, priority, entrypoint, traceback) VALUES "
                "(:id, 'failed', 0, :name, jsonb_build_object('exception_message', 'File \"x.py\", line 3'))"
            ),
            {"id": held, "name": name},
        )
    assert (await typed("jobs", "show", held))["trace"] == 'File "x.py", line 3'
    assert "line 3" in await typed("jobs", "show", held, json=False)


async def test_a_retried_job_has_all_its_tries_again_and_runs_now(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    held, _ = await put(database_without_worker, seller)
    assert await typed("jobs", "retry", held) == {"retried": [held]}
    assert await state_of(database_without_worker, held) == ("queued", 0)
    async with database_without_worker.transaction() as session:
        due = text("SELECT execute_after <= now() FROM pgqueuer WHERE id = :id")
        assert (await execute_core(session, due, {"id": held})).scalar_one()


async def test_all_held_jobs_of_a_name_are_retried_and_no_others(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    one, name = await put(database_without_worker, seller)
    two, _ = await put(database_without_worker, seller, name=name)
    other, _ = await put(database_without_worker, seller)
    assert await typed("jobs", "retry", "--all", "--name", name) == {"retried": [one, two]}
    assert await state_of(database_without_worker, other) == ("failed", 8)


async def test_a_discarded_job_is_gone_and_noted(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    held, _ = await put(database_without_worker, seller)
    assert await typed("jobs", "discard", held) == {"discarded": [held]}
    assert await state_of(database_without_worker, held) is None
    async with database_without_worker.transaction() as session:
        noted = text("SELECT status::text FROM pgqueuer_log WHERE job_id = :id")
        assert (await execute_core(session, noted, {"id": held})).scalar_one() == "deleted"


@pytest.mark.parametrize("verb", ["retry", "discard"])
async def test_a_running_job_is_left_alone_and_so_are_those_named_with_it(
    typed: Typed, database_without_worker: Database, seller: Merchant, verb: str
) -> None:
    held, _ = await put(database_without_worker, seller)
    running, _ = await put(database_without_worker, seller, "picked", attempts=0)
    with pytest.raises(JobRuns, match=f"Job {running} is running"):
        await typed("jobs", verb, held, running)
    assert await state_of(database_without_worker, held) == ("failed", 8)
    assert await state_of(database_without_worker, running) == ("picked", 0)


@pytest.mark.parametrize("verb", ["show", "retry", "discard"])
async def test_an_id_nobody_has_is_said_to_be_that(typed: Typed, verb: str) -> None:
    with pytest.raises(NotFound, match="There is no job 99999999"):
        await typed("jobs", verb, 99999999)


@pytest.mark.parametrize("verb", ["show", "retry", "discard"])
async def test_another_merchants_job_is_refused(
    typed: Typed, database_without_worker: Database, seller: Merchant, verb: str
) -> None:
    held, _ = await put(database_without_worker, seller)
    stranger = await make_merchant(database_without_worker)
    with pytest.raises(NotFound, match=f"Job {held} belongs to another merchant"):
        await typed("jobs", verb, held, "--merchant", stranger.id)
    assert await state_of(database_without_worker, held) == ("failed", 8)


async def test_naming_nothing_changes_nothing(typed: Typed) -> None:
    with pytest.raises(NothingNamed, match="--all"):
        await typed("jobs", "discard")
    with pytest.raises(NotFound, match="No such job is held"):
        await typed("jobs", "discard", "--all", "--name", "test.no_such_name")


def test_every_state_of_the_queue_can_be_asked_for() -> None:
    assert get_args(JobState) == STATES
