"""Leaving a job: part of the transaction, and with a payload that the handler's signature describes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.jobs import JobKind, Priority, backoff, enqueue, enqueue_many, errand, job, registry, sweep

SWEPT = "jobs_test.swept"


@job("jobs_test.described")
async def described(session: AsyncSession, *, order_id: UUID, tries: int = 3) -> None:
    """A handler whose payload has a required and an optional part."""


async def waiting(database: Database, name: str) -> list[Any]:
    """The queue's rows of one name, oldest first."""
    async with database.transaction() as session:
        query = "SELECT payload, priority, execute_after - created AS wait FROM pgqueuer WHERE entrypoint = :n ORDER BY id"
        return list((await execute_core(session, text(query), {"n": name})).all())


async def handler(session: AsyncSession, *, n: int = 0, order_id: UUID | None = None) -> None:
    """Of a job that nobody runs."""


@pytest.fixture
def name() -> Iterator[str]:
    """A job's name that nobody else uses and nobody runs."""
    name = f"jobs_test.{new_id()}"
    job(name, priority=Priority.PAYMENT)(handler)
    yield name
    del registry.entries[name]


async def test_a_job_has_its_handlers_priority(scratch: Database, name: str) -> None:
    async with scratch.transaction() as session:
        await enqueue(session, name)
        await enqueue_many(session, [(name, None, {})])
    assert [row.priority for row in await waiting(scratch, name)] == [Priority.PAYMENT] * 2


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"m": 1}, "takes no m"),
        ({"n": "one"}, r"Expected `int`.*\$\.n"),
        ({"order_id": "1"}, r"Invalid UUID"),
    ],
)
async def test_a_payload_that_the_handler_does_not_take_is_refused_where_it_is_left(
    scratch: Database, name: str, payload: dict[str, Any], said: str
) -> None:
    async with scratch.transaction() as session:
        with pytest.raises(TypeError, match=said):
            await enqueue(session, name, **payload)
        with pytest.raises(TypeError, match=said):
            await enqueue_many(session, [(name, None, payload)])
    assert await waiting(scratch, name) == []


async def test_a_job_without_a_handler_is_not_left(scratch: Database) -> None:
    async with scratch.transaction() as session:
        with pytest.raises(LookupError, match=r"nobody\.home"):
            await enqueue(session, "nobody.home")


async def test_a_committed_job_is_there(scratch: Database, name: str) -> None:
    async with scratch.transaction() as session:
        await enqueue(session, name)
    assert len(await waiting(scratch, name)) == 1


async def test_a_job_is_gone_with_its_transaction(scratch: Database, name: str) -> None:
    async def fail() -> None:
        async with scratch.transaction() as session:
            await enqueue(session, name)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await waiting(scratch, name) == []


async def test_many_jobs_are_gone_with_their_transaction(scratch: Database, name: str) -> None:
    async def fail() -> None:
        async with scratch.transaction() as session:
            await enqueue_many(session, [(name, None, {}), (name, None, {})])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await waiting(scratch, name) == []


async def test_a_job_is_not_seen_before_the_commit(scratch: Database, name: str) -> None:
    async with scratch.transaction() as session:
        await enqueue(session, name)
        assert await waiting(scratch, name) == []


@pytest.mark.parametrize("many", [False, True])
async def test_a_session_that_has_not_spoken_leaves_no_job(scratch: Database, name: str, many: bool) -> None:
    """SQLAlchemy begins at the first statement: before it the job would commit by itself."""
    async with AsyncSession(scratch.engine) as silent:
        with pytest.raises(RuntimeError, match="had not spoken yet"):
            await (enqueue_many(silent, [(name, None, {})]) if many else enqueue(silent, name))
    assert await waiting(scratch, name) == []


async def test_a_job_belongs_to_its_transactions_merchant(scratch: Database, name: str) -> None:
    merchant = new_id()
    async with scratch.transaction(merchant) as session:
        await enqueue(session, name, order_id=(order := new_id()))
    (row,) = await waiting(scratch, name)
    assert msgspec.json.decode(row.payload) == {"merchant_id": str(merchant), "order_id": str(order)}


async def test_a_sweep_leaves_jobs_for_other_merchants(scratch: Database, name: str) -> None:
    merchant = new_id()
    async with scratch.transaction() as session:
        await enqueue(session, name, merchant_id=merchant)
    (row,) = await waiting(scratch, name)
    assert msgspec.json.decode(row.payload)["merchant_id"] == str(merchant)


async def test_many_jobs_keep_their_merchants_and_payloads(scratch: Database, name: str) -> None:
    jobs: list[tuple[str, UUID | None, dict[str, Any]]] = [(name, new_id(), {"n": n}) for n in range(3)]
    async with scratch.transaction() as session:
        await enqueue_many(session, jobs)
    found = [msgspec.json.decode(row.payload) for row in await waiting(scratch, name)]
    assert found == [{"merchant_id": str(merchant), **payload} for _, merchant, payload in jobs]


async def test_a_job_may_wait_and_have_a_priority(scratch: Database, name: str) -> None:
    async with scratch.transaction() as session:
        await enqueue(session, name, after=timedelta(minutes=5), priority=7)
    (row,) = await waiting(scratch, name)
    assert row.priority == 7
    assert row.wait == timedelta(minutes=5)


async def test_workers_are_notified_after_the_commit_and_only_if_jobs_were_left(
    single: Database, name: str
) -> None:
    notified: list[int] = []

    def notify() -> None:
        notified.append(1)

    single.on_jobs_left = notify
    async with single.transaction():
        pass
    assert notified == []
    async with single.transaction() as session:
        await enqueue(session, name)
        assert notified == []
    assert notified == [1]


async def test_nobody_is_notified_of_what_was_rolled_back(single: Database, name: str) -> None:
    notified: list[int] = []
    single.on_jobs_left = lambda: notified.append(1)

    async def fail() -> None:
        async with single.transaction() as session:
            await enqueue(session, name)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert notified == []


def test_a_payload_has_the_handlers_arguments() -> None:
    shape = registry.entries["jobs_test.described"].payload
    order = new_id()
    decoded = msgspec.json.decode(msgspec.json.encode({"merchant_id": None, "order_id": order}), type=shape)
    assert msgspec.structs.asdict(decoded) == {"merchant_id": None, "order_id": order, "tries": 3}


@pytest.mark.parametrize(
    "payload", [{}, {"order_id": "no id"}, {"order_id": None}, {"order_id": [], "tries": 1}]
)
def test_a_payload_of_another_shape_is_refused(payload: dict[str, Any]) -> None:
    shape = registry.entries["jobs_test.described"].payload
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode({"merchant_id": None, **payload}), type=shape)


def test_two_handlers_cannot_share_a_name() -> None:
    with pytest.raises(RuntimeError, match=r"Two handlers are named jobs_test\.described"):
        job("jobs_test.described")(described)


def test_the_three_kinds_are_told_apart() -> None:
    async def handler(_: object) -> None:
        """Does nothing."""

    for kind, register in ((JobKind.JOB, job), (JobKind.ERRAND, errand), (JobKind.SWEEP, sweep)):
        register(f"jobs_test.{kind}")(handler)
        assert registry.entries[f"jobs_test.{kind}"].kind is kind


def test_back_off_doubles_up_to_five_minutes() -> None:
    for attempt, seconds in ((0, 1), (1, 2), (5, 32), (9, 300), (100, 300)):
        waits = {backoff(attempt).total_seconds() for _ in range(50)}
        assert seconds * 0.75 <= min(waits) <= max(waits) <= seconds * 1.25
        assert len(waits) > 10  # jitter: a crowd that failed together does not return together
