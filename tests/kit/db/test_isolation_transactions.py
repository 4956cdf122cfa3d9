"""What a transaction leaves behind on its connection: no merchant, no sweeper's role."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from shop.kit.db.database import Database
from shop.kit.db.session import execute_core, merchant_of, set_merchant
from shop.kit.db.tenancy import APPLICATION, SWEEPER, sweeping
from shop.kit.jobs import enqueue


async def test_the_sweepers_role_ends_with_the_block(scratch: Database, two: tuple[UUID, UUID]) -> None:
    async with scratch.transaction() as session:
        async with sweeping(session):
            assert await who_am_i(session) == SWEEPER
        assert await who_am_i(session) == APPLICATION
        assert (await execute_core(session, text("SELECT count(*) FROM customer"))).scalar_one() == 0


async def test_the_sweepers_role_ends_with_a_transaction_that_failed_inside(single: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with single.transaction() as session, sweeping(session):
            raise ZeroDivisionError
    async with single.transaction() as session:
        assert await who_am_i(session) == APPLICATION


async def test_a_sweeper_leaves_no_job(scratch: Database, two: tuple[UUID, UUID]) -> None:
    async with scratch.transaction() as session:
        await execute_core(session, text(f"SET LOCAL ROLE {SWEEPER}"))
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await enqueue(session, "orders.find_lapsed")
        await session.rollback()


@pytest.mark.parametrize("end", ["commit", "rollback"])
async def test_the_next_user_of_a_connection_has_no_merchant(
    end: str, single: Database, two: tuple[UUID, UUID]
) -> None:
    async with single.transaction(two[0]) as session:
        pid = await backend(session)
        assert (await execute_core(session, text("SELECT count(*) FROM customer"))).scalar_one() == 1
        if end == "rollback":
            await session.rollback()
    async with single.transaction() as session:
        assert await backend(session) == pid
        assert (await execute_core(session, text("SELECT count(*) FROM customer"))).scalar_one() == 0
        assert (
            await execute_core(session, text("SELECT current_setting('app.merchant_id', true)"))
        ).scalar_one() == ""


async def test_transactions_at_the_same_time_do_not_share_a_merchant(
    scratch: Database, two: tuple[UUID, UUID]
) -> None:
    async def look(merchant: UUID) -> list[UUID]:
        async with scratch.transaction(merchant) as session:
            await asyncio.sleep(0.01)
            return list((await execute_core(session, text("SELECT merchant_id FROM customer"))).scalars())

    found = await asyncio.gather(*(look(two[n % 2]) for n in range(20)))
    assert found == [[two[n % 2]] for n in range(20)]


async def test_a_transaction_changes_its_merchant_for_what_follows(
    scratch: Database, two: tuple[UUID, UUID]
) -> None:
    async with scratch.transaction(two[0]) as session:
        await set_merchant(session, two[1])
        assert merchant_of(session) == two[1]
        assert list((await execute_core(session, text("SELECT merchant_id FROM customer"))).scalars()) == [
            two[1]
        ]


async def test_a_transaction_without_a_merchant_says_so(scratch: Database) -> None:
    async with scratch.transaction() as session:
        with pytest.raises(LookupError, match="no merchant"):
            merchant_of(session)


async def who_am_i(session: Any) -> str:
    return str((await execute_core(session, text("SELECT current_user"))).scalar_one())


async def backend(session: Any) -> int:
    return int((await execute_core(session, text("SELECT pg_backend_pid()"))).scalar_one())
