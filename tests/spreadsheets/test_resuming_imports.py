"""An import that is cut off goes on where it was, whoever takes it up; nothing is stored twice."""

import asyncio
from uuid import UUID

import pytest

from shop.kit.db import Database
from shop.kit.jobs import registry
from shop.spreadsheets.models import ImportState
from tests.spreadsheets.ground import Desk, open_desk

ROWS = 3_000
GOODS = "sku,title,price,stock\n" + "".join(f"S{n},Soap {n},1.50,{n}\n" for n in range(ROWS))


class Died(Exception):
    """The process is gone."""


async def die_at_work(desk: Desk, import_id: UUID) -> None:
    """Everything is done, and not committed."""
    async with desk.database.transaction(desk.merchant.id) as session:
        await registry.entries["spreadsheets.work"].handler(session, import_id=import_id)
        raise Died


async def test_a_job_that_is_cut_off_leaves_nothing_and_the_next_one_does_it(desk: Desk) -> None:
    import_id = await desk.begin(GOODS)
    await desk.read(import_id)
    await desk.work(import_id)
    with pytest.raises(Died):
        await die_at_work(desk, import_id)
    known = await desk.known(import_id)
    assert known.done == len(await desk.goods()) == known.created
    while (known := await desk.known(import_id)).state is ImportState.WORKING:
        await desk.work(import_id)
    assert (known.created, known.done, known.changed) == (ROWS, ROWS, 0)
    assert await desk.count("stock_movement") == ROWS
    assert {row.version for row in (await desk.goods()).values()} == {1}


async def test_reading_that_is_cut_off_goes_on_behind_what_it_stored(desk: Desk) -> None:
    import_id = await desk.begin(GOODS)
    reading = asyncio.create_task(desk.read(import_id))
    while (await desk.known(import_id)).rows == 0:
        await asyncio.sleep(0.001)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    cut = await desk.known(import_id)
    assert (cut.state, cut.rows) == (ImportState.READING, 2_000)
    await desk.read(import_id)
    known = await desk.known(import_id)
    assert (known.state, known.rows) == (ImportState.WORKING, ROWS)
    assert await desk.count("product_import_row") == ROWS


async def test_jobs_that_come_again_after_the_end_do_nothing(desk: Desk) -> None:
    known = await desk.bring("sku,title,price\nA,a,1\n")
    await desk.read(known.id)
    await desk.work(known.id)
    again = await desk.known(known.id)
    assert (again.done, again.created, again.finished_at) == (1, 1, known.finished_at)


async def test_a_mistake_of_ours_ends_it_with_a_sentence(desk: Desk) -> None:
    import_id = await desk.begin(GOODS)
    await desk.read(import_id)
    await desk.work(import_id)
    give_up = registry.entries["spreadsheets.work"].give_up
    assert give_up is not None
    async with desk.database.transaction(desk.merchant.id) as session:
        await give_up(session, import_id=import_id, reason="KeyError: 'sku'")
    known = await desk.known(import_id)
    assert known.state is ImportState.FAILED
    assert known.fault.startswith("A mistake of ours stopped it behind row ")
    assert "KeyError" not in known.fault
    assert await desk.count("product_import_row") == 0
    assert len(await desk.goods()) == known.created > 0


async def test_imports_of_two_merchants_at_once_do_not_meet(quiet: Database) -> None:
    desks = [await open_desk(quiet) for _ in range(2)]
    done = await asyncio.gather(
        *(desk.bring(GOODS.replace("Soap", f"Soap of {n}")) for n, desk in enumerate(desks))
    )
    assert [known.created for known in done] == [ROWS, ROWS]
    for n, desk in enumerate(desks):
        assert all(row.title.startswith(f"Soap of {n}") for row in (await desk.goods()).values())


async def work_off(desk: Desk, import_id: UUID) -> None:
    while (await desk.known(import_id)).state is ImportState.WORKING:
        await desk.work(import_id)


async def test_two_imports_of_the_same_goods_end_in_one_of_each(desk: Desk) -> None:
    ids = [await desk.begin(GOODS) for _ in range(2)]
    for import_id in ids:
        await desk.read(import_id)

    await work_off(desk, ids[0])
    await work_off(desk, ids[1])
    first, second = [await desk.known(import_id) for import_id in ids]
    assert (first.created, second.created, second.unchanged) == (ROWS, 0, ROWS)
    assert await desk.count("stock_movement") == ROWS
