"""Plain SQL is part of its transaction, like everything else."""

import asyncpg
import pytest

from shop.kit.db.columns import new_id
from shop.kit.db.counters import Counter
from shop.kit.db.database import Database, DatabaseUnavailable
from shop.kit.db.sql import MOST_TOGETHER, execute_sql, fetch, fetch_one, insert_rows
from shop.merchants.models import Directory

FIND = "SELECT key, merchant_id FROM directory WHERE kind = 'sql' AND key = ANY($1::text[]) ORDER BY key"


@pytest.fixture
def key() -> str:
    """A key that nobody else uses."""
    return str(new_id())


async def test_rows_that_were_inserted_are_there(scratch: Database, key: str) -> None:
    owner, keys = new_id(), [f"{key}.{n}" for n in range(3)]
    async with scratch.transaction() as session:
        await insert_rows(session, [Directory(kind="sql", key=each, merchant_id=owner) for each in keys])
        await insert_rows(session, [])
    async with scratch.transaction() as session:
        rows = await fetch(session, FIND, keys)
    assert [(row["key"], row["merchant_id"]) for row in rows] == [(each, owner) for each in keys]


@pytest.mark.parametrize("count", [1, 3, MOST_TOGETHER, MOST_TOGETHER + 1, 60])
async def test_rows_of_several_tables_are_written_with_each_other(
    scratch: Database, key: str, count: int
) -> None:
    owner, keys = new_id(), [f"{key}.{n}" for n in range(count)]
    entries = [Directory(kind="sql", key=each, merchant_id=owner) for each in keys]
    async with scratch.transaction(owner) as session:
        await insert_rows(session, [Counter(merchant_id=owner, name="sql", last=7), *entries])
        rows = await fetch(session, FIND, keys)
        last = await fetch_one(session, "SELECT last FROM counter WHERE merchant_id = $1", owner)
    assert sorted(row["key"] for row in rows) == sorted(keys)
    assert last is not None
    assert last["last"] == 7


async def test_what_was_written_is_gone_with_its_transaction(scratch: Database, key: str) -> None:
    async def fail() -> None:
        async with scratch.transaction() as session:
            await insert_rows(session, [Directory(kind="sql", key=key, merchant_id=new_id())])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with scratch.transaction() as session:
        assert await fetch_one(session, FIND, [key]) is None


async def test_what_the_session_has_not_written_yet_is_written_first(scratch: Database, key: str) -> None:
    async with scratch.transaction() as session:
        session.add(Directory(kind="sql", key=key, merchant_id=new_id()))
        assert await fetch_one(session, FIND, [key]) is not None
        assert await execute_sql(session, "DELETE FROM directory WHERE kind = 'sql' AND key = $1", key) == 1


async def test_policies_bind_plain_sql_too(scratch: Database) -> None:
    mine, other = new_id(), new_id()
    async with scratch.transaction(mine) as session:
        await insert_rows(session, [Counter(merchant_id=mine, name="sql", last=1)])
    async with scratch.transaction(other) as session:
        assert await fetch_one(session, "SELECT last FROM counter WHERE merchant_id = $1", mine) is None
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await insert_rows(session, [Counter(merchant_id=mine, name="sql.2", last=1)])


async def test_a_key_that_is_taken_is_said_to_be(scratch: Database, key: str) -> None:
    row = Directory(kind="sql", key=key, merchant_id=new_id())
    async with scratch.transaction() as session:
        await insert_rows(session, [row])
    with pytest.raises(asyncpg.UniqueViolationError):
        async with scratch.transaction() as session:
            await insert_rows(session, [row])


async def test_a_server_that_hangs_up_is_away_and_the_pool_recovers(single: Database) -> None:
    hang_up = "SELECT pg_terminate_backend(pg_backend_pid())"
    with pytest.raises(DatabaseUnavailable):
        async with single.transaction() as session:
            await fetch(session, hang_up)
    async with single.transaction() as session:
        assert await fetch(session, "SELECT 1 AS one")
