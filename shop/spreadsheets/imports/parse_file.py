"""The file of an import is taken apart into rows, on whatever worker; a crash goes on behind the last row stored."""

import asyncio
import re
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from typing import BinaryIO
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.rules import storable
from shop.kit.clock import now
from shop.kit.db import merchant_of
from shop.kit.jobs import Errand, enqueue, errand
from shop.kit.sql import execute, fetch_one
from shop.spreadsheets.columns import Column, Header, read_header
from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.csv import open_csv
from shop.spreadsheets.files.detect import Kind
from shop.spreadsheets.files.formula_guard import from_text
from shop.spreadsheets.files.rows import Line, Opener, Sheet
from shop.spreadsheets.files.xlsx import open_xlsx
from shop.spreadsheets.imports.build_products import Problem
from shop.spreadsheets.imports.progress import locked, mistaken, note_problems, throw_away
from shop.spreadsheets.limits import MOST_ROWS
from shop.spreadsheets.models import ImportState, ProductImport, Severity

AT_ONCE = 2_000  # rows of one transaction
LONGEST_KEY = 200  # characters of a SKU or a product's name that stand in an index

_OPENERS: dict[Kind, Opener] = {Kind.CSV: open_csv, Kind.XLSX: open_xlsx}
_SHORTENED = re.compile(r"\d[.,]\d+E\+\d+")  # what programs make of "8412345678901"
_PIECE = "SELECT content FROM product_import_piece WHERE merchant_id = $1 AND import_id = $2 AND number = $3"
_STORE = """
INSERT INTO product_import_row (merchant_id, import_id, begins, number, first_with_sku, product, sku, is_sound, cells)
SELECT $1, $2, number, number, number, product, sku, is_sound, cells
FROM unnest($3::int[], $4::text[], $5::text[], $6::bool[], $7::bytea[]) AS row (number, product, sku, is_sound, cells)
"""
# Rows just written have no statistics: a planner that expects one of them would go through all of them for each.
_NO_LOOPS = "SELECT set_config('enable_nestloop', 'off', true)"
_LINK = """
UPDATE product_import_row AS row SET begins = found.begins, first_with_sku = found.first_with_sku FROM (
    SELECT number,
        CASE WHEN product = '' THEN number ELSE min(number) OVER (PARTITION BY product) END AS begins,
        CASE WHEN sku = '' THEN number ELSE min(number) OVER (PARTITION BY sku) END AS first_with_sku
    FROM product_import_row WHERE merchant_id = $1 AND import_id = $2) AS found
WHERE row.merchant_id = $1 AND row.import_id = $2 AND row.number = found.number
AND (found.begins, found.first_with_sku) <> (row.begins, row.first_with_sku)
"""


class _Read(msgspec.Struct, frozen=True):
    """A row as it will be stored."""

    number: int
    product: str
    sku: str
    is_sound: bool
    cells: bytes


class _Batch(msgspec.Struct):
    """Some rows, and what is wrong with them whatever they mean."""

    rows: list[_Read]
    problems: list[Problem]


@errand("spreadsheets.read", give_up=mistaken)
async def read_file(errand: Errand, *, import_id: UUID) -> None:
    """Store the rows; then the work on them begins."""
    with tempfile.TemporaryFile() as file:
        async with errand.transaction() as session:
            found = await session.get(ProductImport, (errand.merchant_id, import_id))
            if found is None or found.state is not ImportState.READING:
                return
            kind, read_to, rows = found.kind, found.read_to, found.rows
            await _fetch(session, import_id, file)
        try:
            await _read(errand, import_id, file, kind, read_to=read_to, rows=rows)
        except SpreadsheetRefused as refused:
            async with errand.transaction() as session:
                if (known := await locked(session, import_id, ImportState.READING)) is not None:
                    known.finish(ImportState.REFUSED, at=now(), fault=str(refused))
                    await throw_away(session, import_id)


async def _fetch(session: AsyncSession, import_id: UUID, file: BinaryIO) -> None:
    number = 0
    while (piece := await fetch_one(session, _PIECE, merchant_of(session), import_id, number)) is not None:
        await asyncio.to_thread(file.write, piece["content"])
        number += 1


