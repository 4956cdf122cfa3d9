"""The rows of an import become products: some hundreds in one transaction, and the next ones in the next.

The place reached is written by the transaction that stores the products, so a crash repeats nothing. A product is
taken up at its first row, together with all its others, wherever in the file they stand. A dry run does the same
and takes it back.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.bulk import Outcome, Verdict, upsert_products
from shop.catalog.bulk_rows import ProductUpsert
from shop.catalog.rules import MOST_VARIANTS, Fault
from shop.kit.clock import now
from shop.kit.jobs import enqueue, job
from shop.kit.sql import fetch, plan_anew
from shop.merchants.accounts import this_merchant
from shop.spreadsheets.conversions import Setting
from shop.spreadsheets.imports.build_products import Assembled, Assembler, Problem, Row
from shop.spreadsheets.imports.match_products import anchored
from shop.spreadsheets.imports.progress import locked, mistaken, note_problems, throw_away
from shop.spreadsheets.models import ImportState, ProductImport

AT_ONCE = 500  # rows that a transaction takes up

_NEXT = """
SELECT begins, number, first_with_sku, is_sound, cells FROM product_import_row
WHERE merchant_id = $1 AND import_id = $2 AND begins > $3 ORDER BY begins, number LIMIT $4
"""


class _Chunk(msgspec.Struct):
    """What one transaction takes up. `position` is where its last product begins."""

    position: int
    products: list[list[Row]]
    is_last: bool
    unsound: set[int]
    repeated: dict[int, int]  # a row whose SKU stands in an earlier row already


@job("spreadsheets.work", give_up=mistaken)
async def work_on(session: AsyncSession, *, import_id: UUID) -> None:
    """Take up the next rows."""
    known = await locked(session, import_id, ImportState.WORKING)
    if known is None:
        return
    await plan_anew(session)
    chunk = await _next_chunk(session, known)
    await _store(session, known, chunk)
    known.position, known.updated_at = chunk.position, now()
    known.done += sum(map(len, chunk.products))
    if chunk.is_last:
        known.done = known.rows  # also those that were too many for a product
        known.finish(ImportState.DONE, at=now())
        await session.flush()
        await throw_away(session, import_id)
    else:
        await enqueue(session, "spreadsheets.work", import_id=import_id)


async def _next_chunk(session: AsyncSession, known: ProductImport) -> _Chunk:
    """Whole products: those that begin within so many rows. Of one that has too many, enough to see it."""
    most = AT_ONCE + MOST_VARIANTS + 1
    found = await fetch(session, _NEXT, known.merchant_id, known.id, known.position, most)
    position = found[:AT_ONCE][-1]["begins"] if found else known.position
    taken = [row for row in found if row["begins"] <= position]
    fields = [column.field for column in known.known_columns()]
    products: dict[int, list[Row]] = {}
    for row in taken:
        cells = dict(zip(fields, msgspec.json.decode(row["cells"]), strict=True))
        products.setdefault(row["begins"], []).append(Row(row["number"], cells))
    return _Chunk(
        position=position,
        products=list(products.values()),
        is_last=len(found) < most and len(taken) == len(found),
        unsound={row["number"] for row in taken if not row["is_sound"]},
        repeated={
            row["number"]: row["first_with_sku"] for row in taken if row["first_with_sku"] < row["number"]
        },
    )


async def _store(session: AsyncSession, known: ProductImport, chunk: _Chunk) -> None:
    merchant = await this_merchant(session)
    assembler = Assembler(known.known_columns(), Setting(merchant.currency, ZoneInfo(merchant.time_zone)))
    assembled = [_judged(assembler, rows, chunk) for rows in chunk.products]
    await anchored(session, assembled)
    good = [each for each in assembled if each.item is not None]
    items = [each.item for each in good if each.item is not None]
    verdicts = await _upserted(session, known, items, currency=merchant.currency)
    problems = [problem for each in assembled for problem in each.problems]
    for each, verdict in zip(good, verdicts, strict=True):
        if verdict.outcome is Outcome.REFUSED:
            problems.append(assembler.located(Fault(verdict.path, verdict.reason), each.rows))
    _count(known, verdicts, refused=len(assembled) - len(good))
    await note_problems(session, known, problems)


def _judged(assembler: Assembler, rows: Sequence[Row], chunk: _Chunk) -> Assembled:
    """A row that could not be read speaks against its product, and so does one whose SKU is another row's."""
    made = assembler.assemble(rows)
    again = [
        Problem(
            row.number,
            assembler.named("sku"),
            f"SKU {row.cells['sku'].strip()[:100]} stands twice in this file; row {chunk.repeated[row.number]} "
            "has it first.",
        )
        for row in rows
        if row.number in chunk.repeated
    ]
    if not again and not any(row.number in chunk.unsound for row in rows):
        return made
    return Assembled(rows, None, [*made.problems, *again])


async def _upserted(
    session: AsyncSession, known: ProductImport, items: Sequence[ProductUpsert], *, currency: str
) -> list[Verdict]:
    """What becomes of the items, or would."""
    values: dict[str, Any] = {"currency": currency, "at": now(), "actor": known.actor}
    if not known.dry_run:
        return await upsert_products(session, items, **values)
    attempt = await session.begin_nested()
    verdicts = await upsert_products(session, items, **values)
    await attempt.rollback()
    return verdicts


def _count(known: ProductImport, verdicts: Sequence[Verdict], *, refused: int) -> None:
    outcomes = [verdict.outcome for verdict in verdicts]
    known.created += outcomes.count(Outcome.CREATED)
    known.changed += outcomes.count(Outcome.UPDATED)
    known.unchanged += outcomes.count(Outcome.UNCHANGED)
    known.refused += outcomes.count(Outcome.REFUSED) + refused
