"""An import that is interrupted goes on where it was, on whatever worker; nothing is stored twice."""

import asyncio
from uuid import UUID

import pytest

from shop.kit.db.database import Database
from shop.kit.jobs import registry
from shop.spreadsheets.models import ImportState
from tests.support.files.importer import Importer, make_importer
from tests.support.jobs import give_up_job

ROWS = 3_000
GOODS = "sku,title,price,stock\n" + "".join(f"S{n},Soap {n},1.50,{n}\n" for n in range(ROWS))


class Died(Exception):
    """The process is gone."""


async def die_before_commit(importer: Importer, import_id: UUID) -> None:
    """The job has done everything, and its transaction is not committed."""
    async with importer.database.transaction(importer.merchant.id) as session:
        await registry.entries["spreadsheets.apply_rows"].handler(session, import_id=import_id)
        raise Died


async def test_a_job_that_is_cut_off_leaves_nothing_and_the_next_one_does_it(importer: Importer) -> None:
    import_id = await importer.start(GOODS)
    await importer.parse(import_id)
    await importer.apply(import_id)
    with pytest.raises(Died):
        await die_before_commit(importer, import_id)
    imported = await importer.find(import_id)
    assert imported.done == len(await importer.variants()) == imported.created
    while (imported := await importer.find(import_id)).state is ImportState.WORKING:
        await importer.apply(import_id)
    assert (imported.created, imported.done, imported.changed) == (ROWS, ROWS, 0)
    assert await importer.count("stock_movement") == ROWS
    assert {row.version for row in (await importer.variants()).values()} == {1}


async def test_reading_that_is_cut_off_goes_on_behind_what_it_stored(importer: Importer) -> None:
    import_id = await importer.start(GOODS)
    reading = asyncio.create_task(importer.parse(import_id))
    while (await importer.find(import_id)).rows == 0:
        await asyncio.sleep(0.001)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    cut = await importer.find(import_id)
    assert (cut.state, cut.rows) == (ImportState.READING, 2_000)
    await importer.parse(import_id)
    imported = await importer.find(import_id)
    assert (imported.state, imported.rows) == (ImportState.WORKING, ROWS)
    assert await importer.count("product_import_row") == ROWS


async def test_jobs_that_come_again_after_the_end_do_nothing(importer: Importer) -> None:
    imported = await importer.import_file("sku,title,price\nA,a,1\n")
    await importer.parse(imported.id)
    await importer.apply(imported.id)
    again = await importer.find(imported.id)
    assert (again.done, again.created, again.finished_at) == (1, 1, imported.finished_at)


async def test_a_mistake_of_ours_ends_it_with_a_sentence(importer: Importer) -> None:
    import_id = await importer.start(GOODS)
    await importer.parse(import_id)
    await importer.apply(import_id)
    await give_up_job(
        importer.database,
        importer.merchant.id,
        "spreadsheets.apply_rows",
        "KeyError: 'sku'",
        import_id=import_id,
    )
    imported = await importer.find(import_id)
    assert imported.state is ImportState.FAILED
    assert imported.fault.startswith("A mistake of ours stopped it behind row ")
    assert "KeyError" not in imported.fault
    assert await importer.count("product_import_row") == 0
    assert len(await importer.variants()) == imported.created > 0


async def test_imports_of_two_merchants_at_once_do_not_meet(database_without_worker: Database) -> None:
    importers = [await make_importer(database_without_worker) for _ in range(2)]
    done = await asyncio.gather(
        *(importer.import_file(GOODS.replace("Soap", f"Soap of {n}")) for n, importer in enumerate(importers))
    )
    assert [imported.created for imported in done] == [ROWS, ROWS]
    for n, importer in enumerate(importers):
        assert all(row.title.startswith(f"Soap of {n}") for row in (await importer.variants()).values())


async def apply_to_the_end(importer: Importer, import_id: UUID) -> None:
    while (await importer.find(import_id)).state is ImportState.WORKING:
        await importer.apply(import_id)


async def test_two_imports_of_the_same_goods_end_in_one_of_each(importer: Importer) -> None:
    ids = [await importer.start(GOODS) for _ in range(2)]
    for import_id in ids:
        await importer.parse(import_id)

    await apply_to_the_end(importer, ids[0])
    await apply_to_the_end(importer, ids[1])
    first, second = [await importer.find(import_id) for import_id in ids]
    assert (first.created, second.created, second.unchanged) == (ROWS, 0, ROWS)
    assert await importer.count("stock_movement") == ROWS
