"""Ten thousand rows in seconds and in little memory; what is wrong in a hopeless file fills no disk."""

import resource
import time

from sqlalchemy import text

from shop.kit.db.session import execute_core
from shop.spreadsheets.limits import MOST_PROBLEMS
from shop.spreadsheets.models import ImportState
from tests.support.files.importer import Importer
from tests.support.pace import allowance

ROWS = 10_000
SECONDS = 40  # under 20 on an idle machine; the tests share theirs
WORDS = "Cerámica esmaltada a mano, apta para lavavajillas, hecha en el taller del faro"


async def test_ten_thousand_rows_are_stored_in_seconds(importer: Importer) -> None:
    rows = "".join(
        f'P{n // 4},S{n},Taza {n // 4},"{WORDS}",{n % 90}.50,{n % 50},talla: {n % 4}\n' for n in range(ROWS)
    )
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    imported = await importer.import_file(f"product,sku,title,description,price,stock,options\n{rows}")
    took = time.perf_counter() - began
    assert (imported.state, imported.created, imported.done) == (ImportState.DONE, ROWS // 4, ROWS)
    assert took < allowance(SECONDS), took
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB


async def test_problems_are_all_counted_and_kept_up_to_a_number(importer: Importer) -> None:
    import_id = await importer.start("sku,title,price\nA,a,bad\nB,b,bad\nC,c,bad\n")
    await importer.parse(import_id)
    async with importer.database.transaction(importer.merchant.id) as session:
        await execute_core(session, text("UPDATE product_import SET errors = :n"), {"n": MOST_PROBLEMS - 2})
    imported = await importer.apply(import_id)
    assert imported.errors == MOST_PROBLEMS + 1
    assert imported.notes == ["Of the problems the first 100000 are kept."]
    assert [row for row, _, _ in await importer.problems(imported)] == [2, 3]