async def _read(
    errand: Errand, import_id: UUID, file: BinaryIO, kind: Kind, *, read_to: int, rows: int
) -> None:
    """Raises SpreadsheetRefused."""
    sheet, header = await asyncio.to_thread(_opened, file, kind)
    reader = _Reader(sheet, header.columns)
    while True:
        batch = await asyncio.to_thread(reader.next, read_to)
        rows += len(batch.rows)
        if rows > MOST_ROWS:
            raise SpreadsheetRefused(f"The file has more than {MOST_ROWS} rows: send it in parts.")
        if not batch.rows:
            break
        async with errand.transaction() as session:
            known = await locked(session, import_id, ImportState.READING)
            if known is None or known.read_to != read_to:
                return  # another worker took it over
            await _store(session, import_id, batch)
            read_to = known.read_to = batch.rows[-1].number
            known.rows, known.updated_at = rows, now()
            await note_problems(session, known, batch.problems)
    if rows == 0:
        raise SpreadsheetRefused("The file names its columns and holds no rows below them.")
    await _finish(errand, import_id, header, [*sheet.notes, *header.notes, *reader.notes()])


async def _finish(errand: Errand, import_id: UUID, header: Header, notes: list[str]) -> None:
    async with errand.transaction() as session:
        known = await locked(session, import_id, ImportState.READING)
        if known is not None:
            known.state, known.updated_at = ImportState.WORKING, now()
            known.notes = [*notes, *known.notes]
            known.columns = [[column.field, column.name, column.at] for column in header.columns]
            await fetch_one(session, _NO_LOOPS)
            await execute(session, _LINK, errand.merchant_id, import_id)
            await enqueue(session, "spreadsheets.work", import_id=import_id)


def _opened(file: BinaryIO, kind: Kind) -> tuple[Sheet, Header]:
    sheet = _OPENERS[kind](file)
    return sheet, read_header(sheet.head.cells)


class _Reader:
    """Makes batches of a sheet's lines."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column]) -> None:
        self._lines, self._columns = sheet.lines, columns
        self._places = {column.field: nth for nth, column in enumerate(columns)}
        self._numeric_skus = self._first_numeric = 0

    def next(self, read_to: int) -> _Batch:
        """The next rows behind that one; none at the end. Raises SpreadsheetRefused."""
        problems: list[Problem] = []
        lines = (line for line in self._lines if line.number > read_to and not line.is_blank)
        return _Batch([self._row(line, problems) for line in islice(lines, AT_ONCE)], problems)

    def notes(self) -> Iterator[str]:
        """What is to be said of all rows."""
        if self._numeric_skus:
            yield (
                f"In {self._numeric_skus} rows (the first is {self._first_numeric}) the SKU is a number or a date to "
                "the spreadsheet program: zeros in front, if there were any, are lost, and long ones are shortened. "
                "Format the column as text before you write them."
            )

    def _row(self, line: Line, problems: list[Problem]) -> _Read:
        cells, is_sound = [], True
        for column in self._columns:
            text = line.cells[column.at] if column.at < len(line.cells) else ""
            if (fault := line.faults.get(column.at)) is None and not storable(text):
                fault = "A text holds a NUL or half a character, which cannot be stored."
            if fault is not None:
                problems.append(Problem(line.number, column.name, fault, Severity.ERROR))
                text, is_sound = "", False
            cells.append(from_text(text))
        sku = cells[self._places["sku"]].strip()
        if self._columns[self._places["sku"]].at in line.numeric or _SHORTENED.fullmatch(sku):
            self._numeric_skus += 1
            self._first_numeric = self._first_numeric or line.number
        product = cells[self._places["product"]].strip() if "product" in self._places else ""
        return _Read(
            line.number, _key(one_spelling(product)), _key(sku), is_sound, msgspec.json.encode(cells)
        )


def one_spelling(product: str) -> str:
    """An id of ours is the same with and without its dashes: Meta is told it without."""
    try:
        return str(UUID(product)) if len(product) in (32, 36) else product
    except ValueError:
        return product


def _key(text: str) -> str:
    """Short enough for an index; different texts stay different."""
    return text if len(text) <= LONGEST_KEY else f"#{blake2b(text.encode(), digest_size=16).hexdigest()}"


async def _store(session: AsyncSession, import_id: UUID, batch: _Batch) -> None:
    rows = [msgspec.structs.astuple(row) for row in batch.rows]
    await execute(session, _STORE, merchant_of(session), import_id, *map(list, zip(*rows, strict=True)))
