"""The job that makes products of an import's rows: some hundreds in one transaction, and the next ones in the next.

The place reached is written by the transaction that stores the products, so a crash repeats nothing. A product is
taken up at its first row, together with all its others, wherever in the file they stand. A dry run does the same
and rolls the products back.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.bulk.batch import UpsertOutcome, UpsertResult
from shop.catalog.bulk.rows import ProductUpsert
from shop.catalog.bulk.upsert import upsert_products
from shop.catalog.rules import MOST_VARIANTS, ProductFault
from shop.kit.clock import now
from shop.kit.db.session import public_url_of
from shop.kit.db.sql import discard_plans, fetch
from shop.kit.jobs import enqueue, job
from shop.kit.processes.pauses import with_pauses
from shop.merchants.accounts import this_merchant
from shop.spreadsheets.conversions import CellSettings
from shop.spreadsheets.imports.build_products import BuiltProduct, ParsedRow, ProductBuilder, RowProblem
from shop.spreadsheets.imports.match_products import match_by_product_id
from shop.spreadsheets.imports.progress import delete_file_and_rows, fail_import, lock_import, record_problems
from shop.spreadsheets.models import ImportState, ProductImport

ROWS_AT_ONCE = 500  # of one transaction

_NEXT = """
SELECT begins, number, first_with_sku, is_sound, cells FROM product_import_row
WHERE merchant_id = $1 AND import_id = $2 AND begins > $3 ORDER BY begins, number LIMIT $4
"""


class _Chunk(msgspec.Struct):
    """What one transaction takes up.

    `position` is where its last product begins; `unsound` are rows that could not be read; `first_rows` has, for a row
    whose SKU stands in an earlier one already, that earlier row.
    """

    position: int
    products: list[list[ParsedRow]]
    is_last: bool
    unsound: set[int]
    first_rows: dict[int, int]


@job("spreadsheets.apply_rows", give_up=fail_import)
async def apply_rows(session: AsyncSession, *, import_id: UUID) -> None:
    """Make products of the next rows; enqueue itself for those behind them."""
    product_import = await lock_import(session, import_id, ImportState.WORKING)
    if product_import is None:
        return
    await discard_plans(session)
    chunk = await _next_chunk(session, product_import)
    await _apply(session, product_import, chunk)
    product_import.advance(chunk.position, done=sum(map(len, chunk.products)), at=now())
    if chunk.is_last:
        product_import.finish(ImportState.DONE, at=now())
        await session.flush()
        await delete_file_and_rows(session, import_id)
    else:
        await enqueue(session, "spreadsheets.apply_rows", import_id=import_id)


async def _next_chunk(session: AsyncSession, product_import: ProductImport) -> _Chunk:
    """Whole products: those that begin within so many rows. Of one that has too many rows, enough to see it."""
    most = ROWS_AT_ONCE + MOST_VARIANTS + 1
    place = (product_import.merchant_id, product_import.id, product_import.position)
    found = await fetch(session, _NEXT, *place, most)
    position = found[:ROWS_AT_ONCE][-1]["begins"] if found else product_import.position
    taken = [row for row in found if row["begins"] <= position]
    fields = [column.field for column in product_import.known_columns()]
    products: dict[int, list[ParsedRow]] = {}
    for row in taken:
        cells = dict(zip(fields, msgspec.json.decode(row["cells"]), strict=True))
        products.setdefault(row["begins"], []).append(ParsedRow(row["number"], cells))
    return _Chunk(
        position=position,
        products=list(products.values()),
        is_last=len(found) < most and len(taken) == len(found),
        unsound={row["number"] for row in taken if not row["is_sound"]},
        first_rows={
            row["number"]: row["first_with_sku"] for row in taken if row["first_with_sku"] < row["number"]
        },
    )


async def _apply(session: AsyncSession, product_import: ProductImport, chunk: _Chunk) -> None:
    """Store the chunk's products; count what became of each, and record every problem."""
    merchant = await this_merchant(session)
    settings = CellSettings(merchant.currency, ZoneInfo(merchant.time_zone), public_url_of(session))
    builder = ProductBuilder(product_import.known_columns(), settings)
    built = [_build(builder, rows, chunk) async for rows in with_pauses(chunk.products)]
    await match_by_product_id(session, built)
    good = [each for each in built if each.item is not None]
    items = [each.item for each in good if each.item is not None]
    results = await _upsert(session, product_import, items, currency=merchant.currency)
    problems = [problem for each in built for problem in each.problems]
    for each, result in zip(good, results, strict=True):
        if result.outcome is UpsertOutcome.REFUSED:
            problems.append(builder.problem_of(ProductFault(result.path, result.reason), each.rows))
    _count(product_import, results, refused=len(built) - len(good))
    await record_problems(session, product_import, problems)


def _build(builder: ProductBuilder, rows: Sequence[ParsedRow], chunk: _Chunk) -> BuiltProduct:
    """Without an item if a row of the product could not be read, or has the SKU of an earlier row."""
    built = builder.build(rows)
    repeated = [
        RowProblem(
            row.number,
            builder.column_name("sku"),
            f"SKU {row.cells['sku'].strip()[:100]} stands twice in this file; "
            f"row {chunk.first_rows[row.number]} has it first.",
        )
        for row in rows
        if row.number in chunk.first_rows
    ]
    if not repeated and not any(row.number in chunk.unsound for row in rows):
        return built
    return BuiltProduct(rows, None, [*built.problems, *repeated])


async def _upsert(
    session: AsyncSession, product_import: ProductImport, items: Sequence[ProductUpsert], *, currency: str
) -> list[UpsertResult]:
    """What became of each item, or in a dry run would."""
    values: dict[str, Any] = {"currency": currency, "at": now(), "actor": product_import.actor}
    if not product_import.dry_run:
        return await upsert_products(session, items, **values)
    attempt = await session.begin_nested()
    results = await upsert_products(session, items, **values)
    await attempt.rollback()
    return results


def _count(product_import: ProductImport, results: Sequence[UpsertResult], *, refused: int) -> None:
    outcomes = [result.outcome for result in results]
    product_import.count_rows(
        created=outcomes.count(UpsertOutcome.CREATED),
        changed=outcomes.count(UpsertOutcome.UPDATED),
        unchanged=outcomes.count(UpsertOutcome.UNCHANGED),
        refused=outcomes.count(UpsertOutcome.REFUSED) + refused,
    )
