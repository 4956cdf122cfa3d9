"""Numbers without gaps, whatever happens to those who took them."""

import asyncio

import pytest

from shop.kit.db.columns import new_id
from shop.kit.db.counters import next_number
from shop.kit.db.database import Database


async def take(database: Database, merchant: object, series: str = "invoice", *, first: int = 1) -> int:
    async with database.transaction(merchant) as session:  # type: ignore[arg-type]
        return await next_number(session, series, first=first)


async def test_numbers_follow_one_another(scratch: Database) -> None:
    merchant = new_id()
    assert [await take(scratch, merchant) for _ in range(3)] == [1, 2, 3]


async def test_a_series_begins_where_it_is_told(scratch: Database) -> None:
    merchant = new_id()
    assert [await take(scratch, merchant, first=1001) for _ in range(2)] == [1001, 1002]


async def test_series_and_merchants_count_apart(scratch: Database) -> None:
    one, other = new_id(), new_id()
    await take(scratch, one, "invoice")
    assert await take(scratch, one, "credit note") == 1
    assert await take(scratch, other, "invoice") == 1


async def test_a_number_taken_in_vain_is_given_again(scratch: Database) -> None:
    merchant = new_id()

    async def take_in_vain() -> None:
        async with scratch.transaction(merchant) as session:
            assert await next_number(session, "invoice") == 2
            raise ZeroDivisionError

    await take(scratch, merchant)
    with pytest.raises(ZeroDivisionError):
        await take_in_vain()
    assert await take(scratch, merchant) == 2


async def test_many_at_once_leave_no_gap_and_no_double(scratch: Database) -> None:
    merchant = new_id()

    async def attempt(n: int) -> int | None:
        async def taking() -> int:
            async with scratch.transaction(merchant) as session:
                number = await next_number(session, "invoice")
                if n % 5 == 0:
                    raise ZeroDivisionError
                return number

        try:
            return await taking()
        except ZeroDivisionError:
            return None

    taken = [number for number in await asyncio.gather(*(attempt(n) for n in range(50))) if number]
    assert sorted(taken) == list(range(1, 41))


async def test_a_number_needs_a_merchant(scratch: Database) -> None:
    async with scratch.transaction() as session:
        with pytest.raises(LookupError):
            await next_number(session, "invoice")
