"""Ten thousand rows in seconds and in little memory; what is wrong in a hopeless file fills no disk."""

import resource
import time

from sqlalchemy import text

from shop.kit.db.session import execute_core
from shop.spreadsheets.limits import MOST_PROBLEMS
from shop.spreadsheets.models import ImportState
from tests.spreadsheets.ground import Desk

ROWS = 10_000
SECONDS = 40  # under 20 on an idle machine; the tests share theirs
WORDS = "Cerámica esmaltada a mano, apta para lavavajillas, hecha en el taller del faro"


async def test_ten_thousand_rows_are_stored_in_seconds(desk: Desk) -> None:
    rows = "".join(
        f'P{n // 4},S{n},Taza {n // 4},"{WORDS}",{n % 90}.50,{n % 50},talla: {n % 4}\n' for n in range(ROWS)
    )
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    known = await desk.bring(f"product,sku,title,description,price,stock,options\n{rows}")
    took = time.perf_counter() - began
    assert (known.state, known.created, known.done) == (ImportState.DONE, ROWS // 4, ROWS)
    assert took < SECONDS, took
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB


async def test_problems_are_all_counted_and_kept_up_to_a_number(desk: Desk) -> None:
    import_id = await desk.begin("sku,title,price\nA,a,bad\nB,b,bad\nC,c,bad\n")
    await desk.read(import_id)
    async with desk.database.transaction(desk.merchant.id) as session:
        await execute_core(session, text("UPDATE product_import SET errors = :n"), {"n": MOST_PROBLEMS - 2})
    known = await desk.work(import_id)
    assert known.errors == MOST_PROBLEMS + 1
    assert known.notes == ["Of the problems the first 100000 are kept."]
    assert [row for row, _, _ in await desk.problems(known)] == [2, 3]
