"""The job that takes an import's file apart into rows, on whatever worker; after a crash it goes on behind the last one."""

import asyncio
import tempfile
from contextlib import closing
from pathlib import Path
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch_one
from shop.kit.jobs import Errand, enqueue, errand
from shop.kit.threads import in_thread
from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.imports.file_reader import FileReader, FileReading, stored_batches
from shop.spreadsheets.imports.progress import delete_file_and_rows, fail_import, lock_import, record_problems
from shop.spreadsheets.imports.row_batches import RowBatch
from shop.spreadsheets.models import ImportState, ProductImport

_PART = "SELECT content FROM product_import_piece WHERE merchant_id = $1 AND import_id = $2 AND number = $3"
_INSERT_ROWS = """
INSERT INTO product_import_row (merchant_id, import_id, begins, number, first_with_sku, product, sku, is_sound, cells)
SELECT $1, $2, number, number, number, product, sku, is_sound, cells
FROM unnest($3::int[], $4::text[], $5::text[], $6::bool[], $7::bytea[]) AS row (number, product, sku, is_sound, cells)
"""
# Rows just written have no statistics: a planner that expects one of them would go through all of them for each.
_NO_NESTED_LOOPS = "SELECT set_config('enable_nestloop', 'off', true)"
_LINK_ROWS = """
UPDATE product_import_row AS row SET begins = found.begins, first_with_sku = found.first_with_sku FROM (
    SELECT number,
        CASE WHEN product = '' THEN number ELSE min(number) OVER (PARTITION BY product) END AS begins,
        CASE WHEN sku = '' THEN number ELSE min(number) OVER (PARTITION BY sku) END AS first_with_sku
    FROM product_import_row WHERE merchant_id = $1 AND import_id = $2) AS found
WHERE row.merchant_id = $1 AND row.import_id = $2 AND row.number = found.number
AND (found.begins, found.first_with_sku) <> (row.begins, row.first_with_sku)
"""


@errand("spreadsheets.parse_file", give_up=fail_import, most_deaths=2)
async def parse_file(errand: Errand, *, import_id: UUID) -> None:
    """Store the file's rows, then enqueue the job that makes products of them; refuse a file of no use."""
    with tempfile.TemporaryDirectory() as folder:
        file, rows = Path(folder) / "file", Path(folder) / "rows"
        async with errand.transaction() as session:
            found = await session.get(ProductImport, (errand.merchant_id, import_id))
            if found is None or found.state is not ImportState.READING:
                return
            kind, read_to, row_count = found.kind, found.read_to, found.rows
            await _load_file(session, import_id, file)
        try:
            reader = errand.vendor(FileReader)
            reading = await reader.read(file, rows, kind, merchant_id=errand.merchant_id, read_to=read_to)
            if reading.is_empty and row_count == 0:
                raise SpreadsheetRefused("The file names its columns and holds no rows below them.")
        except SpreadsheetRefused as refused:
            await _refuse(errand, import_id, str(refused))
            return
        if await _store_rows(errand, import_id, rows, read_to=read_to):
            await _finish(errand, import_id, reading)


async def _load_file(session: AsyncSession, import_id: UUID, path: Path) -> None:
    with path.open("wb") as file:
        number = 0
        while (part := await fetch_one(session, _PART, merchant_of(session), import_id, number)) is not None:
            await asyncio.to_thread(file.write, part["content"])
            number += 1


async def _store_rows(errand: Errand, import_id: UUID, rows: Path, *, read_to: int) -> bool:
    """Some thousands in a transaction. False if another worker has taken the import over."""
    with closing(stored_batches(rows)) as batches:
        while (batch := await in_thread(next, batches, None)) is not None:
            if not await _store_batch(errand, import_id, batch, read_to=read_to):
                return False
            read_to = batch.rows[-1].number
    return True


async def _store_batch(errand: Errand, import_id: UUID, batch: RowBatch, *, read_to: int) -> bool:
    """False if another worker has taken the import over."""
    async with errand.transaction() as session:
        product_import = await lock_import(session, import_id, ImportState.READING)
        if product_import is None or product_import.read_to != read_to:
            return False
        rows = [msgspec.structs.astuple(row) for row in batch.rows]
        columns = map(list, zip(*rows, strict=True))
        await execute_sql(session, _INSERT_ROWS, errand.merchant_id, import_id, *columns)
        product_import.add_rows(len(batch.rows), read_to=batch.rows[-1].number, at=now())
        await record_problems(session, product_import, batch.problems)
    return True


async def _finish(errand: Errand, import_id: UUID, reading: FileReading) -> None:
    """Every row learns where its product begins and where its SKU stands first; then products are made."""
    async with errand.transaction() as session:
        product_import = await lock_import(session, import_id, ImportState.READING)
        if product_import is not None:
            product_import.begin_applying(reading.columns, reading.notes, at=now())
            await fetch_one(session, _NO_NESTED_LOOPS)
            await execute_sql(session, _LINK_ROWS, errand.merchant_id, import_id)
            await enqueue(session, "spreadsheets.apply_rows", import_id=import_id)


async def _refuse(errand: Errand, import_id: UUID, fault: str) -> None:
    async with errand.transaction() as session:
        product_import = await lock_import(session, import_id, ImportState.READING)
        if product_import is not None:
            product_import.finish(ImportState.REFUSED, at=now(), fault=fault)
            await delete_file_and_rows(session, import_id)
